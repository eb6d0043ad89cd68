import type { Block, Sentence } from '../domain/answer.js';
import type { CareerMap, Move, Role } from '../domain/career-map.js';
import { paragraph, sentence } from '../domain/drafting.js';
import { distinctBy, saysSentence } from './career-facts.js';
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

const stepList = (map: CareerMap, path: readonly Move[]): Block<string>[] => [
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
];

/** Which of two roles a question starts from: the one said after "from", "as a" or "I'm a", else the one lower on the ladder. */
const orderRoles = (roles: readonly Role[], question: string): readonly Role[] => {
  const [first, second] = roles;
  if (!first || !second || /\bfrom\b|\b(i'?m|i am|im|as) an? /.test(question)) return roles;
  return (first.rung ?? 0) > (second.rung ?? 0) ? [second, first] : roles;
};

const asksWay = ({ roles, wants }: Slots, question: string): boolean =>
  roles.length === 2 && !wants.has('pay') && (wants.has('way') || /\bfrom .+ to\b/.test(question));

/**
 * The two roles of a question for a way down the ladder that no guide tells; undefined for every other
 * question. Sideways, other passages may tell what a record does not.
 */
export const untoldWayDown = (map: CareerMap, slots: Slots, question: string): readonly [Role, Role] | undefined => {
  const [from, to] = slots.roles;
  if (!from || !to || !asksWay(slots, question) || !/\bfrom\b.+\bto\b/.test(question)) return undefined;
  const isDown = findPath(map.moves, to.id, from.id) && !findPath(map.moves, from.id, to.id);
  return isDown ? [from, to] : undefined;
};

/** The way between two roles that a question names, a step at a time; none when it asks no way, or no guide tells one. */
export const pathBlocks = (map: CareerMap, slots: Slots, question: string): Block<string>[] => {
  if (!asksWay(slots, question)) return [];
  const [first, second] = orderRoles(slots.roles, question);
  const path = first && second && findPath(map.moves, first.id, second.id);
  return path && path.length > 0 ? stepList(map, path) : [];
};
