import { createChooser } from '../../src/coach/choose/choose.js';
import { ensureIndex } from '../../src/create-coach.js';
import { type Passage, passageText } from '../../src/domain/passage.js';
import { openFit } from '../../src/open-fit.js';
import { normaliseQuestion } from '../../src/retrieval/normalise-question.js';
import { depth, type FoundText } from '../support/evidence.js';
import { configFor, openOurParts, vectorsOnly } from '../support/our-parts.js';
import type { Candidate } from './candidate.js';

/** A passage as it counts for a bench: what a member could be shown of it, without the questions indexed beside it. */
const foundText = (passage: Passage): FoundText => ({
  guide: passage.guide,
  text: `${passage.headingPath.join(' ')} ${passageText(passage)}`,
});

/** The hybrid retriever alone: the question normalised, passages found by words and by meaning. */
export const ourRetriever: Candidate = {
  name: 'NextRung, hybrid retriever',
  savedAs: 'NextRung',
  asks: 'normalised',
  async index(folder) {
    const started = performance.now();
    let [embeddingFrom, embeddedAt] = [started, started];
    const { manifest } = await ensureIndex(configFor(folder), {
      onProgress({ done, total }) {
        if (done === 0) embeddingFrom = performance.now();
        if (done === total) embeddedAt = performance.now();
      },
    });
    const stages = {
      'reading and checking the guides': embeddingFrom - started,
      'embedding, with the model loading': embeddedAt - embeddingFrom,
      'vectors, keywords, hashes, publishing': performance.now() - embeddedAt,
    };
    return { pieces: manifest.units, stages };
  },
  async open(folder) {
    const { base } = await openOurParts(configFor(folder), vectorsOnly);
    return {
      prepare: question => normaliseQuestion(question, base.pack.vocabulary, base.units),
      search: async query => base.retriever.retrieve(query, depth).passages.map(({ passage }) => foundText(passage)),
    };
  },
};

/** As the coach does it: passages in the order in which the chooser first takes a sentence of theirs. */
export const ourChooser: Candidate = {
  ...ourRetriever,
  name: 'NextRung, as the coach chooses',
  async open(folder) {
    const { base } = await openOurParts(configFor(folder), vectorsOnly);
    const chooser = createChooser(base, (await openFit()).chooser);
    return {
      prepare: question => normaliseQuestion(question, base.pack.vocabulary, base.units),
      search: async ({ text, vector }) => {
        const { scored } = chooser.choose({ words: text, vector });
        return [...new Set(scored.map(item => item.passage))].slice(0, depth).map(foundText);
      },
    };
  },
};
