import type { Panel } from './lay-out-chart.js';

/** Between two labels of an axis, so that they stay apart on a phone. */
const labelRoom = 56;
const mostSteps = 4;

/** The sign of money as the guide writes it: "C$" of "C$45,000", "INR " of "INR 300,000"; none where it writes none. */
const signOf = (text: string): string => /(?:[A-Z]{0,3}\p{Sc}|\b[A-Z]{3} )(?=\d)/u.exec(text)?.[0] ?? '';

/** How the axis of a panel words a value: "$40k", "INR 300k", "7%". */
export const axisTextOf = ({ unit, series }: Panel): ((value: number) => string) => {
  const [first] = series.flatMap(({ data }) => data.points);
  const sign = signOf(first?.text ?? '');
  const percent = unit === '%' || unit === 'percent' ? '%' : '';
  return value => `${sign}${value >= 10_000 ? `${Math.round(value / 1000)}k` : value.toLocaleString('en-US')}${percent}`;
};

/** A round number, as large as `least` or a little larger. */
const roundUp = (least: number): number => {
  const magnitude = 10 ** Math.floor(Math.log10(least));
  return magnitude * ([1, 2, 2.5, 5].find(step => step * magnitude >= least) ?? 10);
};

/** From one label of an axis to the next. The axis ends where the longest bar does, so that the bars have all of its width. */
export const axisStep = (end: number, plotWidth: number): number =>
  roundUp(end / Math.max(1, Math.min(mostSteps, Math.floor(plotWidth / labelRoom))));
