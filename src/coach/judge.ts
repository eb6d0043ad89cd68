import type { CareerFacts } from '../career/career-facts.js';
import type { Gap, OutOfScope, Scope } from '../domain/pack.js';
import { asksForCode } from './asks-for-code.js';
import type { Found, Retrieval } from '../retrieval/hybrid-retriever.js';
import { stem, words } from '../text/tokens.js';

/** Whether the guides answer a question, and if not, why not. `confidence` is 0 to 1. */
export type Verdict =
  | { readonly kind: 'covered'; readonly confidence: number }
  | { readonly kind: 'gap'; readonly gap: Gap; readonly confidence: number }
  | { readonly kind: 'out-of-scope'; readonly scope: OutOfScope; readonly confidence: number }
  | { readonly kind: 'uncovered'; readonly confidence: number };

export type Judged = {
  readonly question: string;
  readonly retrieval: Retrieval;
  readonly facts: CareerFacts | undefined;
  /** Share of the question's rare words that the best passages hold, 0 to 1. */
  readonly coverage: number;
};

/** How far a gap must beat the best passage. Chosen on the tuning questions; bench/ablation shows what each part is worth. */
const thresholds = {
  gapLead: 0.05,
  /** A gap against typed facts that matched a role, a credential, a percentile. */
  gapLeadOverSpecific: 0.45,
  signalLeadOverSpecific: 0.1,
  gapQuestion: 0.52,
  /** Where the passages hold little of the question, a gap that is nearer in meaning wins. */
  gapCoverage: 0.55,
  gapSureQuestion: 0.7,
  signalLead: -0.15,
  scopeLead: 0.08,
  /** Below this, nothing retrieved is about the question. */
  confidence: 0.36,
} as const;

const stemmed = (text: string): string => ` ${words(text).map(stem).join(' ')} `;

const hasSignal = (question: string, signals: readonly string[]): boolean => {
  const text = stemmed(question);
  return signals.some(signal => text.includes(stemmed(signal)));
};

/**
 * Decides between the passages, what is known to be missing from them (gaps), and what the coach does not do. A gap is a competitor like
 * any passage: it wins when the question is nearer to its questions than to any section's.
 */
export const judge = ({ question, retrieval, facts, coverage }: Judged, scope: Scope): Verdict => {
  const best = retrieval.passages[0];
  const passage = best?.relevance ?? 0;
  const confidence = best ? Math.min(1, 0.5 * coverage + 0.6 * Math.max(best.question, best.sentence * 0.9) - 0.05) : 0;
  const gapFound = strongest(retrieval.gaps, scope.gaps, question, thresholds.signalLead);
  const scopeFound = strongest(retrieval.scopes, scope.outOfScope, question, thresholds.signalLead);

  const codeLookup = asksForCode(question) ? scope.outOfScope.find(kind => kind.id === 'code-lookup') : undefined;
  if (codeLookup) return { kind: 'out-of-scope', scope: codeLookup, confidence: 0.95 };
  if (scopeFound && facts?.strength !== 'specific') {
    const { record, found, signalled } = scopeFound;
    const rival = Math.max(passage, (gapFound?.found.relevance ?? 0) - (signalled ? 0.1 : 0));
    const wins = found.relevance > rival + (signalled ? thresholds.signalLead : thresholds.scopeLead) && (found.question > 0.55 || signalled);
    const nearest = found.question > 0.62 && found.question > (best?.question ?? 0) + 0.08 && coverage < 0.75 && found.question > (gapFound?.found.question ?? 0);
    if (wins || nearest) return { kind: 'out-of-scope', scope: record, confidence: found.relevance };
  }
  if (gapFound) {
    const { record, found, signalled } = gapFound;
    const lead = found.relevance - passage;
    const needed = facts?.strength === 'specific' ? (signalled ? thresholds.signalLeadOverSpecific : thresholds.gapLeadOverSpecific) : signalled ? (found.question >= (best?.question ?? 0) - 0.05 ? thresholds.signalLead : 0) : thresholds.gapLead;
    const nearer = !facts && coverage < thresholds.gapCoverage && found.keyword > 0.4 && found.question > Math.max(thresholds.gapSureQuestion, (best?.question ?? 0) + 0.015);
    if ((lead > needed && (found.question > thresholds.gapQuestion || signalled)) || nearer) return { kind: 'gap', gap: record, confidence: found.relevance };
  }
  if (facts) return { kind: 'covered', confidence: facts.strength === 'specific' ? Math.max(0.85, confidence) : Math.max(0.7, confidence) };
  return confidence >= thresholds.confidence ? { kind: 'covered', confidence } : { kind: 'uncovered', confidence };
};

/** The record that fits best, one whose signal stands in the question preferred when it is close. */
const strongest = <T extends { id: string; signals: readonly string[] }>(found: readonly Found[], records: readonly T[], question: string, slack: number) => {
  const candidates = found.flatMap(item => {
    const record = records.find(one => one.id === item.owner);
    return record ? [{ record, found: item, signalled: hasSignal(question, record.signals) }] : [];
  });
  return candidates.toSorted((a, b) => b.found.relevance - (b.signalled ? slack : 0) - (a.found.relevance - (a.signalled ? slack : 0)))[0];
};
