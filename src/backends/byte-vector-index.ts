import { readFile, writeFile } from 'node:fs/promises';
import type { VectorIndexBackend } from '../contracts/vector-index.js';
import { NextRungError } from '../domain/errors.js';
import { createDotProducts } from './dot-products.js';

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

/** Tens of thousands of these are taken where an index is built: a loop takes a twentieth of what `Math.hypot` of so many arguments does. */
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
  return Int16Array.from(vector, value => Math.round((value / largest) * mostAsked));
};

/**
 * Compares with every vector, each kept as bytes: 40,000 vectors of 384 dimensions are fifteen megabytes and take some two milliseconds, so
 * nothing has to be guessed. One file: count and dimensions, then a byte a number.
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
    const products = createDotProducts(all, dimensions);
    const lengths = Float32Array.from({ length: size }, (_, id) => Math.sqrt(products.ofTwo(id, id)));
    return {
      size,
      vectorOf: id => (id >= 0 && id < size ? vectorOfBytes(products.row(id)) : new Float32Array(dimensions)),
      cosines(id, others) {
        const length = lengths[id] as number;
        return Float32Array.from(others, other => {
          const both = length * (lengths[other] as number);
          return both === 0 ? 0 : products.ofTwo(id, other) / both;
        });
      },
      similarities(vector) {
        const found = new Float32Array(size);
        const length = Math.hypot(...vector);
        if (length === 0) return found;
        const asked = wholeNumbersOf(vector);
        const askedLength = Math.hypot(...asked);
        const sums = products.ofAll(asked);
        for (let id = 0; id < size; id++) {
          const own = lengths[id] as number;
          found[id] = own === 0 ? 0 : (sums[id] as number) / (own * askedLength);
        }
        return found;
      },
    };
  },
};
