import { readFile } from 'node:fs/promises';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { findPath } from '../../src/career/path.js';
import { careerMapSchema, type Move } from '../../src/domain/career-map.js';
import { forAll } from '../support/for-all.js';

const moveOf = (from: string, to: string): Move => ({
  from,
  to,
  guide: 'guide',
  section: 'Moves',
  credentials: [],
  says: `From ${from} to ${to}.`,
});
const role = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g');
const moves = fc.array(
  fc.tuple(role, role).map(([from, to]) => moveOf(from, to)),
  { maxLength: 16 },
);

/** The length of the shortest way, by relaxing every move as often as there are roles (Bellman and Ford): slow, and plainly right. */
const shortest = (all: readonly Move[], from: string, to: string): number => {
  const steps = new Map([[from, 0]]);
  for (let round = 0; round < 8; round++) {
    for (const move of all)
      steps.set(
        move.to,
        Math.min(steps.get(move.to) ?? Number.POSITIVE_INFINITY, (steps.get(move.from) ?? Number.POSITIVE_INFINITY) + 1),
      );
  }
  return steps.get(to) ?? Number.POSITIVE_INFINITY;
};

describe('findPath', () => {
  it('finds a way exactly when there is one, the shortest, of moves that join up', () => {
    forAll(
      [moves, role, role],
      (all, from, to) => {
        const path = findPath(all, from, to);
        const steps = shortest(all, from, to);
        if (steps === Number.POSITIVE_INFINITY) return expect(path).toBeUndefined();
        expect(path).toHaveLength(steps);
        const stops = [from, ...(path ?? []).map(move => move.to)];
        expect((path ?? []).map(move => move.from)).toEqual(stops.slice(0, -1));
        expect(stops.at(-1)).toBe(to);
        for (const move of path ?? []) expect(all).toContain(move);
        expect(new Set(stops).size).toBe(stops.length);
      },
      { numRuns: 2000 },
    );
  });

  it('finds the same way again, and the move that is listed first among equals', () => {
    forAll([moves, role, role], (all, from, to) => expect(findPath(all, from, to)).toEqual(findPath(all, from, to)));
    const [first, second] = [moveOf('a', 'b'), { ...moveOf('a', 'b'), says: 'Another guide says so too.' }];
    expect(findPath([first, second], 'a', 'b')).toEqual([first]);
    expect(findPath([second, first], 'a', 'b')).toEqual([second]);
  });

  it('needs no step from a role to itself, also where moves go round in circles', () => {
    forAll([moves, role], (all, at) => expect(findPath(all, at, at)).toEqual([]));
  });

  it('finds no way from or to a role that does not exist', () => {
    forAll([moves], all => {
      expect(findPath(all, 'nobody', 'a')).toBeUndefined();
      expect(findPath(all, 'a', 'nobody')).toBeUndefined();
    });
  });

  it('leads a junior coder to each rung of the shipped ladder', async () => {
    const map = careerMapSchema.parse(parse(await readFile('knowledge/medical-coding/career-map.yaml', 'utf8')));
    const rungs = map.roles.filter(one => one.rung !== undefined && one.rung > 0);
    expect(rungs.length).toBeGreaterThanOrEqual(6);
    for (const { id } of rungs) expect(findPath(map.moves, 'junior-medical-coder', id), id).toBeDefined();
  });
});
