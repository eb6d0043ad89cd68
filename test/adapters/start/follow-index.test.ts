import { pino } from 'pino';
import { expect, it } from 'vitest';
import { beginCoach } from '../../../adapters/start/open-coach.js';
import { answerToMarkdown } from '../../../src/coach/answer-to-markdown.js';
import { readConfig } from '../../../src/config.js';
import { ensureIndex } from '../../../src/create-coach.js';
import { writePack } from '../../support/run-nextrung.js';
import { smallPackFiles } from '../../support/small-pack.js';
import { useTemporaryFolder } from '../../support/temporary-folder.js';

const folder = useTemporaryFolder();

/** A coach that runs on a small pack of its own, and looks at it twenty times a second. */
const openFollowing = async () => {
  const pack = await writePack(folder.path(), smallPackFiles('first'));
  const config = readConfig({ DATA_DIR: folder.path(), KNOWLEDGE_PACK: pack }, process.cwd());
  const logged: string[] = [];
  const log = pino({ level: 'info', base: null }, { write: line => void logged.push(JSON.parse(line).msg) });
  const nothing = (): void => undefined;
  const opening = await beginCoach({ config, log, onBuild: nothing, onProgress: nothing, followEveryMs: 50 });
  await opening.ready;
  const asked = async (): Promise<string> =>
    answerToMarkdown(await opening.coach.ask({ text: 'what is the median pay?', history: [] })) +
    JSON.stringify(opening.pack.passages);
  return { opening, pack, config, logged, asked };
};
const processes = (): number => process.getActiveResourcesInfo().filter(name => name === 'ProcessWrap').length;

it('guides that change while it runs are indexed in another process, so that answers go on; those that are broken are told to the log', async () => {
  const { opening, pack, logged, asked } = await openFollowing();
  const before = processes();
  try {
    await writePack(pack, smallPackFiles('second'));
    await expect.poll(processes, { timeout: 20_000, interval: 10 }).toBe(before + 1);
    expect(await asked()).toMatch(/first edition/);
    await expect.poll(asked, { timeout: 20_000 }).toMatch(/second edition/);
    expect(logged).toContain('the index is built anew');
    await writePack(pack, new Map([...smallPackFiles('third'), ['career-map.yaml', 'roles: [']]));
    await expect
      .poll(() => logged.join('\n'), { timeout: 20_000 })
      .toMatch(/are not taken, answers go on from those before: .*career-map\.yaml/s);
    expect(await asked()).toMatch(/second edition/);
  } finally {
    await opening.close();
  }
  // The one that reads the broken guides may be ending still.
  await expect.poll(processes, { timeout: 5_000 }).toBe(before);
});

it('a coach that runs takes the index that is put in place of its own', { timeout: 60_000 }, async () => {
  const { opening, config, logged, asked } = await openFollowing();
  try {
    // As `nextrung index --force` does from another terminal.
    const { manifest } = await ensureIndex(config, { force: true });
    // What the age of the index is told by.
    await expect.poll(() => opening.state(), { timeout: 20_000 }).toEqual({ state: 'ready', builtAt: manifest.builtAt });
    expect(logged).toContain('the index was replaced; answers come from the new one');
    expect(await asked()).toMatch(/first edition/);
  } finally {
    await opening.close();
  }
});
