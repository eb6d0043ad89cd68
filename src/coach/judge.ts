import type { CareerFacts } from '../career/career-facts.js';
import { partsOfBlock } from '../domain/drafting.js';
import type { Gap, OutOfScope, Scope } from '../domain/pack.js';
import { passageText } from '../domain/passage.js';
import type { Found, Retrieval } from '../retrieval/hybrid-retriever.js';
import { detailIdOf } from '../retrieval/index-content.js';
import { passageIdOf } from '../text/slug.js';
import { stem, words } from '../text/tokens.js';
import { isTypeUnmet } from './answer-type.js';
import { asksForCode } from './asks-for-code.js';
import { chanceOfSilence, readSigns, type Signs } from './signs.js';

/** Whether the guides answer a question, and if not, why not. `confidence` is 0 to 1. */
export type Verdict =
  | { readonly kind: 'covered'; readonly confidence: number }
  | { readonly kind: 'gap'; readonly gap: KnownGap; readonly confidence: number }
  | { readonly kind: 'out-of-scope'; readonly scope: OutOfScope; readonly confidence: number }
  | { readonly kind: 'uncovered'; readonly confidence: number };

/** Gaps and missing details alike: what members ask and no guide says. `topic` completes "The guides don't give ...". */
export type KnownGap = Pick<Gap, 'id' | 'topic' | 'asks' | 'nearest' | 'askWhom' | 'signals'> & {
  readonly verb: Gap['verb'] | 'say';
  readonly passage?: string;
};

export const knownGapsOf = (scope: Scope): KnownGap[] => [
  ...scope.gaps,
  ...scope.details.map(detail => ({
    id: detailIdOf(detail),
    topic: detail.missing,
    verb: 'give' as const,
    asks: detail.asks,
    nearest: null,
    askWhom: null,
    signals: [],
    passage: passageIdOf(detail),
  })),
];

export type Judged = {
  readonly question: string;
  readonly retrieval: Retrieval;
  readonly facts: CareerFacts | undefined;
  /** Share of the question's rare words that a text holds, 0 to 1. */
  readonly coverage: (text: string) => number;
  readonly payUnknown: boolean;
  readonly strangePlace: boolean;
  readonly strangeYear: boolean;
  readonly asksPay: boolean;
};

/** Above this chance the guides are taken to be silent: a wrong "they don't say" costs a member less than a wrong answer. */
const silenceThreshold = 0.42;
/** Share of a question's rare words that a passage must hold for it to be about the question at all; answered ones hold 0.18 and more. */
const leastCoverage = 0.1;

/** Where one lives matters otherwise to those who work across a border. */
const remoteWork = /\b(remote(ly)?|tax(es|man)?|owe|visas?|work(ing)? (for|from)|employer|company|move|moving|relocat\w+)\b/;

const thresholds = {
  /** Out-of-scope kinds must beat passages and gaps by this much, or fall short of them by no more than the second with a signal word. */
  scopeLead: 0.08,
  scopeSignalLead: -0.15,
  scopeQuestion: 0.55,
  /** A gap is named when it is this near in meaning; otherwise the guides are just said to be silent. */
  gapQuestion: 0.5,
} as const;

/** A signal word settles which of two close records is meant. */
const signalBonus = 0.15;

const stemmed = (text: string): string => ` ${words(text).map(stem).join(' ')} `;

const hasSignal = (question: string, signals: readonly string[]): boolean => {
  const text = stemmed(question);
  return signals.some(signal => text.includes(stemmed(signal)));
};

/**
 * Decides between the passages, what is known to be missing from them (gaps), and what the coach does not do. A gap is a competitor like
 * any passage: the nearer the question is to its questions than to any section's, the likelier the guides are silent.
 */
export const judge = (
  { question, retrieval, facts, coverage, payUnknown, strangePlace, strangeYear, asksPay }: Judged,
  gaps: readonly KnownGap[],
  outOfScope: readonly OutOfScope[],
): { verdict: Verdict; signs: Signs } => {
  const best = retrieval.passages[0];
  const gapFound = strongest(retrieval.gaps, gaps, question);
  const scopeFound = strongest(retrieval.scopes, outOfScope, question);
  const signs = readSigns({
    passage: best,
    gap: gapFound?.found,
    passageCoverage: Math.max(
      0,
      ...retrieval.passages
        .slice(0, 3)
        .map(({ passage }) =>
          coverage(
            `${passage.headingPath.join(' ')} ${passage.answers.join(' ')} ${passage.also.join(' ')} ${passageText(passage)}`,
          ),
        ),
    ),
    gapCoverage: gapFound
      ? coverage(`${gapFound.record.topic} ${gapFound.record.asks.join(' ')} ${gapFound.record.signals.join(' ')}`)
      : 0,
    signalled: gapFound?.signalled ?? false,
    facts,
    payUnknown,
    strangePlace,
    strangeYear,
    unmetType: isTypeUnmet(
      question,
      retrieval.passages
        .slice(0, 3)
        .map(({ passage }) => passageText(passage))
        .join(' '),
    ),
  });
  const silence = chanceOfSilence(signs);

  const codeLookup = asksForCode(question) ? outOfScope.find(kind => kind.id === 'code-lookup') : undefined;
  if (codeLookup) return { verdict: { kind: 'out-of-scope', scope: codeLookup, confidence: 0.95 }, signs };
  if (scopeFound && facts?.strength !== 'specific') {
    const { record, found, signalled } = scopeFound;
    const rival = Math.max(best?.relevance ?? 0, (gapFound?.found.relevance ?? 0) - (signalled ? 0.1 : 0));
    const wins =
      found.relevance > rival + (signalled ? thresholds.scopeSignalLead : thresholds.scopeLead) &&
      (found.question > thresholds.scopeQuestion || signalled);
    // Meaning alone decides where no word is shared with anything that the pack knows.
    const nearest =
      found.question > 0.62 &&
      found.question > (best?.question ?? 0) + 0.08 &&
      signs.passageCoverage < 0.75 &&
      found.question > (gapFound?.found.question ?? 0);
    if (wins || nearest)
      return { verdict: { kind: 'out-of-scope', scope: record, confidence: Math.min(1, found.relevance) }, signs };
  }
  if (facts?.missing) {
    const passage = facts.blocks.flatMap(partsOfBlock)[0]?.marks[0];
    const gap: KnownGap = {
      id: 'missing',
      topic: facts.missing,
      verb: 'say',
      asks: [],
      nearest: null,
      askWhom: null,
      signals: [],
      ...(passage ? { passage } : {}),
    };
    return { verdict: { kind: 'gap', gap, confidence: 0.9 }, signs };
  }
  // A year or a place that no guide knows has no pay in them, however near the question is to others'.
  // Nothing of the question stands in any passage: gibberish, or another subject altogether.
  const unheardOf = !facts && (signs.passageCoverage < leastCoverage || !/\p{L}{2}/u.test(question));
  if (unheardOf || silence > silenceThreshold || ((strangeYear || strangePlace) && asksPay && !remoteWork.test(question))) {
    const named =
      gapFound && (gapFound.signalled || gapFound.found.question > thresholds.gapQuestion) ? gapFound.record : undefined;
    return {
      verdict: named ? { kind: 'gap', gap: named, confidence: silence } : { kind: 'uncovered', confidence: silence },
      signs,
    };
  }
  return { verdict: { kind: 'covered', confidence: 1 - silence }, signs };
};

/** The record that fits best, one whose signal stands in the question preferred when it is close. */
const strongest = <T extends { id: string; signals: readonly string[] }>(
  found: readonly Found[],
  records: readonly T[],
  question: string,
) => {
  const candidates = found.flatMap(item => {
    const record = records.find(one => one.id === item.owner);
    return record ? [{ record, found: item, signalled: hasSignal(question, record.signals) }] : [];
  });
  const closeness = (item: (typeof candidates)[number]): number => item.found.relevance + (item.signalled ? signalBonus : 0);
  return candidates.toSorted((a, b) => closeness(b) - closeness(a))[0];
};
