import { readFile, writeFile } from 'node:fs/promises';
import type { VectorIndexBackend } from '../contracts/vector-index.js';
import { NextRungError } from '../domain/errors.js';

/** Two 32-bit numbers: how many vectors, and of how many dimensions. */
const headerBytes = 8;
/** The largest number of a vector becomes this byte. */
const most = 127;

/** A vector as bytes, its largest number 127: similarities keep to within 0.005 of what they were. */
export const bytesOfVector = (vector: Float32Array): Int8Array => {
  let largest = 0;
  for (const value of vector) largest = Math.max(largest, Math.abs(value));
  return Int8Array.from(vector, value => (largest === 0 ? 0 : Math.round((value / largest) * most)));
};

/** Thousands of these are taken at a start: a loop takes a twentieth of what `Math.hypot` of so many arguments does. */
const lengthOf = (bytes: Int8Array): number => {
  let sum = 0;
  for (let at = 0; at < bytes.length; at++) sum += (bytes[at] as number) ** 2;
  return Math.sqrt(sum);
};

/** The vector, of unit length, that bytes stand for. */
export const vectorOfBytes = (bytes: Int8Array): Float32Array => {
  const length = lengthOf(bytes);
  return Float32Array.from(bytes, value => (length === 0 ? 0 : value / length));
};

/** What is asked, in whole numbers: 384 products of these with bytes stay within 32 bits. */
const mostAsked = 2047;
const wholeNumbersOf = (vector: Float32Array): Int16Array => {
  let largest = 0;
  for (const value of vector) largest = Math.max(largest, Math.abs(value));
  const whole = new Int16Array(Math.ceil(vector.length / lanes) * lanes);
  for (const [at, value] of vector.entries()) whole[at] = Math.round((value / largest) * mostAsked);
  return whole;
};

/** Sums side by side: whole numbers in four lanes take half the time of one sum of floats. */
const lanes = 4;
const dotOf = (all: Int8Array, from: number, asked: Int16Array): number => {
  let [a, b, c, d] = [0, 0, 0, 0];
  for (let at = 0; at < asked.length; at += lanes) {
    a = (a + Math.imul(all[from + at] as number, asked[at] as number)) | 0;
    b = (b + Math.imul(all[from + at + 1] as number, asked[at + 1] as number)) | 0;
    c = (c + Math.imul(all[from + at + 2] as number, asked[at + 2] as number)) | 0;
    d = (d + Math.imul(all[from + at + 3] as number, asked[at + 3] as number)) | 0;
  }
  return a + b + c + d;
};

/**
 * Compares with every vector, each kept as bytes: 16,000 vectors of 384 dimensions are six megabytes and take some four milliseconds, so nothing
 * has to be guessed. One file: count and dimensions, then a byte a number.
 */
export const byteVectorIndex: VectorIndexBackend = {
  name: 'bytes',
  fileName: 'vectors.i8',
  async build(vectors, dimensions, path) {
    const bytes = new ArrayBuffer(headerBytes + vectors.length * dimensions);
    new Uint32Array(bytes, 0, 2).set([vectors.length, dimensions]);
    const all = new Int8Array(bytes, headerBytes);
    for (const [at, vector] of vectors.entries()) all.set(bytesOfVector(vector), at * dimensions);
    await writeFile(path, new Uint8Array(bytes));
  },
  async load(path, dimensions) {
    const corrupt = (what: string, cause?: unknown): NextRungError =>
      new NextRungError('index_corrupt', `The vector file ${path} ${what}; run \`npm run index\` to build it again.`, { cause });
    const bytes = await readFile(path).catch((cause: unknown) => {
      throw corrupt('cannot be read', cause);
    });
    const whole = bytes.byteLength >= headerBytes;
    const [size, width] = whole ? [bytes.readUInt32LE(0), bytes.readUInt32LE(4)] : [0, 0];
    if (width !== dimensions || bytes.byteLength !== headerBytes + size * dimensions)
      throw corrupt('is damaged or has other dimensions');
    const all = new Int8Array(bytes.buffer, bytes.byteOffset + headerBytes, size * dimensions);
    const rowOf = (id: number): Int8Array => all.subarray(id * dimensions, (id + 1) * dimensions);
    const lengths = Float32Array.from({ length: size }, (_, id) => lengthOf(rowOf(id)));
    return {
      size,
      vectorOf: id => (id >= 0 && id < size ? vectorOfBytes(rowOf(id)) : new Float32Array(dimensions)),
      cosines(id, others) {
        const own = new Int16Array(Math.ceil(dimensions / lanes) * lanes);
        own.set(rowOf(id));
        const length = lengths[id] as number;
        return Float32Array.from(others, other => {
          const both = length * (lengths[other] as number);
          return both === 0 ? 0 : dotOf(all, other * dimensions, own) / both;
        });
      },
      similarities(vector) {
        const found = new Float32Array(size);
        const length = Math.hypot(...vector);
        if (length === 0) return found;
        const asked = wholeNumbersOf(vector);
        const askedLength = Math.hypot(...asked);
        for (let id = 0, from = 0; id < size; id++, from += dimensions) {
          const own = lengths[id] as number;
          found[id] = own === 0 ? 0 : dotOf(all, from, asked) / (own * askedLength);
        }
        return found;
      },
    };
  },
};
