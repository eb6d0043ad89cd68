import type { Passage } from '../domain/passage.js';
import { contentStems } from '../text/tokens.js';

export type Found = {
  readonly passage: Passage;
  /** The sentence that shares most with the words searched for. */
  readonly excerpt: string;
};

/** Words in a heading or in a question that the section answers say more of its topic than words in its text. */
const weights = { heading: 3, question: 2, text: 1 } as const;
/** The last word of a search may still be being typed: from this many letters on, its beginning is enough. */
const shortestBeginning = 3;

/** How much more a section counts that answers the very question that was typed. */
const sameQuestion = 3;

type Entry = {
  readonly passage: Passage;
  readonly weightOf: ReadonlyMap<string, number>;
  /** The stems of each question that the section answers. */
  readonly questions: readonly ReadonlySet<string>[];
};

const entryOf = (passage: Passage): Entry => {
  const weightOf = new Map<string, number>();
  const add = (text: string, weight: number): void => {
    for (const stem of new Set(contentStems(text))) weightOf.set(stem, (weightOf.get(stem) ?? 0) + weight);
  };
  add(passage.section, weights.heading);
  add([...passage.answers, ...passage.also].join(' '), weights.question);
  add(passage.sentences.join(' '), weights.text);
  return { passage, weightOf, questions: passage.answers.map(question => new Set(contentStems(question))) };
};

/**
 * A search over the guides for those who browse them. It needs no index, so it works while one is built. Sections that hold more of the
 * rarer words come first (inverse document frequency, Sparck Jones 1972), and those that answer the very question before them.
 */
export const createLibrarySearch = (passages: readonly Passage[]): ((words: string, limit: number) => Found[]) => {
  const entries = passages.map(entryOf);
  const frequency = new Map<string, number>();
  for (const entry of entries) for (const stem of entry.weightOf.keys()) frequency.set(stem, (frequency.get(stem) ?? 0) + 1);
  const rarity = (stem: string): number => Math.log(1 + entries.length / (frequency.get(stem) ?? 1));

  const weigh = (stems: Iterable<string>): number => [...stems].reduce((sum, stem) => sum + rarity(stem), 0);

  /** How near the nearest of a section's questions comes to what was typed: 0 to 1, by the Dice coefficient over weighted stems. */
  const nearness = ({ questions }: Entry, typed: ReadonlySet<string>): number => {
    const whole = weigh(typed);
    return questions.reduce((best, question) => {
      const shared = weigh([...question].filter(stem => typed.has(stem)));
      return Math.max(best, shared === 0 ? 0 : (2 * shared) / (whole + weigh(question)));
    }, 0);
  };

  /** The stems of the guides that a searched word stands for: itself, or all that begin with it when it is the last. */
  const stemsFor = (stem: string, isLast: boolean): string[] => {
    if (frequency.has(stem)) return [stem];
    return isLast && stem.length >= shortestBeginning ? [...frequency.keys()].filter(known => known.startsWith(stem)) : [];
  };

  const excerptOf = (passage: Passage, stems: ReadonlySet<string>): string => {
    const shared = (sentence: string): number => new Set(contentStems(sentence).filter(stem => stems.has(stem))).size;
    return passage.sentences.reduce(
      (best, sentence) => (shared(sentence) > shared(best) ? sentence : best),
      passage.sentences[0] ?? '',
    );
  };

  return (words, limit) => {
    const asked = [...new Set(contentStems(words))];
    const groups = asked.map((stem, at) => stemsFor(stem, at === asked.length - 1));
    const stems = new Set(groups.flat());
    if (stems.size === 0) return [];
    const typed = new Set(asked);
    return entries
      .map(entry => {
        const best = groups.map(group => Math.max(0, ...group.map(stem => (entry.weightOf.get(stem) ?? 0) * rarity(stem))));
        const fit = best.reduce((sum, one) => sum + Math.sqrt(one), 0);
        return { entry, fit: fit * (1 + sameQuestion * nearness(entry, typed) ** 2) };
      })
      .filter(({ fit }) => fit > 0)
      .toSorted((a, b) => b.fit - a.fit)
      .slice(0, limit)
      .map(({ entry: { passage } }) => ({ passage, excerpt: excerptOf(passage, stems) }));
  };
};
