import type { Fit } from '../src/coach/choose/fit.js';
import type { SilenceHead } from '../src/coach/find/find.js';
import type { Embedder } from '../src/contracts/embedder.js';
import { bareListings } from './bare-listings.js';
import { fieldListings } from './fields.js';
import { fitHelper, lookTwice, rankWith } from './fit-helps.js';
import { plainOptions, plainSureOptions } from './fit-trees.js';
import { byBothJudges, type Listing, type Ranked } from './listing.js';
import { agreementOf, type Field, heldFields, readFields, unseenFields } from './read-fields.js';

/** Of the shipped guides' judged messages one in so many: more would make one field of forty the measure of all. */
const everyShipped = 9;

/** Most texts of a field stand in each of its packs, and the gaps of any field in all. */
const remembering = (embedder: Embedder): Embedder => {
  const known = new Map<string, Float32Array>();
  return {
    ...embedder,
    async embed(texts, signal) {
      const missing = [...new Set(texts)].filter(text => !known.has(text));
      for (const [at, vector] of (await embedder.embed(missing, signal)).entries()) known.set(missing[at] ?? '', vector);
      return texts.map(text => known.get(text) ?? new Float32Array(embedder.dimensions));
    },
  };
};

/**
 * Fits what chooses in packs without judgments: on the guides of other fields, as plain texts and as FAQs, and on the shipped guides with everything else
 * taken away. Tested on fields that the encoder has not seen, a quarter of all fields left out in turn, and on fields held out of encoder and chooser, by the
 * marks of two judges.
 */
export const fitPlain = async (
  packDir: string,
  slowly: Embedder,
  silence: SilenceHead,
  print: (title: string, ranked: readonly Ranked[]) => void,
): Promise<Omit<Fit, 'outOfScope'>> => {
  const embedder = remembering(slowly);
  const all = await readFields();
  console.log(agreementOf(all));
  const [fields, held] = [
    all.filter(({ guide }) => !heldFields.includes(guide)),
    all.filter(({ guide }) => heldFields.includes(guide)),
  ];
  const listingsOf = async (some: readonly Field[]): Promise<Listing[]> => {
    const listings: Listing[] = [];
    for (const field of some) listings.push(...(await fieldListings(field, fields, embedder, silence)));
    return listings;
  };
  const listings = await listingsOf(fields);
  for (const hasQuestions of [false, true])
    listings.push(...(await bareListings(packDir, embedder, silence, hasQuestions, everyShipped)));
  const { unseen, ...helper } = fitHelper(listings, plainOptions, plainSureOptions);
  const tested: [string, readonly Ranked[]][] = [
    [
      'fields that the encoder has not seen, each left out of what it is ranked by',
      lookTwice(unseen, plainSureOptions).filter(({ listing }) => unseenFields.includes(listing.group)),
    ],
    ['fields that neither encoder nor chooser has seen', (await listingsOf(held)).map(listing => rankWith(helper, listing))],
  ];
  const asked = new Set(all.flatMap(field => field.messages.map(({ message }) => message)));
  for (const [what, ranked] of tested)
    for (const form of ['text', 'FAQ'] as const) {
      const own = ranked.filter(({ listing }) => listing.form === form).map(byBothJudges);
      print(
        `Without judgments, ${what}, as ${form}: as people write`,
        own.filter(({ listing }) => asked.has(listing.message)),
      );
      print(
        'The same, asked neatly',
        own.filter(({ listing }) => !asked.has(listing.message)),
      );
    }
  return helper;
};
