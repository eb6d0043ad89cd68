import type { Fit } from '../src/coach/choose/fit.js';
import type { SilenceHead } from '../src/coach/find/find.js';
import type { Embedder } from '../src/contracts/embedder.js';
import { bareListings } from './bare-listings.js';
import { fieldListings, readFields, unseenFields } from './fields.js';
import { fitHelper, rankWith } from './fit-helps.js';
import { plainOptions } from './fit-trees.js';
import type { Listing, Ranked } from './listing.js';

/** Of the shipped guides' judged messages every so many-th: more would make one field of forty the measure of all. */
const everyShipped = 3;
const folds = 4;

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
 * taken away. Tested on fields that neither it nor the encoder has seen, a quarter of them left out in turn.
 */
export const fitPlain = async (
  packDir: string,
  slowly: Embedder,
  silence: SilenceHead,
  print: (title: string, ranked: readonly Ranked[]) => void,
): Promise<Omit<Fit, 'outOfScope'>> => {
  const embedder = remembering(slowly);
  const [known, unseen] = [[] as Listing[], [] as Listing[]];
  const fields = await readFields();
  for (const field of fields)
    (unseenFields.includes(field.guide) ? unseen : known).push(...(await fieldListings(field, embedder, silence)));
  for (const hasQuestions of [false, true])
    known.push(...(await bareListings(packDir, embedder, silence, hasQuestions)).filter((_, at) => at % everyShipped === 0));
  const groups = [...new Set(unseen.map(listing => listing.group))];
  const ranked = Array.from({ length: folds }, (_, fold) => {
    const left = new Set(groups.filter((_, at) => at % folds === fold));
    const helper = fitHelper([...known, ...unseen.filter(listing => !left.has(listing.group))], plainOptions);
    return unseen.filter(listing => left.has(listing.group)).map(listing => rankWith(helper, listing));
  }).flat();
  print('Without judgments, a quarter of the fields that the encoder has not seen left out in turn', ranked);
  const { helps, sure, answers } = fitHelper([...known, ...unseen], plainOptions);
  return { helps, sure, answers };
};
