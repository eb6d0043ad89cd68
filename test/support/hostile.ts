import fc from 'fast-check';
import { z } from 'zod';
import { hostileList } from './hostile-list.js';

/* Messages as they come from those who try, and from those who paste whatever they have; each platform adds its own mentions and codes. */

/** One list a kind, one case a line: the next one is a line in `test/hostile`. */
const sequences = hostileList('markup.jsonl', z.string());
const questions = ['what do coders make', 'cpc vs ccs', 'what is the CPC?', 'how do I become HIM director'] as const;

/** A message's text: mixed pieces, zalgo, nested quotes, now and then 40 kB, or nothing at all. */
export const hostileText = (own: readonly string[]): fc.Arbitrary<string> => {
  const [first = '@everyone'] = own;
  const asked = [...questions, `pay in ${first}`];
  const all = [...own, ...sequences];
  const piece = fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...all) },
    { weight: 3, arbitrary: fc.constantFrom(...asked) },
    { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
    { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 200 }) },
  );
  const zalgo = fc.integer({ min: 10, max: 400 }).map(marks => `pay${'\u0334\u0351\u0322'.repeat(marks)}`);
  const huge = fc.constantFrom(...asked, ...all).map(text => `${text} `.repeat(Math.ceil(40_000 / text.length)).slice(0, 40_000));
  const nested = fc
    .integer({ min: 2, max: 60 })
    .map(depth => `${'>'.repeat(depth)} ${'"'.repeat(depth)}${first} what do coders make`);
  return fc.oneof(
    { weight: 30, arbitrary: fc.array(piece, { minLength: 1, maxLength: 6 }).map(pieces => pieces.join(' ')) },
    { weight: 3, arbitrary: zalgo },
    { weight: 3, arbitrary: nested },
    { weight: 1, arbitrary: huge },
    { weight: 1, arbitrary: fc.constantFrom('', ' ', '\n\n') },
  );
};

/** Values that a field of a payload never has, but might. */
export const wrongValue: fc.Arbitrary<unknown> = fc.constantFrom(
  undefined,
  null,
  0,
  -1,
  '',
  ' ',
  [],
  {},
  true,
  'x'.repeat(5000),
  { type: 'x' },
);

/** Every place in a payload, as the names that lead there. */
export const placesIn = (value: unknown, path: readonly string[] = []): string[][] =>
  typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([name, item]) => [[...path, name], ...placesIn(item, [...path, name])])
    : [];

/** A copy with another value at a place. */
export const withValueAt = (payload: unknown, [name, ...rest]: readonly string[], value: unknown): unknown => {
  if (name === undefined) return value;
  if (typeof payload !== 'object' || payload === null) return payload;
  const entries = Object.entries(payload).flatMap(([key, item]) => {
    const changed = key === name ? withValueAt(item, rest, value) : item;
    return changed === undefined && key === name ? [] : [[key, changed] as const];
  });
  return Array.isArray(payload) ? entries.map(([, item]) => item) : Object.fromEntries(entries);
};

/** Works through a list, so many at once; `worker` says who of them it is. */
export const eachOf = async <Item>(
  items: readonly Item[],
  atOnce: number,
  work: (item: Item, at: number, worker: number) => Promise<unknown>,
): Promise<void> => {
  let next = 0;
  await Promise.all(
    Array.from({ length: atOnce }, async (_, worker) => {
      while (next < items.length) {
        const at = next++;
        await work(items[at] as Item, at, worker);
      }
    }),
  );
};
