import type { Chart } from '../../../../../src/domain/chart.js';

/**
 * The height of a chart's picture before it is there, in CSS pixels, so that nothing moves when it comes. Follows the sizes of
 * `src/charts/chart-option.ts`; a few pixels too many are an empty margin.
 */
export const expectedHeight = (chart: Chart<number>, width: number): number => {
  const linesOf = (text: string, perCharacter: number): number => Math.ceil((text.length * perCharacter) / (width - 70));
  const names = [...new Set(chart.series.map(series => series.name))];
  const legend = names.reduce((sum, name) => sum + linesOf(name, 6.6) * 19.5, 0);
  const head = 24 + linesOf(chart.title, 8.8) * 22.1 + 6 + legend + 14;
  const units = [...new Set(chart.series.map(series => series.unit ?? chart.unit))];
  const panels = units.map(unit => {
    const series = chart.series.filter(one => (one.unit ?? chart.unit) === unit);
    const labels = new Set(series.flatMap(one => one.points.map(point => point.label)));
    return labels.size * (series.length * 19 + 14) + 46;
  });
  return Math.ceil(head + panels.reduce((sum, height) => sum + height, 0) - 4);
};
