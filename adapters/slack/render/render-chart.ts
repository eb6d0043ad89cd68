import type { Block as SlackBlock } from '@slack/types';
import type { Chart } from '../../../src/domain/chart.js';
import { maxChartLabel, maxChartPoints, maxChartSeries, maxChartTitle } from '../limits.js';
import { calmText } from './calm-text.js';

/** @slack/types does not know this block yet: https://docs.slack.dev/reference/block-kit/blocks/data-visualization-block */
export type ChartBlock = SlackBlock & {
  readonly type: 'data_visualization';
  readonly title: string;
  readonly chart: {
    readonly type: 'bar';
    readonly series: readonly {
      readonly name: string;
      readonly data: readonly { readonly label: string; readonly value: number }[];
    }[];
    readonly axis_config: { readonly categories: readonly string[]; readonly y_label?: string };
  };
};

const fits = (text: string): boolean => text.length > 0 && text.length <= maxChartLabel;
const isUnique = (texts: readonly string[]): boolean => new Set(texts).size === texts.length;

/**
 * Names of series as short as Slack wants them, and what all of them share, for the title: "Median, Guild Survey: US, May 2023" and "Average,
 * Guild Survey: US, May 2023" are "Median, Guild Survey" and "Average, Guild Survey".
 */
const shortNames = (names: readonly string[]): { names: readonly string[]; shared: string } => {
  const parts = names.map(name => /^(.+?): (.+)$/.exec(name));
  const shared = parts[0]?.[2] ?? '';
  return shared && parts.every(part => part?.[2] === shared)
    ? { names: parts.map(part => part?.[1] ?? ''), shared }
    : { names, shared: '' };
};

/**
 * A chart as Slack's own; undefined where Slack would refuse it (a label too long, a point missing in one of the series) or where it could
 * not show all: a range, or another unit. Slack refuses, it does not cut. The block has no alt text, so the message's text says what it shows.
 */
export const nativeChart = (chart: Chart<number>): ChartBlock | undefined => {
  const [first] = chart.series;
  const categories = first?.points.map(point => calmText(point.label)) ?? [];
  const { names, shared } = shortNames(chart.series.map(series => calmText(series.name)));
  const title = [calmText(chart.title), shared].filter(Boolean).join(': ');
  const whole =
    categories.length > 0 &&
    categories.length <= maxChartPoints &&
    chart.series.length <= maxChartSeries &&
    title.length > 0 &&
    title.length <= maxChartTitle &&
    [...categories, ...names].every(fits) &&
    isUnique(categories) &&
    isUnique(names) &&
    chart.series.every(
      ({ points, unit }) =>
        (unit === undefined || unit === chart.unit) &&
        points.length === categories.length &&
        points.every(({ label, value, low, high }, at) => {
          const isPoint = low === undefined && high === undefined;
          return calmText(label) === categories[at] && Number.isFinite(value) && isPoint;
        }),
    );
  if (!whole) return undefined;
  return {
    type: 'data_visualization',
    title,
    chart: {
      type: 'bar',
      series: chart.series.map((series, at) => ({
        name: names[at] ?? '',
        data: series.points.map((point, place) => ({ label: categories[place] ?? '', value: point.value })),
      })),
      axis_config: { categories, ...(chart.unit.length <= 50 ? { y_label: calmText(chart.unit) } : {}) },
    },
  };
};
