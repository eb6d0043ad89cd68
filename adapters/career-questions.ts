import { type KnownNames, knownNamesOf, type NameKind } from '../src/coach/known-names.js';
import { NextRungError } from '../src/domain/errors.js';
import type { Pack } from '../src/domain/pack.js';

/*
 * `pay`, `path` and `compare` are short ways of asking: each becomes a question as a member would type it, so that they give the same
 * answer everywhere. They ask for a role or a credential by name, so a name that the guides don't know is said, with the nearest ones.
 */

const usage = (message: string): NextRungError => new NextRungError('input_invalid', message, { memberSentence: message });

const orList = (names: readonly string[]): string =>
  names.length > 1 ? `${names.slice(0, -1).join(', ')} or ${names.at(-1)}` : (names[0] ?? '');

const unknown = (names: KnownNames, what: string, typed: string, kind?: NameKind): NextRungError => {
  const near = names.nearest(typed, kind);
  const guess = near.length > 0 ? ` Did you mean ${orList(near)}?` : '';
  return usage(`I don’t know the ${what} “${typed.trim()}”.${guess}`);
};

/**
 * A role to "What does ROLE pay?"; nothing to the pay of everybody in the field, as the pack asks for it; "by level" to each level's; "in
 * canada" and "after 3 years" keep their word. Throws `input_invalid` when it names nobody that the guides know.
 */
export const payQuestion = (what: string, pack: Pack): string => {
  const [{ atLarge, where }, names] = [pack.info.pay, knownNamesOf(pack)];
  const asked = what.trim();
  if (!asked) return atLarge;
  const each = /^(?:by|per|each|every)\s+(.+)$/i.exec(asked)?.[1];
  if (each) return `What does each ${each} pay?`;
  const [, circumstance = '', rest = asked] = /^(in|at|with|for|as|after)\b\s*(.*)$/i.exec(asked) ?? [];
  const isPlace = /^(in|at)$/i.test(circumstance);
  if (!isPlace && (names.strangeWord(rest) || (!circumstance && !names.narrowsPay(rest))))
    throw unknown(names, 'role', rest.replace(/^an?\s+/i, ''), 'role');
  return circumstance ? where.replace('{where}', () => asked) : `What does ${asked} pay?`;
};

const cutPath = (words: readonly string[], names: KnownNames): readonly [string, string] => {
  const asked = words
    .join(' ')
    .trim()
    .replace(/^from\s+/i, '');
  const said = /^(.*?)(?:^|\s+)(?:to|->|→)\s+(.+)$/i.exec(asked);
  if (said) return [said[1]?.trim() ?? '', said[2]?.trim() ?? ''];
  const [from = '', to = '', ...more] = words.length === 2 ? words : names.cutByNames(asked);
  return to && more.length === 0 && names.names(from) && (words.length === 2 || names.names(to))
    ? [from.trim(), to.trim()]
    : ['', asked];
};

/**
 * "ROLE to ROLE", or the two as two arguments or with nothing between; a goal alone asks for the way there from the start.
 * Throws `input_invalid` without a goal, and when the guides know no such role. What one comes from may be no role of the field.
 */
export const pathQuestion = (words: readonly string[], pack: Pack): string => {
  const names = knownNamesOf(pack);
  const [from, to] = cutPath(words, names);
  if (!to) throw usage('Say where from and where to: path ROLE to ROLE');
  if (from && names.strangeWord(from)) throw unknown(names, 'role', from, 'role');
  if (!names.names(to) || names.strangeWord(to)) throw unknown(names, 'role', to, 'role');
  return from ? `How do I get from ${from} to ${to}?` : `How do I become a ${to}?`;
};

const mostCompared = 3;

const cutThings = (words: readonly string[], names: KnownNames): string[] => {
  const text = words.join(' ');
  const said = text.split(/\s+(?:vs\.?|versus|and|or|with|to)\s+|\s*[,/]\s*/i).filter(part => part.trim());
  if (said.length > 1) return said;
  const byName = names.cutByNames(text);
  if (words.length === 2 || byName.length === 0 || !names.names(text)) return [...words];
  return byName;
};

/**
 * Two or three things from arguments, or from words with "vs", "and", "or" or a comma between, or names one after another. Throws
 * `input_invalid` when there are fewer or more, and when one is no role or credential while another is.
 */
export const compareQuestion = (words: readonly string[], pack: Pack): string => {
  const names = knownNamesOf(pack);
  const said = cutThings(
    words.filter(word => word.trim()),
    names,
  ).map(thing => thing.trim());
  const things = said.filter((thing, at) => !said.slice(0, at).some(one => one.toLowerCase() === thing.toLowerCase()));
  if (things.length < 2) throw usage('Name two or three things: compare ONE vs OTHER');
  if (things.length > mostCompared) throw usage(`That is ${things.length} things; I compare two or three: compare ONE vs OTHER`);
  const isOfNames = things.some(thing => names.names(thing));
  const wrong = things.find(thing => names.strangeWord(thing) || (isOfNames && !names.names(thing)));
  if (wrong !== undefined) throw unknown(names, 'role or credential', wrong);
  return `${things.join(' vs ')}?`;
};
