import { type Passage, passageText } from '../domain/passage.js';
import { contentStems, stem, words } from '../text/tokens.js';
import type { FoundPassage } from './hybrid-retriever.js';

/** What a second look adds to a passage's relevance, each times 0 to 1. bench/ablation shows what each is worth. */
export type RerankWeights = {
  readonly nameInHeading: number;
  readonly nameInText: number;
  readonly coverage: number;
  readonly guide: number;
};
const rerankWeights: RerankWeights = { nameInHeading: 0.12, nameInText: 0.08, coverage: 0.25, guide: 0.3 };

/** What a question names beyond its topic. */
export type Named = {
  /** Each group holds one thing's names (a title and its aliases); a passage that has any of a group has the group. */
  readonly names: readonly (readonly string[])[];
  /** Guides asked about by name. */
  readonly guides: readonly string[];
};

type PassageWords = { readonly all: ReadonlySet<string>; readonly heading: string; readonly text: string };

const folded = (text: string): string => ` ${words(text).map(stem).join(' ')} `;

/**
 * Looks again at what was found: does the passage name the roles and credentials that the question names, and how much of the question's
 * rare words does it hold together? Keeps word lists of passages that it has seen.
 */
export const createReranker = (rarity: (stem: string) => number, weights: RerankWeights = rerankWeights) => {
  const seen = new Map<string, PassageWords>();
  const wordsOf = (passage: Passage): PassageWords => {
    const known = seen.get(passage.id);
    if (known) return known;
    const text = passageText(passage);
    const made = {
      all: new Set(
        contentStems(`${passage.headingPath.join(' ')} ${passage.answers.join(' ')} ${passage.also.join(' ')} ${text}`),
      ),
      heading: folded(passage.headingPath.join(' ')),
      text: folded(`${text} ${passage.answers.join(' ')}`),
    };
    seen.set(passage.id, made);
    return made;
  };
  const textStems = new Map<string, ReadonlySet<string>>();
  /** Share of a question's stems, weighed by rarity, that some text holds; 0 to 1. */
  const coverageOfText = (question: string, text: string): number => {
    const stems = textStems.get(text) ?? new Set(contentStems(text));
    textStems.set(text, stems);
    return share(question, stems);
  };
  const coverage = (question: string, passage: Passage): number => share(question, wordsOf(passage).all);
  const share = (question: string, held: ReadonlySet<string>): number => {
    const asked = [...new Set(contentStems(question))];
    const total = asked.reduce((sum, one) => sum + rarity(one), 0);
    return total === 0 ? 0 : asked.reduce((sum, one) => sum + (held.has(one) ? rarity(one) : 0), 0) / total;
  };
  const rerank = (question: string, found: readonly FoundPassage[], { names, guides }: Named): FoundPassage[] => {
    const groups = names.map(group => group.map(folded));
    return found
      .map(item => {
        const own = wordsOf(item.passage);
        const named = (text: string): number =>
          groups.length === 0 ? 0 : groups.filter(group => group.some(name => text.includes(name))).length / groups.length;
        const relevance =
          item.relevance +
          weights.nameInHeading * named(own.heading) +
          weights.nameInText * named(own.text) +
          weights.coverage * coverage(question, item.passage) +
          (guides.includes(item.passage.guide) ? weights.guide : 0);
        return { ...item, relevance };
      })
      .toSorted((a, b) => b.relevance - a.relevance || a.owner.localeCompare(b.owner));
  };
  return { coverageOfText, rerank };
};
