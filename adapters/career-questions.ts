import { NextRungError } from '../src/domain/errors.js';
import type { Pack } from '../src/domain/pack.js';

/*
 * `pay`, `path` and `compare` are short ways of asking: each becomes a question as a member would type it, so that the terminal gives the
 * same answer as every other place.
 */

const usage = (message: string): NextRungError => new NextRungError('input_invalid', message, { memberSentence: message });

/**
 * A role to "What does ROLE pay?"; nothing to the pay of everybody in the field, as the pack asks for it; "by level" to each level's; "in
 * canada" and "after 3 years" keep their word.
 */
export const payQuestion = (what: string, { atLarge, where }: Pack['info']['pay']): string => {
  const asked = what.trim();
  if (!asked) return atLarge;
  const each = /^(?:by|per|each|every)\s+(.+)$/i.exec(asked)?.[1];
  if (each) return `What does each ${each} pay?`;
  return /^(in|at|with|for|as|after)\b/i.test(asked) ? where.replace('{where}', () => asked) : `What does ${asked} pay?`;
};

/** "ROLE to ROLE"; a goal alone asks for the way there from the start. Throws `input_invalid` without one. */
export const pathQuestion = (words: string): string => {
  const asked = words.trim().replace(/^from\s+/i, '');
  const [, from = '', to = ''] = /^(.*?)(?:^|\s+)(?:to|->|→)\s+(.+)$/i.exec(asked) ?? ['', '', asked];
  if (!to.trim()) throw usage('Say where from and where to: path ROLE to ROLE');
  return from.trim() ? `How do I get from ${from.trim()} to ${to.trim()}?` : `How do I become a ${to.trim()}?`;
};

/** Two things from two arguments, or from words with "vs", "and", "or" or a comma between. Throws `input_invalid` when there are not two. */
export const compareQuestion = (words: readonly string[]): string => {
  const parts =
    words.length === 2
      ? words
      : words
          .join(' ')
          .split(/\s+(?:vs\.?|versus|and|or|with|to)\s+|\s*[,/]\s*/i)
          .filter(part => part.trim());
  if (parts.length < 2) throw usage('Name two things: compare ONE vs OTHER');
  return `${parts.map(part => part.trim()).join(' vs ')}?`;
};
