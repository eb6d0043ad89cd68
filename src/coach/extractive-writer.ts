import type { AnswerBrief, AnswerWriter, Evidence } from '../contracts/answer-writer.js';
import type { Block } from '../domain/answer.js';
import { paragraph, plainTextOf, sentence } from '../domain/drafting.js';
import { isTableRow } from '../domain/passage.js';
import { figuresIn } from '../text/figures.js';
import { contentStems } from '../text/tokens.js';

/** How a sentence is chosen: by its passage, by meaning, by the question's rare words, and for opening its section. */
const weights = { passage: 0.4, similarity: 0.25, coverage: 0.35, opening: 0.1 } as const;
/** A passage this far below the best one is about something else. */
const nearBest = 0.75;
/** A sentence of another passage must come this near to the best sentence to be worth a member's time. */
const nearBestSentence = 0.62;
/** The best passage's own sentences may fall a little shorter. */
const leadSlack = 0.9;
/** Words from the best passage, before others get their turn. */
const leadWords = 80;
const maxPassages = 4;

type Candidate = {
  readonly evidence: Evidence;
  readonly at: number;
  readonly text: string;
  readonly score: number;
  readonly stems: ReadonlySet<string>;
};

const countWords = (text: string): number => text.split(/\s+/).filter(Boolean).length;

/** Share of the question's stems that stand in a text, each weighed by its rarity; 0 to 1. */
const coverageOf = (asked: readonly string[], stems: ReadonlySet<string>, rarity: (stem: string) => number): number => {
  const total = asked.reduce((sum, stem) => sum + rarity(stem), 0);
  return total === 0 ? 0 : asked.reduce((sum, stem) => sum + (stems.has(stem) ? rarity(stem) : 0), 0) / total;
};

/** Share of the smaller set's stems that both hold: two sentences that say the same thing in other words are near 1. */
const overlapOf = (a: ReadonlySet<string>, b: ReadonlySet<string>): number => {
  const smaller = Math.min(a.size, b.size);
  if (smaller === 0) return 0;
  let shared = 0;
  for (const stem of a) if (b.has(stem)) shared++;
  return shared / smaller;
};

const candidatesOf = (brief: AnswerBrief): Candidate[] => {
  const asked = [...new Set(contentStems(brief.question))];
  const best = brief.evidence[0]?.relevance ?? 0;
  return brief.evidence
    .filter(item => item.relevance >= best * nearBest)
    .slice(0, maxPassages)
    .flatMap(item =>
      item.passage.sentences.map((text, at) => {
        const stems = new Set(contentStems(text));
        const coverage = coverageOf(asked, new Set([...stems, ...contentStems(item.passage.section)]), brief.rarity);
        const score =
          weights.passage * (best > 0 ? item.relevance / best : 0) +
          weights.similarity * Math.max(0, item.sentenceSimilarities[at] ?? 0) +
          weights.coverage * coverage +
          (at === 0 ? weights.opening : 0);
        return { evidence: item, at, text, score, stems };
      }),
    );
};

/** The best passage's sentences up to the lead's length, then the best of the others, none that repeats what is said. */
const choose = (candidates: readonly Candidate[], already: readonly string[], budget: number): Candidate[] => {
  const chosen: Candidate[] = [];
  const said: ReadonlySet<string>[] = already.map(text => new Set(contentStems(text)));
  const figuresSaid = new Set(already.flatMap(text => figuresIn(text).map(figure => figure.value)));
  const byScore = candidates.filter(item => !isTableRow(item.evidence.passage, item.text)).toSorted((a, b) => b.score - a.score);
  const lead = candidates[0]?.evidence;
  const threshold = (byScore[0]?.score ?? 0) * nearBestSentence;
  let used = 0;
  const take = (candidate: Candidate, limit: number): void => {
    const length = countWords(candidate.text);
    const figures = figuresIn(candidate.text).map(figure => figure.value);
    // A sentence whose every figure has been told tells nothing new.
    if (figures.length > 0 && figures.every(value => figuresSaid.has(value))) return;
    if (used + length > limit || said.some(stems => overlapOf(candidate.stems, stems) > 0.75)) return;
    chosen.push(candidate);
    said.push(candidate.stems);
    for (const value of figures) figuresSaid.add(value);
    used += length;
  };
  for (const candidate of byScore)
    if (candidate.evidence === lead && candidate.score >= threshold * leadSlack) take(candidate, Math.min(leadWords, budget));
  for (const candidate of byScore) if (candidate.evidence !== lead && candidate.score >= threshold) take(candidate, budget);
  return chosen;
};

/** A question about one level or one figure is not answered by a whole table. */
const asksForSeveral = /\b(levels?|each|every|all|table|compare|list|ladder|stages?|percentiles?|progress\w*|tiers?)\b/;

/** The best passage's table is shown whole: its rows make sense together. */
const tableOf = (brief: AnswerBrief): Block<string>[] => {
  const passage = brief.evidence[0]?.passage;
  if (!passage?.table || !asksForSeveral.test(brief.question) || brief.facts.some(block => block.kind === 'table')) return [];
  return [
    {
      kind: 'table',
      header: passage.table.header,
      rows: passage.table.rows.map(row => row.map((text, at) => ({ text, marks: at === 0 ? [] : [passage.id] }))),
    },
  ];
};

/**
 * Writes an answer from the guides' own sentences: typed facts lead, then the best passage's sentences in reading order, then what other
 * guides add. Needs no key and no network, and gives the same draft for the same brief.
 */
export const extractiveWriter: AnswerWriter = {
  name: 'extractive',
  async write(brief) {
    const facts = brief.facts.filter(block => block.kind !== 'table');
    const tables = brief.facts.filter(block => block.kind === 'table');
    const factWords = countWords(plainTextOf(facts));
    // Complete facts are followed by a sentence or two at most.
    const budget = Math.max(0, Math.min(brief.factsComplete ? 40 : brief.wordBudget, brief.wordBudget - factWords));
    const chosen = choose(
      candidatesOf(brief),
      brief.facts.flatMap(block => plainTextOf([block])),
      budget,
    );
    const order = [...new Set(chosen.map(item => item.evidence))];
    const paragraphs = order.map(evidence => {
      const own = chosen.filter(item => item.evidence === evidence).toSorted((a, b) => a.at - b.at);
      return paragraph(...own.map(item => sentence(item.text, evidence.passage.id)));
    });
    const [first, ...rest] = [...facts, ...paragraphs];
    // The answer in a sentence first; a table reads better once one knows what it shows.
    return { blocks: [...(first ? [first] : []), ...tables, ...rest, ...(brief.factsComplete ? [] : tableOf(brief))] };
  },
};
