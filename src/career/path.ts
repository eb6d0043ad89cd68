import type { Sentence } from '../domain/answer.js';
import type { CareerMap, Move, Role } from '../domain/career-map.js';
import { paragraph, sentence } from '../domain/drafting.js';
import type { GuideInfo } from '../domain/guide.js';
import { type CareerFacts, distinctBy, markOf, saysSentence } from './career-facts.js';
import type { Slots } from './read-slots.js';

/**
 * The moves from one role to another with the fewest steps (breadth first); moves listed first win ties. Empty when the roles are the
 * same; undefined when no guide tells a way.
 */
export const findPath = (moves: readonly Move[], from: string, to: string): Move[] | undefined => {
  if (from === to) return [];
  const cameBy = new Map<string, Move>();
  let edge = [from];
  while (edge.length > 0 && !cameBy.has(to)) {
    const next: string[] = [];
    for (const at of edge) {
      for (const move of moves) {
        if (move.from !== at || move.to === from || cameBy.has(move.to)) continue;
        cameBy.set(move.to, move);
        next.push(move.to);
      }
    }
    edge = next;
  }
  const path: Move[] = [];
  for (let move = cameBy.get(to); move; move = cameBy.get(move.from)) path.unshift(move);
  return path.length > 0 ? path : undefined;
};

const yearsText = ({ from, to }: { from: number; to?: number | undefined }): string =>
  to === undefined ? `${from} or more years` : `${from} to ${to} years`;

/** Where each guide puts a role: its level, or the years it asks for. */
const placementSentences = (role: Role, guides: ReadonlyMap<string, GuideInfo>): Sentence<string>[] =>
  distinctBy(role.placements, placement => placement.guide).map(placement => {
    const spoken = guides.get(placement.guide)?.spokenName ?? placement.guide;
    const name = `${spoken.charAt(0).toUpperCase()}${spoken.slice(1)}`;
    const years = placement.years ? `, at ${yearsText(placement.years)}` : '';
    return sentence(`${name} puts ${placement.as} at the **${placement.level} level**${years}.`, markOf(placement));
  });

/** What the guides tell of a step: the move itself, then others between the same roles, then other ways to the same end. */
const tellings = (map: CareerMap, step: Move, count: number): Sentence<string>[] =>
  distinctBy(
    [
      step,
      ...map.moves.filter(move => move.from === step.from && move.to === step.to),
      ...map.moves.filter(move => move.to === step.to && move.guide !== step.guide),
    ],
    move => move.says,
  )
    .slice(0, count)
    .map(saysSentence);

const stepList = (map: CareerMap, path: readonly Move[]): CareerFacts => ({
  blocks: [
    path.length === 1
      ? paragraph(...path.flatMap(move => tellings(map, move, 3)))
      : {
          kind: 'list',
          ordered: true,
          items: path.map(move => [
            sentence(`**${map.roles.find(role => role.id === move.to)?.title ?? move.to}.**`),
            ...tellings(map, move, move === path.at(-1) ? 2 : 1),
          ]),
        },
  ],
  strength: 'specific',
  complete: path.length > 1,
  conflicts: [],
});

/** Which of two roles a question starts from: the one said after "from", "as a" or "I'm a", else the one lower on the ladder. */
const orderRoles = (roles: readonly Role[], question: string): readonly Role[] => {
  const [first, second] = roles;
  if (!first || !second || /\bfrom\b|\b(i'?m|i am|im|as) an? /.test(question)) return roles;
  return (first.rung ?? 0) > (second.rung ?? 0) ? [second, first] : roles;
};

/** "How do I get from X to Y", "what's after X", "where does X sit": from the moves and placements of the career map. */
export const pathFacts = (
  map: CareerMap,
  slots: Slots,
  question: string,
  guides: ReadonlyMap<string, GuideInfo>,
  residual: number,
): CareerFacts | undefined => {
  if (slots.wants.has('pay') || slots.roles.length === 0 || slots.roles.length > 2) return undefined;
  const [first, second] = orderRoles(slots.roles, question);
  if (first && second && (slots.wants.has('route') || slots.wants.has('next'))) {
    const path = findPath(map.moves, first.id, second.id);
    return path && path.length > 0 ? stepList(map, path) : undefined;
  }
  if (!first || second) return undefined;
  if (/\bnext\b|\bafter\b|\babove\b|\bcomes after\b|\bfrom here\b|\bthen what\b/.test(question)) {
    const moves = distinctBy(
      map.moves.filter(move => move.from === first.id),
      move => move.to,
    ).slice(0, 3);
    if (moves.length > 0)
      return { blocks: [paragraph(...moves.map(saysSentence))], strength: 'specific', complete: true, conflicts: [] };
  }
  if (slots.wants.has('route')) {
    const start = map.roles.filter(role => role.rung === 1 || role.rung === 0).toSorted((a, b) => (b.rung ?? 0) - (a.rung ?? 0));
    for (const role of start) {
      const path = findPath(map.moves, role.id, first.id);
      if (path && path.length > 0) return stepList(map, path);
    }
  }
  const placed =
    slots.wants.has('placement') || (slots.wants.has('years') && first.placements.some(placement => placement.years));
  // With more in the question than the role and its level, the passages know better what is asked.
  if (placed && residual <= 2 && first.placements.length > 0) {
    return { blocks: [paragraph(...placementSentences(first, guides))], strength: 'specific', complete: false, conflicts: [] };
  }
  return undefined;
};
