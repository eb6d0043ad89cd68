import type { Conflict, Credential, Role } from '../domain/career-map.js';
import { words } from '../text/tokens.js';
import { markOf } from './career-facts.js';

/** Whether a text has one of some names in it, as whole words. */
const naming = (names: readonly string[]): ((text: string) => boolean) => {
  const spoken = names.map(name => ` ${words(name).join(' ')} `);
  return text => spoken.some(name => ` ${words(text).join(' ')} `.includes(name));
};

/** Whether a disagreement is about a role: its topic names it, or two of its sides are where guides place the role. */
export const conflictsOfRole = (role: Role): ((conflict: Conflict) => boolean) => {
  // A lone word, as "lead", names many roles.
  const names = naming(
    [role.title, ...role.aliases, ...role.placements.map(placement => placement.as)].filter(name => /\s/.test(name)),
  );
  const placed = (side: Conflict['sides'][number]): boolean =>
    names(side.says) && role.placements.some(cite => markOf(cite) === markOf(side) && words(side.value).includes(cite.level));
  return conflict => names(conflict.topic) || conflict.sides.filter(placed).length > 1;
};

/** Whether a disagreement is about a credential: its topic names it, or it is one of the sides. */
export const conflictsOfCredential = (credential: Credential): ((conflict: Conflict) => boolean) => {
  const names = naming([credential.name, ...(credential.expansion ? [credential.expansion] : [])]);
  return conflict => names(conflict.topic) || conflict.sides.some(side => names(side.value));
};
