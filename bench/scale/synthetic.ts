import type { UnitToSave } from '../../src/contracts/index-writer.js';
import type { KeywordDocument } from '../../src/contracts/keyword-index.js';
import type { Pack } from '../../src/domain/pack.js';
import { type Passage, passageText } from '../../src/domain/passage.js';
import { documentsOf } from '../../src/retrieval/index-content.js';
import { words } from '../../src/text/tokens.js';
import { createRandom } from '../support/statistics.js';

export const dimensions = 512;
/** Passages about one thing lie together, as they do in a real library, and there are more of them than are looked for. */
const passagesPerTopic = 500;
/** How far a passage lies from its topic's middle: the tenth nearest has a cosine similarity near 0.45. */
const spread = 1.2;

/** How many passages, and whether they have topics or lie all about one, which is the hardest for a graph of neighbours. */
export type Shape = { readonly size: number; readonly topics: boolean };

/** Vectors in clusters, the same for the same seed; `near` gives one more of a cluster, for a query. */
export const createClusters = (shape: Shape): { vectorOf(at: number): Float32Array; near(seed: number): Float32Array } => {
  const topics = shape.topics ? Math.max(1, Math.round(shape.size / passagesPerTopic)) : 1;
  const fill = (seed: number, scale: number, onto: Float32Array): Float32Array => {
    const random = createRandom(seed);
    for (let at = 0; at < dimensions; at++) onto[at] = (onto[at] ?? 0) + scale * (random() * 2 - 1);
    return onto;
  };
  const point = (topic: number, seed: number): Float32Array =>
    fill(seed, spread, fill(1_000_003 + topic, 1, new Float32Array(dimensions)));
  return {
    vectorOf: at => point(at % topics, 500_000_003 + at),
    near: seed => point((seed * 7919) % topics, 900_000_001 + seed),
  };
};

/** Word salad from the shipped guides: their words as often as they use them, in no order. */
export const createWordSalad = (pack: Pack): ((seed: number, count: number) => string) => {
  const stock = pack.passages.flatMap(passage => words(passageText(passage)));
  return (seed, count) => {
    const random = createRandom(seed);
    return Array.from({ length: count }, () => stock[Math.floor(random() * stock.length)]).join(' ');
  };
};

/** A library of made-up passages, each with a heading, four questions and sixty words, and one vector; the rest of the pack as shipped. */
export const createLibrary = (shipped: Pack, shape: Shape): { pack: Pack; documents: KeywordDocument[]; units: UnitToSave[] } => {
  const salad = createWordSalad(shipped);
  const clusters = createClusters(shape);
  const passages = Array.from({ length: shape.size }, (_, at) => {
    const { table: _table, ...shape } = shipped.passages[0] as Passage;
    const heading = salad(at * 8 + 1, 4);
    const answers = [2, 3, 4, 5].map(part => salad(at * 8 + part, 8));
    return { ...shape, id: `p${at}`, section: heading, headingPath: [heading], sentences: [salad(at * 8 + 6, 60)], answers };
  });
  const pack: Pack = { ...shipped, passages };
  const units = passages.map((passage, id): UnitToSave => {
    return {
      id,
      kind: 'answer',
      owner: passage.id,
      ordinal: 0,
      text: passage.section,
      hash: passage.id,
      vector: clusters.vectorOf(id),
    };
  });
  return { pack, documents: documentsOf(pack), units };
};
