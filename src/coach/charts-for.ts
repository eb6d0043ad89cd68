import { altTextOf, fewestBars, payCharts } from '../career/pay-charts.js';
import type { Block } from '../domain/answer.js';
import type { CareerMap } from '../domain/career-map.js';
import type { Chart, ChartPoint, ChartSeries } from '../domain/chart.js';
import { partsOfBlock } from '../domain/drafting.js';
import type { GuideInfo } from '../domain/guide.js';

/** More pictures than this bury the answer. */
const mostCharts = 2;

type Cited = { readonly text: string; readonly marks: readonly number[] };

/**
 * The charts that an answer carries: of each pay chart the bars whose figure the answer tells and cites, and only where enough of them
 * remain. So a chart says nothing that the blocks do not.
 *
 * @param country the pack's own
 * @param numberOf citation numbers by passage id, as in the answer
 */
export const createChartsFor = (map: CareerMap, guides: ReadonlyMap<string, GuideInfo>, country: string) => {
  const all = payCharts(map, guides, country);
  return (blocks: readonly Block<number>[], numberOf: ReadonlyMap<string, number>): Chart<number>[] => {
    const told: Cited[] = blocks
      .flatMap(partsOfBlock)
      .filter(part => part.marks.length > 0)
      .map(part => ({ text: part.text.replaceAll('**', ''), marks: part.marks }));
    const tells = (point: ChartPoint<string>): ChartPoint<number>[] => {
      const marks = point.marks.flatMap(mark => numberOf.get(mark) ?? []);
      const isTold = told.some(part => part.text.includes(point.text) && marks.every(n => part.marks.includes(n)));
      return marks.length > 0 && isTold ? [{ ...point, marks }] : [];
    };
    return all
      .flatMap(({ chart }): Chart<number>[] => {
        const series = chart.series.flatMap((one): ChartSeries<number>[] => {
          const points = one.points.flatMap(tells);
          return points.length > 0 ? [{ ...one, points }] : [];
        });
        const bars = series.reduce((sum, one) => sum + one.points.length, 0);
        return bars >= fewestBars ? [{ ...chart, series, alt: altTextOf(chart.title, series) }] : [];
      })
      .slice(0, mostCharts);
  };
};
