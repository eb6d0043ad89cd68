import type { Unit } from '../../contracts/unit-store.js';
import type { OutOfScope, Scope } from '../../domain/pack.js';
import type { SavedJudgment } from '../../retrieval/saved-judgments.js';
import { stem, words } from '../../text/tokens.js';
import { expectedOf, type Like } from './likeness.js';

const stemmed = (text: string): string => ` ${words(text).map(stem).join(' ')} `;

/** Whether one of the words or phrases stands in a text, whatever its endings. */
const hasSignal = (text: string, signals: readonly string[]): boolean => {
  const own = stemmed(text);
  return signals.some(signal => own.includes(stemmed(signal)));
};

const outsideKinds: ReadonlySet<string> = new Set(['off_topic', 'reference_lookup', 'expert_advice', 'about_the_bot']);

/** The record of a kind that is nearest to a message by its questions. */
const nearestOf = <T extends { readonly id: string }>(
  records: readonly T[],
  units: readonly Unit[],
  similarities: Float32Array,
  bonus: (record: T) => number = () => 0,
): { readonly record: T; readonly similarity: number } | undefined => {
  const best = new Map<string, number>();
  for (const unit of units) best.set(unit.owner, Math.max(best.get(unit.owner) ?? 0, similarities[unit.id] ?? 0));
  return records
    .map(record => ({ record, similarity: best.get(record.id) ?? 0, fit: (best.get(record.id) ?? 0) + bonus(record) }))
    .toSorted((a, b) => b.fit - a.fit)[0];
};

/**
 * What tells that a message asks for something a coach doesn't do: how near the nearest such request is, its lead over what guides answer and over gaps,
 * whether a signal word stands, whether messages like it asked for such things, and the chance that the guides help. Nearness of meaning is one sign
 * among others and never enough.
 */
export const scopeSigns = (
  scope: Scope,
  units: { readonly scope: readonly Unit[]; readonly answer: readonly Unit[]; readonly gap: readonly Unit[] },
  judgments: readonly SavedJudgment[],
  found: {
    readonly message: string;
    readonly similarities: Float32Array;
    readonly like: readonly Like[];
    readonly chance: number;
  },
): { readonly signs: readonly number[]; readonly nearest: OutOfScope | undefined } => {
  const { message, similarities, like, chance } = found;
  const most = (of: readonly Unit[]): number => of.reduce((best, unit) => Math.max(best, similarities[unit.id] ?? 0), 0);
  const nearest = nearestOf(scope.outOfScope, units.scope, similarities, kind => (hasSignal(message, kind.signals) ? 0.15 : 0));
  const similarity = nearest?.similarity ?? 0;
  return {
    nearest: nearest?.record,
    signs: [
      similarity,
      similarity - Math.max(most(units.answer), most(units.gap)),
      nearest && hasSignal(message, nearest.record.signals) ? 1 : 0,
      expectedOf(like, judgment => (outsideKinds.has(judgments[judgment]?.kind ?? '') ? 1 : 0), 0),
      chance,
    ],
  };
};
