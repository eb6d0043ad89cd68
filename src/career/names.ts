import type { Credential, Role } from '../domain/career-map.js';

/** All names of a credential: its own, what it stands for, and what people call it. */
export const namesOfCredential = ({ name, expansion, aliases }: Pick<Credential, 'name' | 'expansion' | 'aliases'>): string[] => [
  name,
  ...(expansion ? [expansion] : []),
  ...aliases,
];

/** All names of a role. What the whole field is named after stands everywhere and tells nothing: its title is none. */
export const namesOfRole = ({ title, aliases, placements, occupation }: Role): string[] => [
  ...(occupation ? [] : [title]),
  ...aliases,
  ...placements.map(({ as }) => as),
];
