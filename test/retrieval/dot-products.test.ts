import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import loadWabt from 'wabt';
import { compiled, createDotProducts } from '../../src/backends/dot-products.js';
import { randomFrom } from '../support/random-vectors.js';

describe('dot products of bytes', () => {
  it('are what their text says, compiled', async () => {
    const text = await readFile('src/backends/dot-products.wat', 'utf8');
    const parsed = (await loadWabt()).parseWat('dot-products.wat', text, { simd: true });
    const { buffer } = parsed.toBinary({});
    parsed.destroy();
    expect(compiled).toBe(Buffer.from(buffer).toString('base64'));
  });

  // Rows that fill what is multiplied at a time, and rows that do not.
  it.each([1, 15, 16, 17, 384, 1536])('are exact for rows of %i, the greatest numbers among them', width => {
    const random = randomFrom(width);
    const whole = (most: number): number => Math.round((random() * 2 - 1) * most) + 0;
    const rows = [
      Array.from({ length: width }, () => -127),
      Array.from({ length: width }, () => 127),
      ...Array.from({ length: 7 }, () => Array.from({ length: width }, () => whole(127))),
    ];
    const products = createDotProducts(Int8Array.from(rows.flat()), width);
    const dot = (a: readonly number[], b: readonly number[]): number =>
      a.reduce((sum, value, at) => sum + value * (b[at] ?? 0), 0);
    for (const asked of [Array.from({ length: width }, () => 2047), Array.from({ length: width }, () => whole(2047))])
      expect([...products.ofAll(Int16Array.from(asked))]).toEqual(rows.map(row => dot(row, asked)));
    expect(rows.map((_, id) => [...products.row(id)])).toEqual(rows);
    for (const [one, row] of rows.entries())
      for (const [other, second] of rows.entries()) expect(products.ofTwo(one, other)).toBe(dot(row, second));
  });

  it('are none of no rows', () => expect(createDotProducts(new Int8Array(), 384).ofAll(new Int16Array(384))).toHaveLength(0));
});
