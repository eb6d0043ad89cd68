import { describe, expect, it } from 'vitest';
import { learningCurve } from '../../src/judging/learning-curve.js';
import { compileJudgedPack } from '../../src/knowledge/compile-pack.js';
import { readPackFiles } from '../../src/knowledge/pack-files.js';
import { openFit } from '../../src/open-fit.js';
import { useCoach } from '../support/shared-coach.js';

describe('The learning curve of judged messages', () => {
  const coach = useCoach();

  it('counts what each point was chosen by, and rises', async () => {
    const { base } = coach.opened();
    const folder = 'knowledge/medical-coding';
    const messages = compileJudgedPack(await readPackFiles(folder), folder).judgments.map(({ message }) => message);
    const points = learningCurve(base, (await openFit()).chooser, messages);
    expect(points.map(({ judged }) => judged / messages.length)).toEqual([expect.closeTo(0.25, 1), expect.closeTo(0.5, 1), 1]);
    const [quarter = 1, , all = 0] = points.map(({ first }) => first);
    expect(all).toBeGreaterThan(0.8);
    expect(all).toBeGreaterThan(quarter);
  }, 60_000);
});
