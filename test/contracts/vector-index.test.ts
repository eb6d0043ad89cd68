import { copyFile, readFile, stat, writeFile } from 'node:fs/promises';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { byteVectorIndex } from '../../src/backends/byte-vector-index.js';
import type { VectorIndex, VectorIndexBackend } from '../../src/contracts/vector-index.js';
import { cosineSimilarity, isZeroVector } from '../../src/text/vectors.js';
import { forAllAsync } from '../support/for-all.js';
import { clusteredVectors, randomFrom } from '../support/random-vectors.js';
import { useTemporaryFolder } from '../support/temporary-folder.js';

const folder = useTemporaryFolder();
const vectorOf = (...values: number[]): Float32Array => Float32Array.from(values);

/** The ids of the greatest similarities, the greatest first. */
const nearest = (similarities: ArrayLike<number>, count: number): number[] =>
  Array.from(similarities, (similarity, id) => ({ similarity, id }))
    .sort((a, b) => b.similarity - a.similarity)
    .slice(0, count)
    .map(({ id }) => id);

describe.each([byteVectorIndex])('the vector index $name', (backend: VectorIndexBackend) => {
  const saved = async (vectors: readonly Float32Array[], dimensions = 3): Promise<VectorIndex> => {
    const path = folder.path();
    await backend.build(vectors, dimensions, path);
    return backend.load(path, dimensions);
  };

  it('gives the cosine similarity of each saved vector, by its place in the list', async () => {
    const index = await saved([vectorOf(1, 0, 0), vectorOf(0, 2, 0), vectorOf(3, 3, 0), vectorOf(-1, 0, 0)]);
    expect(index.size).toBe(4);
    const similarities = index.similarities(vectorOf(5, 0, 0));
    expect(similarities).toHaveLength(4);
    for (const [id, expected] of [1, 0, Math.SQRT1_2, -1].entries()) expect(similarities[id]).toBeCloseTo(expected, 5);
  });

  it('compares with all of any few vectors, as comparing each shows', async () => {
    const vector = fc
      .array(fc.integer({ min: -9, max: 9 }), { minLength: 4, maxLength: 4 })
      .map(values => Float32Array.from(values));
    await forAllAsync(
      [fc.array(vector, { minLength: 1, maxLength: 30 }), vector],
      async (vectors, query) => {
        const similarities = (await saved(vectors, 4)).similarities(query);
        expect(similarities).toHaveLength(vectors.length);
        for (const [id, one] of vectors.entries())
          expect(Math.abs((similarities[id] ?? Number.NaN) - cosineSimilarity(one, query))).toBeLessThan(0.01);
      },
      { numRuns: 60 },
    );
  });

  it('keeps the similarities of vectors as long as the embedder’s to within 0.005, and of what is the same to within 0.001', async () => {
    const random = randomFrom(31);
    const vectors = clusteredVectors(500, 384, 20, random);
    const index = await saved(vectors, 384);
    for (const query of [...clusteredVectors(10, 384, 10, random), ...vectors.slice(0, 20)]) {
      const similarities = index.similarities(query);
      for (const [id, vector] of vectors.entries()) {
        const off = Math.abs((similarities[id] ?? Number.NaN) - cosineSimilarity(vector, query));
        expect(off).toBeLessThan(vector === query ? 0.001 : 0.005);
      }
    }
  });

  it('finds at least 0.95 of the true ten nearest among 5,000 clustered vectors', async () => {
    const random = randomFrom(42);
    const vectors = clusteredVectors(5_000, 32, 120, random);
    const index = await saved(vectors, 32);
    const queries = clusteredVectors(50, 32, 30, random).concat(
      vectors.slice(0, 50).map(vector => vector.map(value => value + 0.2 * (random() - 0.5))),
    );
    let found = 0;
    for (const query of queries) {
      const near = new Set(nearest(index.similarities(query), 10));
      const truly = nearest(
        vectors.map(vector => cosineSimilarity(vector, query)),
        10,
      );
      found += truly.filter(id => near.has(id)).length;
    }
    expect(found / (queries.length * 10)).toBeGreaterThanOrEqual(0.95);
  });

  it('gives back each vector by its id, of unit length, and zeros for an id that does not exist', async () => {
    const vectors = [...clusteredVectors(50, 8, 4, randomFrom(13)), new Float32Array(8)];
    const index = await saved(vectors, 8);
    for (const [id, vector] of vectors.entries()) {
      const found = index.vectorOf(id);
      expect(found).toHaveLength(8);
      if (isZeroVector(vector)) expect(isZeroVector(found)).toBe(true);
      else {
        expect(Math.hypot(...found)).toBeCloseTo(1, 5);
        expect(cosineSimilarity(found, vector)).toBeGreaterThan(0.999);
      }
    }
    for (const id of [vectors.length, 1_000_000]) expect(index.vectorOf(id)).toEqual(new Float32Array(8));
  });

  it('hands out copies: what is done to one changes no later answer', async () => {
    const index = await saved([vectorOf(1, 2, 3), vectorOf(3, 2, 1)]);
    const query = vectorOf(1, 1, 0);
    const [vector, similarities] = [index.vectorOf(0), index.similarities(query)];
    const before = [vector.slice(), similarities.slice()];
    vector.fill(0);
    similarities.fill(0);
    expect([index.vectorOf(0), index.similarities(query)]).toEqual(before);
    expect(query).toEqual(vectorOf(1, 1, 0));
  });

  it('can be empty', async () => {
    const index = await saved([]);
    expect(index.size).toBe(0);
    expect(index.similarities(vectorOf(1, 0, 0))).toHaveLength(0);
    expect(index.vectorOf(0)).toEqual(new Float32Array(3));
  });

  it('puts everything at similarity 0 to a zero vector, and a stored one at 0 to everything', async () => {
    const index = await saved([vectorOf(0, 0, 0), vectorOf(1, 0, 0), vectorOf(-1, 0, 0)]);
    expect(index.similarities(vectorOf(0, 0, 0))).toEqual(vectorOf(0, 0, 0));
    const similarities = index.similarities(vectorOf(1, 0, 0));
    expect(nearest(similarities, 3)).toEqual([1, 0, 2]);
    expect(similarities[0]).toBe(0);
  });

  it('answers the same after many comparisons: they write nothing', async () => {
    const vectors = clusteredVectors(600, 8, 6, randomFrom(3));
    const path = folder.path();
    await backend.build(vectors, 8, path);
    const before = await readFile(path);
    const index = await backend.load(path, 8);
    const query = vectors[17] ?? vectorOf();
    const first = index.similarities(query);
    for (const id of [1, 599, 300, 5]) index.similarities(vectors[id] ?? query);
    expect(index.similarities(query)).toEqual(first);
    expect(await readFile(path)).toEqual(before);
  });

  it('builds the same file from the same vectors', async () => {
    const [one, two] = [folder.path(), folder.path()];
    for (const path of [one, two]) await backend.build(clusteredVectors(300, 8, 4, randomFrom(9)), 8, path);
    expect((await readFile(one)).equals(await readFile(two))).toBe(true);
  });

  it('builds the same file from what it gives back: vectors that are kept from index to index do not drift', async () => {
    const path = folder.path();
    const vectors = [...clusteredVectors(300, 48, 4, randomFrom(17)), new Float32Array(48)];
    await backend.build(vectors, 48, path);
    const index = await backend.load(path, 48);
    const again = folder.path();
    await backend.build(
      vectors.map((_, id) => index.vectorOf(id)),
      48,
      again,
    );
    expect((await readFile(again)).equals(await readFile(path))).toBe(true);
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
        9,
        15,
        16,
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
      const random = randomFrom(11);
      for (let round = 0; round < 300; round++) {
        const damaged = Buffer.from(bytes);
        const flips = 1 + Math.floor(random() * 8);
        // A third of the time what says how much there is: the first bytes.
        for (let n = 0; n < flips; n++)
          damaged[Math.floor(random() * (round % 3 === 0 ? 8 : damaged.length))] = Math.floor(random() * 256);
        const index = await loadOf(damaged).catch(error => {
          expect(error).toEqual(corrupt);
          return undefined;
        });
        if (!index) continue;
        expect(index.size).toBe(200);
        const similarities = index.similarities(Float32Array.from({ length: 8 }, () => random() - 0.5));
        expect(similarities).toHaveLength(200);
        expect(similarities.every(similarity => Math.abs(similarity) < 1.0001)).toBe(true);
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
