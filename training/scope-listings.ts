import { createFinder } from '../src/coach/find/find.js';
import { scopeSigns } from '../src/coach/find/scope-signs.js';
import type { KnowledgeBase } from '../src/coach/knowledge-base.js';
import type { Judgment } from '../src/domain/judgment.js';
import { askedOf, unseenWriters } from './judged-listings.js';

const outside: ReadonlySet<string> = new Set(['off_topic', 'reference_lookup', 'expert_advice', 'about_the_bot']);

/** Signs of scope for the messages of unseen writers, and whether they ask for what a coach doesn't do. */
export const scopeListings = (
  base: KnowledgeBase,
  judgments: readonly Judgment[],
  chances: ReadonlyMap<string, number>,
): { readonly signs: readonly number[]; readonly outside: boolean }[] => {
  const { pack, units } = base;
  const finder = createFinder(base, { weight: [], bias: 0 });
  const kinds = { scope: units.unitsOf('scope'), answer: units.unitsOf('answer'), gap: units.unitsOf('gap') };
  return judgments.flatMap((judgment, at) => {
    if (!unseenWriters.includes(judgment.writer)) return [];
    const asked = askedOf(base, judgment, at);
    const counts = (other: number): boolean => judgments[other]?.writer !== judgment.writer;
    const { similarities, like } = finder.find(asked, counts);
    const { signs } = scopeSigns(pack.scope, kinds, base.judgments, {
      message: asked.words,
      similarities,
      like,
      chance: chances.get(judgment.message) ?? 0,
    });
    return [{ signs, outside: outside.has(judgment.kind) && judgment.none }];
  });
};
