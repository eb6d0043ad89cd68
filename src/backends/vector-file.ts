import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { bytesOfVector, vectorOfBytes } from './byte-vector-index.js';

/*
 * Vectors of texts by their hash, in one file: a line of JSON that says whose they are, then for each text 16 bytes of hash and a byte a dimension.
 */

const hashBytes = 16;

export const writeVectorFile = async (
  path: string,
  embedder: { readonly name: string; readonly dimensions: number },
  vectors: ReadonlyMap<string, Float32Array>,
): Promise<void> => {
  const { name, dimensions } = embedder;
  const head = Buffer.from(`${JSON.stringify({ embedder: name, dimensions, count: vectors.size })}\n`);
  const rows = [...vectors].flatMap(([hash, vector]) => [
    Buffer.from(hash, 'base64url').subarray(0, hashBytes),
    Buffer.from(bytesOfVector(vector).buffer),
  ]);
  await writeFile(path, Buffer.concat([head, ...rows]));
};

/** Vectors by text hash; none when the file is missing, damaged, or of another embedder: they only save the time of making them. */
export const readVectorFile = async (path: string, embedder: string): Promise<Map<string, Float32Array>> => {
  const vectors = new Map<string, Float32Array>();
  try {
    const bytes = await readFile(path);
    const end = bytes.indexOf('\n');
    const head = JSON.parse(bytes.subarray(0, end).toString()) as { embedder?: unknown; dimensions?: unknown; count?: unknown };
    const [dimensions, count] = [Number(head.dimensions), Number(head.count)];
    const row = hashBytes + dimensions;
    if (head.embedder !== embedder || bytes.length !== end + 1 + count * row) return vectors;
    for (let from = end + 1; from < bytes.length; from += row) {
      const own = bytes.subarray(from + hashBytes, from + row);
      vectors.set(
        bytes.subarray(from, from + hashBytes).toString('base64url'),
        vectorOfBytes(new Int8Array(own.buffer, own.byteOffset, own.byteLength)),
      );
    }
  } catch {
    // Made anew below, in a minute instead of seconds.
  }
  return vectors;
};

const numbered = /^vectors(?:-(\d+))?\.bin$/;
const vectorFilesIn = async (folder: string): Promise<string[]> => (await readdir(folder)).filter(name => numbered.test(name));

/** As `readVectorFile`, of all such files in a folder: each adds to the others, so that what a repository keeps is never written anew. */
export const readVectorFiles = async (folder: string, embedder: string): Promise<Map<string, Float32Array>> => {
  const all = await Promise.all((await vectorFilesIn(folder)).map(name => readVectorFile(join(folder, name), embedder)));
  return new Map(all.flatMap(vectors => [...vectors]));
};

/** Where the next file of vectors in a folder goes. */
export const nextVectorFile = async (folder: string): Promise<string> => {
  const numbers = (await vectorFilesIn(folder)).map(name => Number(numbered.exec(name)?.[1] ?? 1));
  return join(folder, `vectors-${Math.max(0, ...numbers) + 1}.bin`);
};
