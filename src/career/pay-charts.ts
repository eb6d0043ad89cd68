import type { CareerMap, PayFigure, Role } from '../domain/career-map.js';
import type { Chart, ChartPoint, ChartSeries } from '../domain/chart.js';
import type { GuideInfo } from '../domain/guide.js';
import { sourceName } from '../text/source-name.js';
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

type Guide = NonNullable<ChartSeries<string>['guide']>;
/** A career map with who its figures are of. */
type Source = {
  readonly map: CareerMap /** The pack's own; empty when it names none. */;
  readonly country: string;
  guideOf(figure: PayFigure): Guide;
};

const sourceFrom = (map: CareerMap, guides: ReadonlyMap<string, GuideInfo>, country: string): Source => {
  const withFigures = [...new Set(map.figures.map(figure => figure.guide))];
  return {
    map,
    country,
    guideOf({ guide: id }) {
      const guide = guides.get(id);
      return { name: guide ? sourceName(guide) : id, place: withFigures.indexOf(id) };
    },
  };
};

/** What a figure's basis says beyond its guide, which is named before it: "US, Guild Survey, year not stated" is "US, year not stated". */
const basisWithout = (name: string, basis: string): string =>
  basis
    .replaceAll(new RegExp(`${name.replaceAll(/[^\p{L}\p{N} ]/gu, '.')}['’]s? `, 'gu'), '')
    .split(', ')
    .filter(clause => clause !== name)
    .join(', ');

/**
 * One series for each guide, statistic and basis (population, publisher and date of the data): what differs in any of them is never joined.
 *
 * @param kind what stands before the guide's name, such as the statistic
 * @param basis of a figure, as it is to be worded
 */
const seriesOf = (
  { guideOf }: Source,
  bars: readonly Bar[],
  { kind, basis = figure => figure.basis, withUnit = false }: SeriesWords = {},
): ChartSeries<string>[] => {
  const nameOf = (figure: PayFigure): string => {
    const { name } = guideOf(figure);
    return `${kind ? `${kind(figure)}, ` : ''}${name}: ${basisWithout(name, basis(figure))}`;
  };
  const groups = new Map<string, Bar[]>();
  for (const bar of bars) {
    const key = JSON.stringify([bar.figure.guide, nameOf(bar.figure), withUnit ? bar.figure.currency : '']);
    groups.set(key, [...(groups.get(key) ?? []), bar]);
  }
  return [...groups.values()].flatMap(group => {
    const [first] = group;
    if (!first) return [];
    const points = group.toSorted((a, b) => a.order - b.order).map(pointOf);
    const unit = withUnit && first.figure.currency ? { unit: first.figure.currency } : {};
    return [{ name: nameOf(first.figure), guide: guideOf(first.figure), ...unit, points }];
  });
};

type SeriesWords = {
  readonly kind?: (figure: PayFigure) => string;
  readonly basis?: (figure: PayFigure) => string;
  /** Whether figures of another currency are a series of their own. */
  readonly withUnit?: boolean;
};

const statisticNames: Readonly<Record<string, string>> = { median: 'Median', mean: 'Average', range: 'Range' };
const statisticOf = (figure: PayFigure): string => statisticNames[figure.statistic] ?? figure.statistic;

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
/** A year's pay of everybody in the field, at home. */
const isNational = (figure: PayFigure, country: string): boolean =>
  isPay(figure) && figure.country === country && figure.period !== 'hour' && figure.roles.length === 0;

/** "US pay by level". */
const titled = (country: string, words: string): string => (country ? `${country} pay ${words}` : `Pay ${words}`);
/** The currency of bars; charts of one country have one. */
const currencyOf = (bars: readonly Bar[]): string => bars[0]?.figure.currency ?? '';

/** Every rung of the ladder with its median and its average, as two series of one source. */
const levels = (source: Source): Chart<string> | undefined => {
  const { map, country } = source;
  const rungs = new Map(map.roles.flatMap((role): [string, Role][] => (role.rung === undefined ? [] : [[role.id, role]])));
  const bars = map.figures.flatMap((figure): Bar[] => {
    const role = figure.roles.length === 1 ? rungs.get(figure.roles[0] ?? '') : undefined;
    const fits = isPay(figure) && (figure.statistic === 'median' || figure.statistic === 'mean') && figure.country === country;
    return role && fits ? [{ figure, label: role.title, order: role.rung ?? 0 }] : [];
  });
  return chartOf(titled(country, 'by level'), currencyOf(bars), seriesOf(source, bars, { kind: statisticOf }));
};

const ordinal = (n: number): string => {
  const ending = n % 10 === 1 && n !== 11 ? 'st' : n % 10 === 2 && n !== 12 ? 'nd' : n % 10 === 3 && n !== 13 ? 'rd' : 'th';
  return `${n}${ending}`;
};

/** How pay is spread, of each source that gives more than a median. */
const percentiles = (source: Source): Chart<string> | undefined => {
  const { map, country } = source;
  const bars = map.figures
    .filter(figure => isNational(figure, country))
    .flatMap((figure): Bar[] => {
      if (figure.percentile !== undefined)
        return [{ figure, label: `${ordinal(figure.percentile)} percentile`, order: figure.percentile }];
      return figure.statistic === 'median' ? [{ figure, label: 'Median', order: 50 }] : [];
    });
  const series = seriesOf(source, bars).filter(one => one.points.length > 1);
  return chartOf(titled(country, 'by percentile'), currencyOf(bars), series);
};

/** Medians and averages of everybody in the field, each source and date a series of its own. */
const national = (source: Source): Chart<string> | undefined => {
  const { map, country } = source;
  const bars = map.figures
    .filter(figure => isNational(figure, country))
    .flatMap((figure): Bar[] => {
      if (figure.statistic !== 'median' && figure.statistic !== 'mean') return [];
      return [
        { figure, label: figure.statistic === 'median' ? 'Median' : 'Average', order: figure.statistic === 'median' ? 0 : 1 },
      ];
    });
  return chartOf(titled(country, 'at large'), currencyOf(bars), seriesOf(source, bars));
};

const groupNames = { entry: ', entry level', mid: ', mid-career', experienced: ', experienced', all: '' } as const;

/** Ranges by country, each in the currency in which it is paid; the pack's own from an international comparison only, so that like stands by like. */
const countries = (source: Source): Chart<string> | undefined => {
  const { map, country } = source;
  const bars = map.figures.flatMap((figure, at): Bar[] => {
    const compared = figure.country !== country || /\b(international|global)\b/i.test(figure.basis);
    const fits = isPay(figure) && figure.period !== 'hour' && figure.roles.length === 0 && compared;
    return fits ? [{ figure, label: `${figure.country}${groupNames[figure.group ?? 'all']}`, order: at }] : [];
  });
  // The country stands at the bar: the name of the series tells the rest of its basis.
  const basis = (figure: PayFigure): string => figure.basis.replace(`${figure.country}, `, '');
  const series = seriesOf(source, bars, { kind: statisticOf, basis, withUnit: true });
  return new Set(bars.map(bar => bar.figure.country)).size > 1
    ? chartOf('Pay by country, each in its own currency', series[0]?.unit ?? currencyOf(bars), series)
    : undefined;
};

const makers = { levels, percentiles, national, countries } satisfies Record<
  PayChartId,
  (source: Source) => Chart<string> | undefined
>;

/** Every pay chart that the career map has figures for, its points marked with the passages that they stand in. */
export const payCharts = (
  map: CareerMap,
  guides: ReadonlyMap<string, GuideInfo>,
  country: string,
): { readonly id: PayChartId; readonly chart: Chart<string> }[] => {
  const source = sourceFrom(map, guides, country);
  return payChartIds.flatMap(id => {
    const chart = makers[id](source);
    return chart ? [{ id, chart }] : [];
  });
};
