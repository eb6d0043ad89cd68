import { describe, expect, it } from 'vitest';
import { partsOfBlock } from '../../src/domain/drafting.js';
import { useCoach } from '../support/shared-coach.js';

const coach = useCoach();

const questions = [
  'what do coders make',
  'what does each level pay',
  'what do coders earn in Canada, the UK and Germany?',
  'what is the spread of coder pay',
  'what does a senior coder earn',
  'is the pay for managers disputed',
  'cpc vs ccs',
];

describe('the charts of an answer', () => {
  it.each(questions)('say nothing that the answer to "%s" does not tell and cite', async question => {
    const answer = await coach.ask(question);
    const parts = answer.blocks.flatMap(partsOfBlock);
    for (const chart of answer.charts) {
      const points = chart.series.flatMap(series => series.points);
      expect(points.length).toBeGreaterThanOrEqual(3);
      for (const point of points) {
        const told = parts.filter(part => part.text.replaceAll('**', '').includes(point.text));
        expect(told.some(part => point.marks.every(mark => part.marks.includes(mark)))).toBe(true);
        expect(chart.alt).toContain(`${point.label} ${point.text}`);
      }
    }
  });

  it('join no two sources, dates or currencies in a series', async () => {
    for (const question of questions) {
      const { charts, citations } = await coach.ask(question);
      for (const series of charts.flatMap(chart => chart.series)) {
        const guides = series.points.flatMap(point => point.marks.map(mark => citations.find(one => one.n === mark)?.guide));
        expect(new Set(guides).size).toBe(1);
      }
    }
  });

  it('are there for pay by level, and for nothing that has no figures to compare', async () => {
    const [level] = (await coach.ask(questions[1] ?? '')).charts;
    expect(level?.series.map(series => series.points.length)).toEqual([7, 7]);
    expect((await coach.ask('cpc vs ccs')).charts).toEqual([]);
    expect((await coach.ask('what does a coding auditor do')).charts).toEqual([]);
  });
});
