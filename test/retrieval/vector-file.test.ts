import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nextVectorFile, readVectorFile, readVectorFiles, writeVectorFile } from '../../src/backends/vector-file.js';
import { hashOfText } from '../../src/retrieval/index-content.js';
import { cosineSimilarity } from '../../src/text/vectors.js';
import { forAllAsync } from '../support/for-all.js';
import { clusteredVectors, randomFrom } from '../support/random-vectors.js';
import { useTemporaryFolder } from '../support/temporary-folder.js';

/* Vectors that ship with an embedder: they save the time of making them, and nothing may go wrong for their sake. */

const folder = useTemporaryFolder();
const model = { name: 'a-model@1', dimensions: 16 };
const written = async (texts: readonly string[]): Promise<{ path: string; vectors: Map<string, Float32Array> }> => {
  const path = folder.path();
  const all = clusteredVectors(texts.length, model.dimensions, 5, randomFrom(23));
  const vectors = new Map(texts.map((text, at) => [hashOfText(text), all[at] ?? new Float32Array(model.dimensions)]));
  await writeVectorFile(path, model, vectors);
  return { path, vectors };
};
const some = Array.from({ length: 200 }, (_, n) => `question ${n} about pay`);

describe('a file of vectors', () => {
  it('gives back each under the hash of its text, of unit length', async () => {
    await forAllAsync(
      [fc.uniqueArray(fc.string({ unit: 'grapheme' }), { maxLength: 40 })],
      async texts => {
        const { path, vectors } = await written(texts);
        const read = await readVectorFile(path, model.name);
        expect([...read.keys()]).toEqual([...vectors.keys()]);
        for (const [hash, vector] of vectors) {
          const found = read.get(hash) ?? new Float32Array();
          expect(found).toHaveLength(model.dimensions);
          expect(Math.hypot(...found)).toBeCloseTo(1, 5);
          expect(cosineSimilarity(found, vector)).toBeGreaterThan(0.999);
        }
      },
      { numRuns: 25 },
    );
  });

  it('gives nothing of another embedder', async () => {
    const { path } = await written(some);
    expect((await readVectorFile(path, 'a-model@2')).size).toBe(0);
  });

  it('gives nothing when it is missing, a folder, empty or something else', async () => {
    for (const content of ['', '\n', 'not vectors', '{"embedder":"a-model@1"}\n', 'null\nrest']) {
      const path = folder.path();
      await writeFile(path, content);
      expect((await readVectorFile(path, model.name)).size).toBe(0);
    }
    for (const path of [folder.path('nowhere'), folder.path('.')]) expect((await readVectorFile(path, model.name)).size).toBe(0);
  });

  it('gives nothing when it is cut short or longer than it says', async () => {
    const { path } = await written(some);
    const bytes = await readFile(path);
    const random = randomFrom(29);
    const lengths = [1, 10, bytes.length - 1, ...Array.from({ length: 20 }, () => Math.floor(random() * bytes.length))];
    for (const content of [...lengths.map(length => bytes.subarray(0, length)), Buffer.concat([bytes, Buffer.alloc(32)])]) {
      const damaged = folder.path();
      await writeFile(damaged, content);
      expect((await readVectorFile(damaged, model.name)).size).toBe(0);
    }
    const copy = folder.path();
    await copyFile(path, copy);
    expect((await readVectorFile(copy, model.name)).size).toBe(some.length);
  });
});

describe('files of vectors in a folder', () => {
  it('add to each other, and the next one overwrites none', async () => {
    const path = folder.path();
    await mkdir(path);
    const [first, later] = [
      new Map([['aaaaaaaaaaaaaaaaaaaaaa', new Float32Array(model.dimensions).fill(0.25)]]),
      new Map([['bbbbbbbbbbbbbbbbbbbbbg', new Float32Array(model.dimensions).fill(-0.25)]]),
    ];
    expect(await nextVectorFile(path)).toBe(join(path, 'vectors-1.bin'));
    await writeVectorFile(join(path, 'vectors.bin'), model, first);
    expect(await nextVectorFile(path)).toBe(join(path, 'vectors-2.bin'));
    await writeVectorFile(join(path, 'vectors-3.bin'), model, later);
    expect(await nextVectorFile(path)).toBe(join(path, 'vectors-4.bin'));
    expect((await readVectorFiles(path, model.name)).size).toBe(2);
  });
});
