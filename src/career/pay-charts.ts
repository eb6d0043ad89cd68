import type { CareerMap, PayFigure, Role } from '../domain/career-map.js';
import type { Chart, ChartPoint, ChartSeries } from '../domain/chart.js';
import { markOf } from './career-facts.js';

/** The charts that a career map has figures for, each under the name that the page and its pictures use. */
const payChartIds = ['levels', 'percentiles', 'national', 'countries'] as const;
export type PayChartId = (typeof payChartIds)[number];

const maxAlt = 1000;
/** A chart of fewer bars says no more than a sentence. */
export const fewestBars = 3;

type Bar = { readonly figure: PayFigure; readonly label: string; readonly order: number };

const pointOf = ({ figure, label }: Bar): ChartPoint<string> => ({
  label,
  ...(typeof figure.value === 'number'
    ? { value: figure.value }
    : { value: figure.value.high, low: figure.value.low, high: figure.value.high }),
  text: figure.text,
  marks: [markOf(figure)],
});

/** One series for each guide, statistic and basis (population, publisher and date of the data): what differs in any of them is never joined. */
const seriesOf = (bars: readonly Bar[], name: (figure: PayFigure) => string, withUnit = false): ChartSeries<string>[] => {
  const groups = new Map<string, Bar[]>();
  for (const bar of bars) {
    const key = JSON.stringify([bar.figure.guide, name(bar.figure), withUnit ? bar.figure.currency : '']);
    groups.set(key, [...(groups.get(key) ?? []), bar]);
  }
  return [...groups.values()].flatMap(group => {
    const [first] = group;
    if (!first) return [];
    const points = group.toSorted((a, b) => a.order - b.order).map(pointOf);
    return [{ name: name(first.figure), ...(withUnit && first.figure.currency ? { unit: first.figure.currency } : {}), points }];
  });
};

const statisticNames: Readonly<Record<string, string>> = { median: 'Median', mean: 'Average', range: 'Range' };
const withStatistic = (figure: PayFigure): string => `${statisticNames[figure.statistic] ?? figure.statistic}: ${figure.basis}`;

/** A chart in words: title, then each series with its bars. Bars that do not fit are counted. */
export const altTextOf = (title: string, series: readonly ChartSeries<unknown>[]): string => {
  const parts = series.flatMap(one =>
    one.points.map((point, at) => `${at === 0 ? `. ${one.name}: ` : ', '}${point.label} ${point.text}`),
  );
  let text = title;
  for (const [at, part] of parts.entries()) {
    const rest = `. And ${parts.length - at} more.`;
    if (text.length + part.length + rest.length > maxAlt) return `${text.slice(0, maxAlt - rest.length)}${rest}`;
    text += part;
  }
  return `${text}.`;
};

const chartOf = (title: string, unit: string, series: readonly ChartSeries<string>[]): Chart<string> | undefined =>
  series.length > 0 ? { kind: 'bar', title, unit, series, alt: altTextOf(title, series) } : undefined;

const isPay = (figure: PayFigure): boolean => figure.measure === 'pay' && figure.currency !== undefined;
/** A year's pay in the US of coders at large. */
const isNational = (figure: PayFigure): boolean =>
  isPay(figure) && figure.country === 'US' && figure.period !== 'hour' && figure.roles.length === 0;

/** Every rung of the ladder with its median and its average, as two series of one source. */
const levels = (map: CareerMap): Chart<string> | undefined => {
  const rungs = new Map(map.roles.flatMap((role): [string, Role][] => (role.rung === undefined ? [] : [[role.id, role]])));
  const bars = map.figures.flatMap((figure): Bar[] => {
    const role = figure.roles.length === 1 ? rungs.get(figure.roles[0] ?? '') : undefined;
    const fits = isPay(figure) && (figure.statistic === 'median' || figure.statistic === 'mean') && figure.country === 'US';
    return role && fits ? [{ figure, label: role.title, order: role.rung ?? 0 }] : [];
  });
  return chartOf('US pay by level', 'USD', seriesOf(bars, withStatistic));
};

const ordinal = (n: number): string => {
  const ending = n % 10 === 1 && n !== 11 ? 'st' : n % 10 === 2 && n !== 12 ? 'nd' : n % 10 === 3 && n !== 13 ? 'rd' : 'th';
  return `${n}${ending}`;
};

/** How pay is spread, of each source that gives more than a median. */
const percentiles = (map: CareerMap): Chart<string> | undefined => {
  const bars = map.figures.filter(isNational).flatMap((figure): Bar[] => {
    if (figure.percentile !== undefined)
      return [{ figure, label: `${ordinal(figure.percentile)} percentile`, order: figure.percentile }];
    return figure.statistic === 'median' ? [{ figure, label: 'Median', order: 50 }] : [];
  });
  const series = seriesOf(bars, figure => figure.basis).filter(one => one.points.length > 1);
  return chartOf('US pay by percentile', 'USD', series);
};

/** Medians and averages of coders at large, each source and date a series of its own. */
const national = (map: CareerMap): Chart<string> | undefined => {
  const bars = map.figures.filter(isNational).flatMap((figure): Bar[] => {
    if (figure.statistic !== 'median' && figure.statistic !== 'mean') return [];
    return [
      { figure, label: figure.statistic === 'median' ? 'Median' : 'Average', order: figure.statistic === 'median' ? 0 : 1 },
    ];
  });
  return chartOf(
    'US pay of coders at large',
    'USD',
    seriesOf(bars, figure => figure.basis),
  );
};

const groupNames = { entry: ', entry level', mid: ', mid-career', experienced: ', experienced', all: '' } as const;

/** Ranges by country, each in the currency in which it is paid; the US from an international comparison only, so that like stands by like. */
const countries = (map: CareerMap): Chart<string> | undefined => {
  const bars = map.figures.flatMap((figure, at): Bar[] => {
    const compared = figure.country !== 'US' || /\b(international|global)\b/i.test(figure.basis);
    const fits = isPay(figure) && figure.period !== 'hour' && figure.roles.length === 0 && compared;
    return fits ? [{ figure, label: `${figure.country}${groupNames[figure.group ?? 'all']}`, order: at }] : [];
  });
  // The country stands at the bar: the name of the series tells the rest of its basis.
  const name = (figure: PayFigure): string => withStatistic(figure).replace(`${figure.country}, `, '');
  const series = seriesOf(bars, name, true);
  return new Set(bars.map(bar => bar.figure.country)).size > 1
    ? chartOf('Coder pay by country, each in its own currency', series[0]?.unit ?? 'USD', series)
    : undefined;
};

const makers = { levels, percentiles, national, countries } satisfies Record<
  PayChartId,
  (map: CareerMap) => Chart<string> | undefined
>;

/** Every pay chart that the career map has figures for, its points marked with the passages that they stand in. */
export const payCharts = (map: CareerMap): { readonly id: PayChartId; readonly chart: Chart<string> }[] =>
  payChartIds.flatMap(id => {
    const chart = makers[id](map);
    return chart ? [{ id, chart }] : [];
  });
