import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Config, readConfig } from '../src/config.js';
import { ensureIndex, inspectIndex, openCoach } from '../src/create-coach.js';
import { judgedPackFiles, smallPackFiles, withEdit } from './support/small-pack.js';
import { useTemporaryFolder } from './support/temporary-folder.js';

const folder = useTemporaryFolder();
const shared = (): Config => readConfig({ DATA_DIR: process.env.DATA_DIR }, process.cwd());

/** A configuration over the small pack, with an index folder of its own. */
const smallConfig = async (files = smallPackFiles()): Promise<Config> => {
  const packDir = folder.path();
  await mkdir(join(packDir, 'guides'), { recursive: true });
  for (const [name, text] of files) await writeFile(join(packDir, name), text);
  return readConfig({ DATA_DIR: folder.path(), KNOWLEDGE_PACK: packDir }, process.cwd());
};

describe('the index of the shipped pack', () => {
  it('is found fresh, in silence, and quickly', async () => {
    const told: unknown[] = [];
    const options = {
      onBuild: (reason: string) => void told.push(reason),
      onProgress: (progress: unknown) => void told.push(progress),
    };
    await ensureIndex(shared(), options);
    const started = performance.now();
    expect(await ensureIndex(shared(), options)).toMatchObject({ built: false });
    // 100 ms on an idle machine; other tests run beside this one.
    expect(performance.now() - started).toBeLessThan(2_000);
    expect(told).toEqual([]);
    expect(await inspectIndex(shared())).toMatchObject({ state: 'fresh' });
  });
});

describe('opening a coach', () => {
  it.each([
    ['without judged messages', smallPackFiles()],
    ['with judged messages', judgedPackFiles()],
  ])('builds the index of any pack first, tells why, and answers from it: one %s', async (_, files) => {
    const config = await smallConfig(files);
    expect(await inspectIndex(config)).toMatchObject({ state: 'missing' });
    const reasons: string[] = [];
    const steps: number[] = [];
    const opened = await openCoach(config, {
      onBuild: reason => reasons.push(reason),
      onProgress: ({ done }) => steps.push(done),
    });
    try {
      expect(reasons).toEqual(['there is no index yet']);
      expect(steps.at(-1)).toBeGreaterThan(0);
      const answer = await opened.coach.ask({ text: 'what do coders make?', history: [] });
      expect(answer.outcome).toBe('answered');
      expect(JSON.stringify(answer.blocks)).toMatch(/\$\d/);
      expect(answer.citations.map(citation => citation.guide)).toContain('pay-guide');
    } finally {
      await opened.close();
    }
  });

  it('refuses a broken pack with its problems and leaves no index behind', async () => {
    const config = await smallConfig(withEdit(smallPackFiles(), 'career-map.yaml', 'issuer: AAPC', 'issuer: AHIMA'));
    await expect(openCoach(config)).rejects.toMatchObject({
      code: 'pack_invalid',
      message: expect.stringMatching(/career-map\.yaml:\d+: "AHIMA" does not stand/),
    });
    expect(await readdir(config.dataDir).catch(() => [])).toEqual([]);
  });

  it('refuses a foreign index and does not touch it, unless it is told to', async () => {
    const config = await smallConfig();
    await mkdir(config.indexDir, { recursive: true });
    await writeFile(join(config.indexDir, 'manifest.json'), '{"made": "elsewhere"}');
    await expect(openCoach(config)).rejects.toMatchObject({
      code: 'index_foreign',
      message: expect.stringContaining('npm run index -- --force'),
    });
    expect(await readFile(join(config.indexDir, 'manifest.json'), 'utf8')).toBe('{"made": "elsewhere"}');
    expect(await ensureIndex(config, { force: true })).toMatchObject({ built: true });
    expect(await inspectIndex(config)).toMatchObject({ state: 'fresh' });
  });

  it('stops when told, and builds the next time', async () => {
    const config = await smallConfig();
    await expect(ensureIndex(config, { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'cancelled' });
    expect(await inspectIndex(config)).toMatchObject({ state: 'missing' });
    expect(await ensureIndex(config)).toMatchObject({ built: true });
  });
});
