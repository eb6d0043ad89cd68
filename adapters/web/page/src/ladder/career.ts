import { contentStems } from '../../../../../src/text/tokens.js';
import type { ConflictView, MoveView, PackView, RoleView } from '../../../contract.js';

/* Questions over the career map that the ladder asks; what it shows is the records themselves. */

export const trackName = (pack: PackView, track: string): string => pack.tracks.find(({ id }) => id === track)?.name ?? track;

/** "3 to 5 years", "15 or more years". */
export const yearsText = ({ from, to }: { readonly from: number; readonly to?: number | undefined }): string =>
  to === undefined ? `${from} or more years` : `${from} to ${to} years`;

/** The levels at which guides place a role, each once. */
export const levelsOf = (role: RoleView): readonly string[] => [...new Set(role.placements.map(placement => placement.level))];

/** The rungs from the top down; some hold two roles. */
export const rungsOf = (pack: PackView): readonly { readonly rung: number; readonly roles: readonly RoleView[] }[] => {
  const rungs = [...new Set(pack.roles.flatMap(role => role.rung ?? []))].toSorted((a, b) => b - a);
  return rungs.map(rung => ({ rung, roles: pack.roles.filter(role => role.rung === rung) }));
};

/** Roles that are no rung of the ladder, by track. */
export const besideOf = (pack: PackView): readonly { readonly track: string; readonly roles: readonly RoleView[] }[] => {
  const beside = pack.roles.filter(role => role.rung === undefined);
  return pack.tracks
    .map(({ id, name }) => ({ track: name, roles: beside.filter(role => role.track === id) }))
    .filter(({ roles }) => roles.length > 0);
};

export const titleOf = (pack: PackView, id: string): string => pack.roles.find(role => role.id === id)?.title ?? id;

export const credentialName = (pack: PackView, id: string): string =>
  pack.credentials.find(credential => credential.id === id)?.name ?? id;

/** What a move asks for, in a few words each: years, credentials, schooling. */
export const needsOf = (pack: PackView, move: MoveView): readonly string[] =>
  [move.years, move.credentials.map(id => credentialName(pack, id)).join(', '), move.education].filter(
    need => need !== undefined && need !== '',
  ) as string[];

/** What a move asks for that its own sentence does not say. */
export const unsaidNeedsOf = (pack: PackView, move: MoveView): readonly string[] => {
  const said = new Set(contentStems(move.says));
  const isSaid = (need: string): boolean => {
    const stems = contentStems(need);
    return stems.filter(stem => said.has(stem)).length >= stems.length / 2;
  };
  return needsOf(pack, move).filter(need => !isSaid(need));
};

type Climb = { readonly to: RoleView; readonly moves: readonly MoveView[] };

/** Where roles lead to for something that a guide asks: up the ladder first, rung by rung, then beside it. */
export const climbsFrom = (pack: PackView, from: readonly RoleView[]): readonly Climb[] => {
  const asking = pack.moves.filter(move => from.some(role => role.id === move.from) && needsOf(pack, move).length > 0);
  const goals = pack.roles.filter(role => asking.some(move => move.to === role.id));
  return goals
    .toSorted((a, b) => (a.rung ?? 99) - (b.rung ?? 99))
    .map(to => ({ to, moves: asking.filter(move => move.to === to.id) }));
};

/** Guides that speak of a role, with the number of their passages that do. */
export const citersOf = (pack: PackView, role: RoleView): readonly { readonly guide: string; readonly passages: number }[] => {
  const records = [
    ...role.placements,
    ...role.duties,
    ...pack.figures.filter(figure => figure.roles.includes(role.id)),
    ...pack.moves.filter(move => move.from === role.id || move.to === role.id),
  ];
  const passages = new Map(records.map(record => [record.passage, record.guide]));
  return [...new Set(passages.values())].map(guide => ({
    guide,
    passages: [...passages.values()].filter(candidate => candidate === guide).length,
  }));
};

/** Disagreements whose topic names a role. */
export const conflictsOf = (pack: PackView, role: RoleView): readonly ConflictView[] => {
  const names = [role.title, ...role.aliases].map(name => name.toLowerCase()).filter(name => name.includes(' '));
  return pack.conflicts.filter(conflict => names.some(name => conflict.topic.toLowerCase().includes(name)));
};
