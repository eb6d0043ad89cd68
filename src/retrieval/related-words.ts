import type { Vocabulary } from '../domain/pack.js';
import { stem, words } from '../text/tokens.js';

/** From a question's words to the other words of their concepts: "tuition" gives "cost", "price", "fee". Phrases count when all their words stand. */
export const createRelatedWords = (vocabulary: Vocabulary): ((asked: readonly string[]) => string[]) => {
  const concepts = Object.entries(vocabulary.synonyms).map(([concept, names]) =>
    [concept, ...names].map(name => words(name).map(stem)),
  );
  const single = Object.entries(vocabulary.synonyms).map(([concept, names]) =>
    [concept, ...names].filter(name => words(name).length === 1),
  );
  return asked => {
    const stems = new Set(asked.map(stem));
    return concepts.flatMap((names, at) =>
      names.some(name => name.every(word => stems.has(word))) ? (single[at] ?? []).filter(word => !stems.has(stem(word))) : [],
    );
  };
};
