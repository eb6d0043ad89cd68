import { copyFile, readFile, stat, writeFile } from 'node:fs/promises';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { exactVectorIndex } from '../../src/backends/exact-vector-index.js';
import { hnswlibVectorIndex } from '../../src/backends/hnswlib-vector-index.js';
import type { VectorIndex, VectorIndexBackend } from '../../src/contracts/vector-index.js';
import { cosineSimilarity, isZeroVector } from '../../src/text/vectors.js';
import { forAllAsync } from '../support/for-all.js';
import { clusteredVectors, randomFrom } from '../support/random-vectors.js';
import { useTemporaryFolder } from '../support/temporary-folder.js';

const folder = useTemporaryFolder();
const vectorOf = (...values: number[]): Float32Array => Float32Array.from(values);

const idsOf = (index: VectorIndex, vector: Float32Array, count: number): number[] =>
  index.search(vector, count).map(match => match.id);

describe.each([exactVectorIndex, hnswlibVectorIndex])('the vector index $name', (backend: VectorIndexBackend) => {
  const saved = async (vectors: readonly Float32Array[], dimensions = 3): Promise<VectorIndex> => {
    const path = folder.path();
    await backend.build(vectors, dimensions, path);
    return backend.load(path, dimensions);
  };

  it('finds saved vectors, nearest first, with cosine similarity', async () => {
    const index = await saved([vectorOf(1, 0, 0), vectorOf(0, 2, 0), vectorOf(3, 3, 0), vectorOf(-1, 0, 0)]);
    expect(index.size).toBe(4);
    const matches = index.search(vectorOf(5, 0, 0), 4);
    expect(matches.map(match => match.id)).toEqual([0, 2, 1, 3]);
    for (const [at, expected] of [1, Math.SQRT1_2, 0, -1].entries())
      expect(matches[at]?.cosineSimilarity).toBeCloseTo(expected, 5);
  });

  it('finds the nearest of any few vectors, as comparing each shows', async () => {
    const vector = fc
      .array(fc.integer({ min: -9, max: 9 }), { minLength: 4, maxLength: 4 })
      .map(values => Float32Array.from(values));
    await forAllAsync(
      [fc.array(vector, { minLength: 1, maxLength: 30 }), vector, fc.integer({ min: 1, max: 40 })],
      async (vectors, query, count) => {
        const matches = (await saved(vectors, 4)).search(query, count);
        if (isZeroVector(query)) return expect(matches).toEqual([]);
        const all = vectors.map(one => cosineSimilarity(one, query)).sort((a, b) => b - a);
        expect(matches).toHaveLength(Math.min(count, vectors.length));
        for (const [at, match] of matches.entries()) {
          expect(match.cosineSimilarity).toBeCloseTo(all[at] ?? Number.NaN, 4);
          expect(match.cosineSimilarity).toBeCloseTo(cosineSimilarity(vectors[match.id] ?? query, query), 4);
        }
        expect(new Set(matches.map(match => match.id)).size).toBe(matches.length);
      },
      { numRuns: 60 },
    );
  });

  it('gives fewer than asked when it holds fewer, and none for none', async () => {
    const index = await saved([vectorOf(1, 0, 0), vectorOf(0, 1, 0)]);
    expect(idsOf(index, vectorOf(1, 0.1, 0), 1000)).toEqual([0, 1]);
    expect(idsOf(index, vectorOf(1, 0, 0), 0)).toEqual([]);
    expect(idsOf(index, vectorOf(1, 0, 0), -1)).toEqual([]);
  });

  it('can be empty', async () => {
    const index = await saved([]);
    expect(index.size).toBe(0);
    expect(index.search(vectorOf(1, 0, 0), 5)).toEqual([]);
  });

  it('matches nothing with a zero vector, and ranks a stored one at similarity 0', async () => {
    const index = await saved([vectorOf(0, 0, 0), vectorOf(1, 0, 0), vectorOf(-1, 0, 0)]);
    expect(index.search(vectorOf(0, 0, 0), 3)).toEqual([]);
    const matches = index.search(vectorOf(1, 0, 0), 3);
    expect(matches.map(match => match.id)).toEqual([1, 0, 2]);
    expect(matches[1]?.cosineSimilarity).toBeCloseTo(0, 5);
  });

  it('answers the same after many searches: they write nothing', async () => {
    const vectors = clusteredVectors(600, 8, 6, randomFrom(3));
    const path = folder.path();
    await backend.build(vectors, 8, path);
    const before = await readFile(path);
    const index = await backend.load(path, 8);
    const query = vectors[17] ?? vectorOf();
    const first = index.search(query, 10);
    for (const count of [1, 600, 300, 5]) index.search(vectors[count] ?? query, count);
    expect(index.search(query, 10)).toEqual(first);
    expect(await readFile(path)).toEqual(before);
  });

  it('builds the same file from the same vectors', async () => {
    const [one, two] = [folder.path(), folder.path()];
    for (const path of [one, two]) await backend.build(clusteredVectors(300, 8, 4, randomFrom(9)), 8, path);
    expect((await readFile(one)).equals(await readFile(two))).toBe(true);
  });

  describe('when the file is not whole', () => {
    let path = '';
    let bytes = Buffer.alloc(0);
    beforeAll(async () => {
      path = folder.path(`whole-${backend.fileName}`);
      await backend.build(clusteredVectors(200, 8, 4, randomFrom(1)), 8, path);
      bytes = await readFile(path);
    });
    const corrupt = expect.objectContaining({ code: 'index_corrupt', message: expect.stringContaining('npm run index') });
    const loadOf = async (content: Uint8Array): Promise<VectorIndex> => {
      const damaged = folder.path();
      await writeFile(damaged, content);
      return backend.load(damaged, 8);
    };

    it('says index_corrupt when there is none', () => expect(backend.load(folder.path('nowhere'), 8)).rejects.toEqual(corrupt));
    it('says index_corrupt when it is a folder', () => expect(backend.load(folder.path('.'), 8)).rejects.toEqual(corrupt));
    it('says index_corrupt when it is empty', () => expect(loadOf(new Uint8Array())).rejects.toEqual(corrupt));
    it('says index_corrupt when it is something else', () =>
      expect(loadOf(Buffer.from('not vectors at all. '.repeat(500)))).rejects.toEqual(corrupt));
    it('says index_corrupt when bytes are added', () =>
      expect(loadOf(Buffer.concat([bytes, Buffer.alloc(32)]))).rejects.toEqual(corrupt));

    it('says index_corrupt wherever it is cut short', async () => {
      const random = randomFrom(5);
      for (const length of [
        1,
        7,
        8,
        95,
        96,
        97,
        bytes.length - 1,
        ...Array.from({ length: 40 }, () => Math.floor(random() * bytes.length)),
      ]) {
        await expect(loadOf(bytes.subarray(0, length)), `${length} of ${bytes.length} bytes`).rejects.toEqual(corrupt);
      }
    });

    it.each([1, 4, 7, 9, 16, 512])('says index_corrupt when it was built with other dimensions than %i', async dimensions => {
      await expect(backend.load(path, dimensions)).rejects.toEqual(corrupt);
    });

    it('either says index_corrupt or stays sane, whichever bytes are wrong', async () => {
      // A damaged graph once made the library follow links out of its memory and end the process.
      const random = randomFrom(11);
      for (let round = 0; round < 300; round++) {
        const damaged = Buffer.from(bytes);
        const flips = 1 + Math.floor(random() * 8);
        for (let n = 0; n < flips; n++)
          damaged[Math.floor(random() * (round % 3 === 0 ? 96 : damaged.length))] = Math.floor(random() * 256);
        const index = await loadOf(damaged).catch(error => {
          expect(error).toEqual(corrupt);
          return undefined;
        });
        const matches =
          index?.search(
            Float32Array.from({ length: 8 }, () => random() - 0.5),
            20,
          ) ?? [];
        for (const match of matches) expect(match.id).toBeLessThan(200);
      }
    });

    it('leaves the file alone', async () => expect((await stat(path)).size).toBe(bytes.length));

    it('loads again from a copy', async () => {
      const copy = folder.path();
      await copyFile(path, copy);
      expect((await backend.load(copy, 8)).size).toBe(200);
    });
  });
});

describe('hnswlib against the exact scan', () => {
  it('finds at least 0.95 of the true ten nearest among 5,000 clustered vectors', async () => {
    const random = randomFrom(42);
    const vectors = clusteredVectors(5_000, 32, 120, random);
    const [hnsw, exact] = await Promise.all(
      [hnswlibVectorIndex, exactVectorIndex].map(async backend => {
        const path = folder.path();
        await backend.build(vectors, 32, path);
        return backend.load(path, 32);
      }),
    );
    const queries = clusteredVectors(100, 32, 30, random).concat(
      vectors.slice(0, 100).map(vector => vector.map(value => value + 0.2 * (random() - 0.5))),
    );
    let found = 0;
    for (const query of queries) {
      const near = new Set(hnsw ? idsOf(hnsw, query, 10) : []);
      found += (exact ? idsOf(exact, query, 10) : []).filter(id => near.has(id)).length;
    }
    expect(found / (queries.length * 10)).toBeGreaterThanOrEqual(0.95);
  });
});
