import type { Passage } from '../../domain/passage.js';
import { poisonIn } from '../../text/poison.js';
import steering from '../steering.json' with { type: 'json' };
import { stripInstructions } from '../strip-instructions.js';

/** Words of an order to whoever reads a guide to answer; guides have "act as a lead" and "new rules" too. */
const ordering = new RegExp(String.raw`\b(?:${steering.orders.join('|')})\b`, 'i');

/**
 * Whether somebody put an order or an address into a guide's passage. Then nothing of that passage is shown: who wrote the one sentence may have
 * written the others. Each passage is read once.
 */
export const createTaintCheck = (passages: ReadonlyMap<string, Passage>): ((id: string) => boolean) => {
  const known = new Map<string, boolean>();
  return id => {
    const kept = known.get(id);
    if (kept !== undefined) return kept;
    const passage = passages.get(id);
    const isTainted = [passage?.section ?? '', ...(passage?.sentences ?? [])].some(
      text => poisonIn(text) !== undefined || (ordering.test(text) && stripInstructions(text).instructed),
    );
    known.set(id, isTainted);
    return isTainted;
  };
};
