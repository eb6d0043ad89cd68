import { chmod, copyFile, cp, mkdir, readdir, readFile, rm, stat, truncate, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { byteVectorIndex } from '../../src/backends/byte-vector-index.js';
import type { Embedder } from '../../src/contracts/embedder.js';
import type { BuildProgress } from '../../src/retrieval/build-index.js';
import { hashOfText } from '../../src/retrieval/index-content.js';
import { readManifest } from '../../src/retrieval/index-folder.js';
import { readJudgedWords } from '../../src/retrieval/judged-words.js';
import type { Manifest } from '../../src/retrieval/manifest.js';
import { readSavedJudgments } from '../../src/retrieval/saved-judgments.js';
import { countingTexts, createHashedEmbedder } from '../support/hashed-embedder.js';
import { randomFrom } from '../support/random-vectors.js';
import { savedBytes } from '../support/saved-bytes.js';
import { buildSmallIndex, checkSmallIndex, useSmallIndex } from '../support/small-index.js';
import { judgedPackFiles, smallJudgments, smallPackFiles, withEdit } from '../support/small-pack.js';
import { useTemporaryFolder } from '../support/temporary-folder.js';

const folder = useTemporaryFolder();
const files = smallPackFiles();
const names = ['judged-words.u32', 'judgments.json', 'pack.json', 'passages.sqlite', 'vectors.i8'];
const manifestPath = (root: string): string => join(root, 'manifest.json');

let first: Manifest;
beforeAll(async () => {
  first = await buildSmallIndex(folder.path('first'), files);
});

/** A copy of the index that is built once for this file, to be changed and damaged. */
const built = async (): Promise<{ root: string; manifest: Manifest }> => {
  const root = folder.path();
  await cp(folder.path('first'), root, { recursive: true, preserveTimestamps: true });
  return { root, manifest: first };
};

describe('a saved index', () => {
  it('is missing at first, fresh once built, and answers by words and by meaning', async () => {
    const root = folder.path('with spaces and ünïcode');
    expect(await checkSmallIndex(root, files)).toMatchObject({ state: 'missing' });
    const manifest = await buildSmallIndex(root, files);
    expect(await checkSmallIndex(root, files)).toEqual({ state: 'fresh', manifest });
    const { pack, byWords, nearest } = await useSmallIndex(root, manifest);
    expect(pack.guides.map(guide => guide.id)).toEqual(['ladder-guide', 'pay-guide']);
    expect([...byWords].sort().slice(0, 2)).toEqual(['ladder-guide#another-median', 'pay-guide#median-pay']);
    expect(nearest[0]).toMatch(/what do coders make/i);
  });

  it('says how it was made', async () => {
    const { root, manifest } = await built();
    expect(await readManifest(root)).toEqual(manifest);
    expect(manifest).toMatchObject({
      format: 'nextrung-index',
      embedder: { name: 'hashed-words-48', dimensions: 48 },
      vectorIndex: 'bytes',
      passages: 6,
    });
    expect(manifest.files.map(file => file.name)).toEqual(names);
    expect(Math.abs(Date.now() - Date.parse(manifest.builtAt))).toBeLessThan(60_000);
  });

  it('keeps of judged messages what choosing needs, and none of their words', async () => {
    const root = folder.path();
    const manifest = await buildSmallIndex(root, judgedPackFiles());
    const { judgments } = await useSmallIndex(root, manifest);
    expect(judgments).toEqual([
      { best: [6], useful: [4, 7], none: false, kind: 'question', isOneAsk: true },
      { best: [2, 3], useful: [6, 11], none: false, kind: 'story', isOneAsk: false },
      { best: [], useful: [], none: false, kind: 'thanks', isOneAsk: false },
      { best: [], useful: [1], none: true, kind: 'question', isOneAsk: true },
    ]);
    const saved = await savedBytes(join(root, manifest.folder));
    const isSaved = (text: string): boolean => saved.includes(Buffer.from(text).toString('latin1'));
    expect(isSaved('The median pay for coders is')).toBe(true);
    expect(smallJudgments.flatMap(({ message, asks }) => [message, ...asks]).filter(isSaved)).toEqual([]);
  });

  it('of a pack without judged messages keeps an empty list of them', async () => {
    const { root, manifest } = await built();
    expect((await useSmallIndex(root, manifest)).judgments).toEqual([]);
  });

  it.each(['', 'not JSON', '{}', '[{"best": ["one"]}]', '[{}]'])('says index_corrupt when its judgments are %j', async text => {
    const path = folder.path();
    await writeFile(path, text);
    await expect(readSavedJudgments(path)).rejects.toMatchObject({
      code: 'index_corrupt',
      message: expect.stringContaining('npm run index -- --force'),
    });
  });

  it('says index_corrupt when what it learned from judgments is cut', async () => {
    const path = folder.path();
    await writeFile(path, 'cut');
    await expect(readJudgedWords(path)).rejects.toMatchObject({ code: 'index_corrupt' });
  });

  it('is left alone while nothing changes', async () => {
    const { root } = await built();
    const before = [await readdir(root), (await stat(manifestPath(root))).mtimeMs];
    expect((await checkSmallIndex(root, files)).state).toBe('fresh');
    expect([await readdir(root), (await stat(manifestPath(root))).mtimeMs]).toEqual(before);
  });

  it('can be used from a folder that nobody may write', async () => {
    const { root, manifest } = await built();
    await asOrdinaryUser([root, join(root, manifest.folder)], async () => {
      expect((await checkSmallIndex(root, files)).state).toBe('fresh');
      expect((await useSmallIndex(root, manifest)).nearest).toHaveLength(3);
    });
  });
});

describe('building again', () => {
  it('is called for when a guide changes, and embeds only the texts that changed', async () => {
    const { root, manifest } = await built();
    const edited = smallPackFiles('second');
    expect(await checkSmallIndex(root, edited)).toEqual({ state: 'stale', reason: 'the guides or their judgments changed' });
    const embedder = countingTexts(createHashedEmbedder());
    const second = await buildSmallIndex(root, edited, { embedder });
    // The sentence under its heading, and the section as a whole.
    expect(embedder.asked.toSorted()).toEqual([
      expect.stringMatching(/^Median pay\. The median pay for coders .*This section is of the second edition\.$/),
      'Median pay: This section is of the second edition.',
    ]);
    expect(second.folder).not.toBe(manifest.folder);
    const { pack } = await useSmallIndex(root, second);
    expect(JSON.stringify(pack)).toContain('second edition');
    expect((await checkSmallIndex(root, edited)).state).toBe('fresh');
  });

  it('embeds a text once however often it stands in the pack', async () => {
    const twice = withEdit(files, 'guides/pay-guide.md', 'pay for each level', 'what do coders make');
    const embedder = countingTexts(createHashedEmbedder());
    await buildSmallIndex(folder.path(), twice, { embedder });
    expect(embedder.asked.length).toBe(new Set(embedder.asked).size);
    expect(embedder.asked.filter(text => text === 'what do coders make')).toHaveLength(1);
  });

  it('embeds only the messages that are new when others were judged', async () => {
    const root = folder.path();
    await buildSmallIndex(root, judgedPackFiles());
    // In front, so that each of the others has another number.
    const more = [{ ...smallJudgments[2], message: 'you are the best' }, ...smallJudgments];
    const edited = judgedPackFiles('first', more);
    expect(await checkSmallIndex(root, edited)).toEqual({ state: 'stale', reason: 'the guides or their judgments changed' });
    const embedder = countingTexts(createHashedEmbedder());
    const manifest = await buildSmallIndex(root, edited, { embedder });
    expect(embedder.asked).toEqual(['you are the best']);
    expect((await useSmallIndex(root, manifest)).judgments).toHaveLength(5);
  });

  it('embeds no text whose vector ships with the embedder, and none of another text is taken for it', async () => {
    const shipped = ['what do coders make', 'What do coders earn?'];
    const vectors = await createHashedEmbedder().embed(shipped);
    const known = new Map(shipped.map((text, at) => [hashOfText(text), vectors[at] ?? new Float32Array()]));
    const embedder = countingTexts(createHashedEmbedder());
    const manifest = await buildSmallIndex(folder.path(), judgedPackFiles(), { embedder, known });
    const whole = countingTexts(createHashedEmbedder());
    const alone = await buildSmallIndex(folder.path(), judgedPackFiles(), { embedder: whole });
    expect(whole.asked.filter(text => !embedder.asked.includes(text)).toSorted()).toEqual(shipped.toSorted());
    // Shipped or made here: the same vectors in the same places.
    const sum = ({ files }: Manifest): unknown => files.find(file => file.name === 'vectors.i8')?.sha256;
    expect(sum(manifest)).toBe(sum(alone));
    // What ships is left as it was: another index may be built with it.
    expect([...known.keys()]).toEqual(shipped.map(hashOfText));
  });

  it('embeds nothing when only the career map changes', async () => {
    const { root } = await built();
    const edited = withEdit(files, 'career-map.yaml', 'aliases: [manager]', 'aliases: [manager, boss]');
    expect((await checkSmallIndex(root, edited)).state).toBe('stale');
    const embedder = countingTexts(createHashedEmbedder());
    await buildSmallIndex(root, edited, { embedder });
    expect(embedder.asked).toEqual([]);
  });

  it('gives the same index as building from nothing', async () => {
    const { root } = await built();
    const edited = smallPackFiles('third');
    // Vectors that went through the index before, and the one before that, are what the embedder gives.
    await buildSmallIndex(root, smallPackFiles('second'));
    const again = await buildSmallIndex(root, edited);
    const fresh = await buildSmallIndex(folder.path(), edited);
    const sums = (manifest: Manifest): unknown =>
      manifest.files.filter(file => file.name !== 'passages.sqlite').map(file => file.sha256);
    expect(sums(again)).toEqual(sums(fresh));
  });

  it('is called for by another embedder, and uses none of the old vectors', async () => {
    const { root } = await built();
    const other = countingTexts(createHashedEmbedder({ name: 'another-model', dimensions: 48 }));
    expect(await checkSmallIndex(root, files, { embedder: other })).toEqual({
      state: 'stale',
      reason: 'its vectors are from hashed-words-48',
    });
    const manifest = await buildSmallIndex(root, files, { embedder: other });
    expect(other.asked.length).toBeGreaterThan(30);
    expect(manifest.embedder.name).toBe('another-model');
  });

  it('uses no vectors of other dimensions, even under the same name', async () => {
    const { root } = await built();
    const other = countingTexts(createHashedEmbedder({ name: 'hashed-words-48', dimensions: 16 }));
    const manifest = await buildSmallIndex(root, files, { embedder: other });
    expect(other.asked.length).toBeGreaterThan(30);
    expect((await useSmallIndex(root, manifest)).nearest).toHaveLength(3);
  });

  it('is called for by another vector index, and uses nothing of a file that it cannot read', async () => {
    const { root } = await built();
    const vectorIndex = { ...byteVectorIndex, name: 'other', fileName: 'vectors.other' };
    expect(await checkSmallIndex(root, files, { vectorIndex })).toEqual({
      state: 'stale',
      reason: 'its vectors are kept by bytes',
    });
    const embedder = countingTexts(createHashedEmbedder());
    const manifest = await buildSmallIndex(root, files, { vectorIndex, embedder });
    expect(embedder.asked.length).toBeGreaterThan(30);
    expect(manifest.vectorIndex).toBe('other');
    expect((await checkSmallIndex(root, files, { vectorIndex })).state).toBe('fresh');
  });

  it('is called for by another format', async () => {
    const { root, manifest } = await built();
    await writeFile(manifestPath(root), JSON.stringify({ ...manifest, version: 0 }));
    expect(await checkSmallIndex(root, files)).toMatchObject({ state: 'stale', reason: expect.stringContaining('format 0') });
    const embedder = countingTexts(createHashedEmbedder());
    await buildSmallIndex(root, files, { embedder });
    expect(embedder.asked.length).toBeGreaterThan(30);
    expect((await checkSmallIndex(root, files)).state).toBe('fresh');
  });

  it('tells how far it is, up to the end, and keeps silent when there is nothing to embed', async () => {
    const root = folder.path();
    const steps: BuildProgress[] = [];
    await buildSmallIndex(root, files, { onProgress: step => steps.push(step) });
    const total = steps[0]?.total ?? 0;
    expect(steps[0]).toEqual({ done: 0, total });
    expect(steps.at(-1)).toEqual({ done: total, total });
    expect(steps.map(step => step.done)).toEqual(steps.map(step => step.done).toSorted((a, b) => a - b));
    const silent: BuildProgress[] = [];
    await buildSmallIndex(root, files, { onProgress: step => silent.push(step) });
    expect(silent).toEqual([]);
  });

  it.each([
    ['stopped', (embedder: Embedder): Embedder => embedder, AbortSignal.abort()],
    [
      'failing',
      (embedder: Embedder): Embedder => ({ ...embedder, embed: () => Promise.reject(new Error('the model is gone')) }),
      undefined,
    ],
  ])('that is %s leaves the old index whole and nothing beside it', async (_, wrap, signal) => {
    const { root, manifest } = await built();
    const before = await readdir(root);
    await expect(
      buildSmallIndex(root, smallPackFiles('second'), { embedder: wrap(createHashedEmbedder()), ...(signal ? { signal } : {}) }),
    ).rejects.toThrow();
    expect(await readdir(root)).toEqual(before);
    expect(await checkSmallIndex(root, files)).toEqual({ state: 'fresh', manifest });
  });
});

describe('an index that is not whole', () => {
  const random = randomFrom(7);
  const harms: { name: string; harm(path: string): Promise<void> }[] = [
    { name: 'missing', harm: path => rm(path) },
    { name: 'empty', harm: path => truncate(path, 0) },
    { name: 'cut short by a byte', harm: async path => truncate(path, (await stat(path)).size - 1) },
    { name: 'cut in half', harm: async path => truncate(path, Math.floor((await stat(path)).size / 2)) },
    { name: 'longer than it was', harm: async path => writeFile(path, 'x', { flag: 'a' }) },
    {
      name: 'off by one bit',
      async harm(path) {
        const bytes = await readFile(path);
        const at = Math.floor(random() * bytes.length);
        bytes[at] = (bytes[at] ?? 0) ^ (1 << Math.floor(random() * 8));
        await writeFile(path, bytes);
      },
    },
    {
      name: 'a folder',
      async harm(path) {
        await rm(path);
        await mkdir(path);
      },
    },
  ];

  // The words of judged messages are none in a pack without them: nothing there can be harmed.
  const harmed = names.filter(name => name !== 'judged-words.u32');
  it.each(harmed.flatMap(file => harms.map(({ name, harm }) => ({ file, name, harm }))))(
    'is found out when $file is $name, and built again',
    async ({ file, harm }) => {
      const { root, manifest } = await built();
      await harm(join(root, manifest.folder, file));
      expect(await checkSmallIndex(root, files)).toMatchObject({ state: 'damaged', reason: expect.stringContaining(file) });
      const embedder = countingTexts(createHashedEmbedder());
      const again = await buildSmallIndex(root, files, { embedder });
      // Vectors of a damaged index are not trusted.
      expect(embedder.asked.length).toBeGreaterThan(30);
      expect(await checkSmallIndex(root, files)).toEqual({ state: 'fresh', manifest: again });
      await useSmallIndex(root, again);
    },
  );

  it('is found out when its whole folder is gone', async () => {
    const { root, manifest } = await built();
    await rm(join(root, manifest.folder), { recursive: true });
    expect((await checkSmallIndex(root, files)).state).toBe('damaged');
    await buildSmallIndex(root, files);
    expect((await checkSmallIndex(root, files)).state).toBe('fresh');
  });
});

describe('a folder that is not an index of ours', () => {
  const whole = async (): Promise<Manifest> => (await built()).manifest;
  it.each([
    ['of another program', async () => '{"version": 3, "collections": []}'],
    ['not JSON', async () => 'hello'],
    ['empty', async () => ''],
    ['a list', async () => '[]'],
    ['of another format', async () => JSON.stringify({ ...(await whole()), format: 'other-index' })],
    ['that points out of the folder', async () => JSON.stringify({ ...(await whole()), folder: '../../etc' })],
    ['with a wrong checksum length', async () => JSON.stringify({ ...(await whole()), contentHash: 'abc' })],
  ])('is refused when its manifest is %s, with the command to run, and not touched', async (_, text) => {
    const root = folder.path();
    await mkdir(root);
    const content = await text();
    await writeFile(manifestPath(root), content);
    await writeFile(join(root, 'letter.txt'), 'keep me');
    await expect(checkSmallIndex(root, files)).rejects.toMatchObject({
      code: 'index_foreign',
      message: expect.stringMatching(/npm run index -- --force.*DATA_DIR/),
    });
    expect(await readFile(manifestPath(root), 'utf8')).toBe(content);
    // Asked for, it is replaced; what else lies there stays.
    await buildSmallIndex(root, files);
    expect((await checkSmallIndex(root, files)).state).toBe('fresh');
    expect(await readFile(join(root, 'letter.txt'), 'utf8')).toBe('keep me');
  });

  it('is refused when its manifest cannot be read', async () => {
    const root = folder.path();
    await mkdir(manifestPath(root), { recursive: true });
    await expect(checkSmallIndex(root, files)).rejects.toMatchObject({
      code: 'index_foreign',
      message: expect.stringContaining('DATA_DIR'),
    });
  });
});

describe('a folder that cannot be written', () => {
  it('is named with what to do, before the long work begins', async () => {
    const root = folder.path();
    await mkdir(root);
    const embedder = countingTexts(createHashedEmbedder());
    await asOrdinaryUser([root], async () => {
      await expect(buildSmallIndex(root, files, { embedder })).rejects.toMatchObject({
        code: 'config_invalid',
        message: expect.stringMatching(/cannot be saved in .*DATA_DIR/),
      });
    });
    expect(embedder.asked).toEqual([]);
  });

  it('is named when it is a file', async () => {
    const root = folder.path();
    await writeFile(root, 'a file');
    await expect(buildSmallIndex(root, files)).rejects.toMatchObject({
      code: 'config_invalid',
      message: expect.stringContaining('DATA_DIR'),
    });
  });
});

describe('what earlier builds left', () => {
  const oldTime = new Date(Date.now() - 2 * 60 * 60 * 1000);
  /** No process has this id: Linux ends at 4,194,304. */
  const dead = 4_999_999;

  it('is removed when its builder is dead, and left when it runs', async () => {
    const { root } = await built();
    const names = [
      `building-${dead}-0a1b2c3d`,
      `index-0123456789ab-${dead}-0a1b2c3d`,
      `building-${process.ppid}-0a1b2c3d`,
      `index-0123456789ab-${process.ppid}-0a1b2c3d`,
      'notes',
      'index-of-songs',
    ];
    for (const name of names) await mkdir(join(root, name));
    await writeFile(join(root, `index-0123456789ab-${dead}-ffff0000.manifest`), '{}');
    await buildSmallIndex(root, files);
    const left = await readdir(root);
    expect(names.filter(name => left.includes(name))).toEqual(names.slice(2));
    expect(left.filter(name => name.endsWith('.manifest'))).toEqual([]);
  });

  it('is removed after an hour whoever has the number of its builder now', async () => {
    const { root } = await built();
    const names = [`building-${process.pid}-0a1b2c3d`, `index-0123456789ab-${process.ppid}-0a1b2c3d`];
    for (const name of names) {
      await mkdir(join(root, name));
      await utimes(join(root, name), oldTime, oldTime);
    }
    await buildSmallIndex(root, files);
    expect((await readdir(root)).filter(name => names.includes(name))).toEqual([]);
  });

  it('is kept for one build when it was the index in place: another process may just be opening it', async () => {
    const { root, manifest } = await built();
    const first = join(root, manifest.folder);
    await utimes(first, oldTime, oldTime);
    const second = await buildSmallIndex(root, smallPackFiles('second'));
    await useSmallIndex(root, manifest);
    await utimes(join(root, second.folder), oldTime, oldTime);
    await utimes(first, oldTime, oldTime);
    const third = await buildSmallIndex(root, smallPackFiles('third'));
    expect((await readdir(root)).sort()).toEqual([second.folder, third.folder, 'manifest.json'].sort());
  });

  it('does not matter to a manifest that was copied elsewhere', async () => {
    const { root, manifest } = await built();
    const elsewhere = folder.path();
    await mkdir(elsewhere);
    await copyFile(manifestPath(root), manifestPath(elsewhere));
    expect(await checkSmallIndex(elsewhere, files)).toMatchObject({ state: 'damaged' });
    expect(manifest.folder).not.toBe((await buildSmallIndex(elsewhere, files)).folder);
  });
});

/** Runs something where these folders may be read but not written. Root may write anywhere, so it lends its rights away meanwhile. */
async function asOrdinaryUser(folders: readonly string[], run: () => Promise<void>): Promise<void> {
  const isRoot = process.geteuid?.() === 0;
  await chmod(folder.path('.'), 0o755);
  for (const path of folders) await chmod(path, 0o555);
  if (isRoot) process.seteuid?.(65_534);
  try {
    await run();
  } finally {
    if (isRoot) process.seteuid?.(0);
    for (const path of folders) await chmod(path, 0o755);
  }
}
