import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SectionView } from '../../../adapters/web/contract.js';
import { readEvents } from '../../../adapters/web/page/src/api/read-events.js';
import { quotedSentences } from '../../../adapters/web/page/src/parts/quoted.js';
import { linkTo, readRoute } from '../../../adapters/web/page/src/shell/route.js';

const streamOf = (pieces: readonly Uint8Array[]): ReadableStream<Uint8Array> =>
  new ReadableStream({
    start(controller) {
      for (const piece of pieces) controller.enqueue(piece);
      controller.close();
    },
  });

/** Cuts bytes at places that know nothing of lines or letters. */
const cutAt = (bytes: Uint8Array, cuts: readonly number[]): Uint8Array[] => {
  const places = [0, ...cuts.map(cut => cut % (bytes.length + 1)).toSorted((a, b) => a - b), bytes.length];
  return places.slice(1).map((end, at) => bytes.slice(places[at], end));
};

describe('the page reads a stream of events', () => {
  it('whole, wherever the network cuts it', async () => {
    const texts = fc.array(
      fc.string({ unit: 'grapheme' }).map(text => JSON.stringify({ kind: 'x', text })),
      { minLength: 1 },
    );
    await fc.assert(
      fc.asyncProperty(texts, fc.array(fc.nat()), fc.constantFrom('\n', '\r\n'), async (data, cuts, end) => {
        const wire = data.map(text => `event: x${end}data: ${text}${end}${end}`).join('');
        const read: string[] = [];
        for await (const text of readEvents(streamOf(cutAt(new TextEncoder().encode(wire), cuts)))) read.push(text);
        expect(read).toEqual(data);
      }),
    );
  });

  it('without comments, and without an event that was cut off', async () => {
    const wire = ': still here\n\ndata: {"a":1}\n\ndata: {"b":';
    const read: string[] = [];
    for await (const text of readEvents(streamOf([new TextEncoder().encode(wire)]))) read.push(text);
    expect(read).toEqual(['{"a":1}']);
  });
});

describe('the page’s addresses', () => {
  it('lead back to what they were made of', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), fc.string({ minLength: 1 }), (rest, q) => {
        const route = readRoute(linkTo('library', rest, { q }));
        expect(route.page).toBe('library');
        expect(route.rest).toEqual([rest]);
        expect(route.query.get('q')).toBe(q);
      }),
    );
  });

  it('that name no page of ours are the conversation, whatever stands in them', () => {
    fc.assert(fc.property(fc.string(), hash => void readRoute(`#${hash}`)));
    expect(readRoute('#/elsewhere').page).toBe('ask');
    expect(readRoute('').page).toBe('ask');
  });
});

describe('the highlighted words of a section', () => {
  const section: SectionView = {
    passage: 'guide#pay',
    section: 'Pay',
    headingPath: ['Pay'],
    sentences: ['A junior coder earns $42k a year.', 'A lead earns $75k.', 'Benefits are common.'],
    table: { header: ['Level', 'Median'], rows: [['Senior', '$65k']] },
    answers: [],
  };

  it('are the sentences and rows that the quote holds', () => {
    const quote = 'A lead earns $75k. Level: Senior, Median: $65k.';
    expect([...quotedSentences(section, quote)]).toEqual(['A lead earns $75k.', 'Level: Senior, Median: $65k.']);
  });

  it('of a record in its own words, are the sentence with its figure', () => {
    expect([...quotedSentences(section, 'Junior coders have a median of **$42k**.')]).toEqual([
      'A junior coder earns $42k a year.',
    ]);
  });

  it('are none without a quote, and none for a quote on something else', () => {
    expect(quotedSentences(section, undefined).size).toBe(0);
    expect(quotedSentences(section, 'Nothing of that kind.').size).toBe(0);
  });
});
