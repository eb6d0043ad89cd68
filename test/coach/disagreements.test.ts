import { beforeAll, describe, expect, it } from 'vitest';
import { addOtherSides, statesSide } from '../../src/coach/disagreements.js';
import type { Block } from '../../src/domain/answer.js';
import type { Conflict } from '../../src/domain/career-map.js';
import { plainTextOf, sentence } from '../../src/domain/drafting.js';
import { compilePackOrThrow } from '../../src/knowledge/compile-pack.js';
import { readPackFiles } from '../../src/knowledge/pack-files.js';
import { passageIdOf } from '../../src/text/slug.js';

const folder = 'knowledge/medical-coding';
const other: Block<string> = { kind: 'paragraph', sentences: [sentence('Coders read charts.', 'a-guide#a-section')] };

describe('Where one guide’s side of a disagreement is told', () => {
  let conflicts: readonly Conflict[];
  beforeAll(async () => {
    const all = compilePackOrThrow(await readPackFiles(folder), folder).careerMap.conflicts;
    // A guide that differs with itself takes no side against another.
    conflicts = all.filter(({ sides }) => new Set(sides.map(side => side.guide)).size > 1);
    expect(conflicts.length).toBeGreaterThan(15);
  });
  const told = (conflict: Conflict): Block<string> => {
    const [side] = conflict.sides;
    if (!side) throw new Error(`${conflict.id} has no side`);
    return { kind: 'paragraph', sentences: [sentence(side.says, passageIdOf(side))] };
  };
  const saysOf = (conflict: Conflict): string[] => conflict.sides.slice(1).map(side => side.says);

  it('the others are told as well where the question is about it, and wherever it leads', () => {
    for (const conflict of conflicts) {
      const near = plainTextOf(addOtherSides([other, told(conflict)], [conflict], new Map([[conflict.id, 0.9]])).blocks);
      const leading = plainTextOf(addOtherSides([told(conflict), other], [conflict], new Map()).blocks);
      for (const says of saysOf(conflict)) {
        expect(near, conflict.id).toContain(says);
        expect(leading, conflict.id).toContain(says);
      }
    }
  });

  it('it is left out where the question is about something else', () => {
    for (const conflict of conflicts) {
      const { blocks } = addOtherSides([other, told(conflict)], [conflict], new Map([[conflict.id, 0.1]]));
      expect(plainTextOf(blocks), conflict.id).toBe(plainTextOf([other]));
    }
  });

  it('is known by its words and its section', () => {
    for (const conflict of conflicts)
      for (const side of conflict.sides) expect(statesSide(conflict, side.says, passageIdOf(side)), conflict.id).toBe(true);
  });
});
