import { readFile } from 'node:fs/promises';
import { NextRungError } from '../domain/errors.js';
import type { Marks } from './marks.js';

/** What is added to the sum of squares of each number of the vectors: one judged message tells little. */
const ridge = 3;
/** Stands in each vector for the constant: half of what the vector weighs. */
const constant = 0.5;

/** Lower triangle of a symmetric positive matrix: it times its transpose gives the matrix (Cholesky). Works in place. */
const decompose = (matrix: Float64Array, size: number): void => {
  for (let row = 0; row < size; row++)
    for (let column = 0; column <= row; column++) {
      let sum = matrix[row * size + column] as number;
      for (let at = 0; at < column; at++) sum -= (matrix[row * size + at] as number) * (matrix[column * size + at] as number);
      matrix[row * size + column] = row === column ? Math.sqrt(sum) : sum / (matrix[column * size + column] as number);
    }
};

/** Solves for one right side, in place. */
const solve = (lower: Float64Array, size: number, side: Float64Array): void => {
  for (let row = 0; row < size; row++) {
    let sum = side[row] as number;
    for (let at = 0; at < row; at++) sum -= (lower[row * size + at] as number) * (side[at] as number);
    side[row] = sum / (lower[row * size + row] as number);
  }
  for (let row = size - 1; row >= 0; row--) {
    const value = (side[row] as number) / (lower[row * size + row] as number);
    side[row] = value;
    for (let at = 0; at < row; at++) side[at] = (side[at] as number) - (lower[row * size + at] as number) * value;
  }
};

/**
 * Regresses the marks that judges gave on the vectors of their messages (ridge regression, Hoerl and Kennard 1970): what the nearest few messages
 * cannot tell, because it is what all of them have in common.
 *
 * @param vectors of the judged messages, in their order, all of one length
 * @param counts whether a judged message is learned from
 * @returns for each sentence a weight for every number of a vector and one for the constant, sentence after sentence
 */
export const learnMarks = (
  vectors: readonly Float32Array[],
  { from, sentence, mark }: Marks,
  sentences: number,
  counts: (judgment: number) => boolean = () => true,
): Float32Array => {
  const size = (vectors[0]?.length ?? 0) + 1;
  const squares = new Float64Array(size * size);
  const sides = new Float64Array(sentences * size);
  const own = new Float64Array(size).fill(constant);
  for (const [judgment, vector] of vectors.entries()) {
    if (!counts(judgment)) continue;
    own.set(vector);
    for (let row = 0; row < size; row++) {
      const value = own[row] as number;
      const start = row * size;
      for (let column = 0; column <= row; column++)
        squares[start + column] = (squares[start + column] as number) + value * (own[column] as number);
    }
    for (let n = from[judgment] as number; n < (from[judgment + 1] as number); n++) {
      const start = (sentence[n] as number) * size;
      for (let at = 0; at < size; at++)
        sides[start + at] = (sides[start + at] as number) + (mark[n] as number) * (own[at] as number);
    }
  }
  for (let at = 0; at < size; at++) squares[at * (size + 1)] = (squares[at * (size + 1)] as number) + ridge;
  decompose(squares, size);
  for (let at = 0; at < sentences; at++) solve(squares, size, sides.subarray(at * size, (at + 1) * size));
  return Float32Array.from(sides);
};

/** The mark that each sentence may expect from a message's judge: about 1 for a best one, 0 for one of no use. */
export const expectMarks = (weights: Float32Array, sentences: number, vector: Float32Array): Float64Array => {
  const size = vector.length + 1;
  const marks = new Float64Array(sentences);
  if (weights.length !== sentences * size) return marks;
  for (let sentence = 0; sentence < sentences; sentence++) {
    const start = sentence * size;
    let sum = constant * (weights[start + size - 1] as number);
    for (let at = 0; at < vector.length; at++) sum += (weights[start + at] as number) * (vector[at] as number);
    marks[sentence] = sum;
  }
  return marks;
};

/** Weights as `learnMarks` gave them, from a saved index. Throws `index_corrupt` when the file is gone or cut. */
export const readLearnedMarks = async (path: string): Promise<Float32Array> => {
  try {
    const { buffer, byteOffset, byteLength } = await readFile(path);
    return new Float32Array(buffer.slice(byteOffset, byteOffset + byteLength));
  } catch (cause) {
    throw new NextRungError('index_corrupt', `${path} cannot be read; run \`npm run index -- --force\`.`, { cause });
  }
};
