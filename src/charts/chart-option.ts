import type { EChartsCoreOption } from 'echarts';
import type { Chart, ChartPoint, ChartSeries } from '../domain/chart.js';
import { textWidth, wrapText } from './text-width.js';
import { fontFamily, type Theme } from './theme.js';

/* Lays a chart out: bars lie, since labels are long; a series of another unit gets a panel with an axis of its own. All sizes in pixels. */

const titleSize = 17;
const legendSize = 13;
const labelSize = 13;
const axisSize = 12;
const margin = 24;
const barHeight = 15;
const barGap = 4;
const rowGap = 14;
const panelGap = 16;
const axisRoom = 30;
const labelShare = 0.34;
/** Between two labels of an axis, so that they stay apart on a phone. */
const axisLabelRoom = 56;

type Panel = {
  readonly unit: string;
  readonly series: readonly { readonly data: ChartSeries<number>; readonly colour: string }[];
  readonly labels: readonly string[];
  readonly top: number;
  readonly height: number;
};

type Laid = {
  readonly option: EChartsCoreOption;
  readonly width: number;
  readonly height: number;
  /** The chart's series and point that a bar of the drawing stands for; undefined for one that is not seen. */
  pointOfBar(series: number, row: number): { readonly series: number; readonly point: number } | undefined;
};

const marksText = (marks: readonly number[]): string => marks.map(n => `[${n}]`).join('');

const seriesMarks = (series: readonly ChartSeries<number>[]): string[] => [
  ...new Set(series.flatMap(one => one.points.map(point => marksText(point.marks)))),
];

/**
 * The marks that all points of a name share: said once, in the legend. Undefined where some name's points differ: then marks stand behind
 * each bar of the chart.
 */
const sharedMarks = (chart: Chart<number>, name: string): string | undefined => {
  const named = (one: string) => seriesMarks(chart.series.filter(series => series.name === one));
  return chart.series.every(series => named(series.name).length === 1) ? named(name)[0] : undefined;
};

/** The figure behind a bar, with its marks where they are its own. */
const figureText = (chart: Chart<number>, series: ChartSeries<number>, point: ChartPoint<number>): string =>
  sharedMarks(chart, series.name) === undefined ? `${point.text} ${marksText(point.marks)}`.trim() : point.text;

const currencySigns: Readonly<Record<string, string>> = {
  USD: '$',
  CAD: 'C$',
  AUD: 'A$',
  GBP: '£',
  EUR: '€',
  INR: '₹',
};

/** An axis label: "$40k", "₹300k", "7%". */
const axisText = (value: number, unit: string): string => {
  const short = value >= 10_000 ? `${Math.round(value / 1000)}k` : value.toLocaleString('en-US');
  const sign = currencySigns[unit];
  if (sign) return `${sign}${short}`;
  return unit === '%' || unit === 'percent' ? `${short}%` : short;
};

/** Series by unit, in the order in which units first stand; each row of a panel is a label that some series has. */
const panelsOf = (chart: Chart<number>, theme: Theme, from: number): Panel[] => {
  const units = [...new Set(chart.series.map(series => series.unit ?? chart.unit))];
  const names = [...new Set(chart.series.map(series => series.name))];
  let top = from;
  return units.map(unit => {
    const series = chart.series
      .filter(one => (one.unit ?? chart.unit) === unit)
      .map(data => ({ data, colour: theme.series[names.indexOf(data.name) % theme.series.length] ?? theme.text }));
    const labels = [...new Set(series.flatMap(one => one.data.points.map(point => point.label)))];
    const height = labels.length * (series.length * (barHeight + barGap) + rowGap);
    const panel = { unit, series, labels, top, height };
    top += height + axisRoom + panelGap;
    return panel;
  });
};

/** From nothing or the low end of its range, drawn as an unseen bar, to its value or the high end. */
const bars = (chart: Chart<number>, panel: Panel, at: number, theme: Theme, plotWidth: number) => {
  const ends = panel.series.flatMap(one => one.data.points.map(point => point.high ?? point.value));
  const perPixel = Math.max(...ends, 1) / plotWidth;
  return panel.series.flatMap(({ data, colour }, place) => {
    const pointAt = (label: string): ChartPoint<number> | undefined => data.points.find(point => point.label === label);
    const low = panel.labels.map(label => pointAt(label)?.low ?? 0);
    const common = { type: 'bar', xAxisIndex: at, yAxisIndex: at, stack: `${at}-${place}`, barWidth: barHeight, silent: true };
    const spacing = { barGap: `${Math.round((barGap / barHeight) * 100)}%`, animation: false };
    return [
      { ...common, ...spacing, itemStyle: { color: 'transparent' }, data: low },
      {
        ...common,
        ...spacing,
        itemStyle: { color: colour, borderRadius: 3 },
        // The halo keeps lines of the grid out of the figures.
        label: {
          show: true,
          position: 'right',
          distance: 6,
          color: theme.text,
          fontSize: labelSize,
          fontFamily,
          textBorderColor: theme.background,
          textBorderWidth: 4,
        },
        data: panel.labels.map((label, row) => {
          const point = pointAt(label);
          if (!point) return { value: null };
          const text = figureText(chart, data, point);
          // A range as short as a hair could not be seen.
          const length = Math.max((point.high ?? point.value) - (low[row] ?? 0), 3 * perPixel);
          return { value: length, label: { formatter: () => text } };
        }),
      },
    ];
  });
};

/** The room that figures behind the bars need. */
const figuresWidth = (chart: Chart<number>): number =>
  Math.max(
    0,
    ...chart.series.flatMap(series => series.points.map(point => textWidth(figureText(chart, series, point), labelSize))),
  );

/** Each name once, with its colour and the marks that its bars share. */
const legendLines = (chart: Chart<number>, theme: Theme, width: number) => {
  const colours = new Map(
    panelsOf(chart, theme, 0).flatMap(panel => panel.series.map(({ data, colour }) => [data.name, colour] as const)),
  );
  return [...colours].flatMap(([name, colour]) =>
    wrapText(`${name} ${sharedMarks(chart, name) ?? ''}`.trim(), { width: width - 20, fontSize: legendSize }).map((text, at) => ({
      text,
      colour: at === 0 ? colour : undefined,
    })),
  );
};

/**
 * What ECharts draws for a chart, and how large.
 *
 * @param width in pixels, 320 or more; the height follows from what is shown
 */
export const chartOption = (chart: Chart<number>, theme: Theme, width: number): Laid => {
  const inner = width - 2 * margin;
  const titleLines = wrapText(chart.title, { width: inner, fontSize: titleSize, bold: true, maxLines: 3 });
  const legend = legendLines(chart, theme, inner);
  const legendTop = margin + titleLines.length * titleSize * 1.3 + 6;
  const plotTop = legendTop + legend.length * legendSize * 1.5 + 14;
  const panels = panelsOf(chart, theme, plotTop);
  const widest = Math.max(0, ...panels.flatMap(panel => panel.labels.map(label => textWidth(label, labelSize))));
  const labelWidth = Math.min(widest, inner * labelShare);
  const left = margin + labelWidth + 12;
  const right = margin + figuresWidth(chart) + 8;
  const plotWidth = inner - labelWidth - right;
  const last = panels.at(-1);
  const height = Math.ceil((last ? last.top + last.height + axisRoom : plotTop) + margin / 2);
  // Written apart, not as one `font`: resvg reads no shorthand.
  const heading = { fontWeight: 600, fontSize: titleSize, fontFamily, fill: theme.text };
  // Two bars are drawn for each: the unseen one that it stands on, and itself.
  const drawn = panels.flatMap(panel => panel.series.flatMap(({ data }) => [undefined, { data, labels: panel.labels }]));
  return {
    width,
    height,
    pointOfBar(series, row) {
      const bar = drawn[series];
      if (!bar) return undefined;
      const point = bar.data.points.findIndex(one => one.label === bar.labels[row]);
      return point < 0 ? undefined : { series: chart.series.indexOf(bar.data), point };
    },
    option: {
      backgroundColor: theme.background,
      animation: false,
      textStyle: { fontFamily, color: theme.text },
      graphic: [
        ...titleLines.map((text, at) => ({
          type: 'text',
          silent: true,
          left: margin,
          top: margin + at * titleSize * 1.3,
          style: { ...heading, text },
        })),
        ...legend.flatMap(({ text, colour }, at) => {
          const top = legendTop + at * legendSize * 1.5;
          return [
            ...(colour
              ? [
                  {
                    type: 'rect',
                    silent: true,
                    left: margin,
                    top: top + 2,
                    shape: { width: 12, height: 12, r: 3 },
                    style: { fill: colour },
                  },
                ]
              : []),
            {
              type: 'text',
              silent: true,
              left: margin + 20,
              top,
              style: { text, fontWeight: 400, fontSize: legendSize, fontFamily, fill: theme.muted },
            },
          ];
        }),
      ],
      grid: panels.map(panel => ({ left, right, top: panel.top, height: panel.height, containLabel: false })),
      xAxis: panels.map((panel, at) => ({
        type: 'value',
        gridIndex: at,
        min: 0,
        splitNumber: Math.max(1, Math.min(4, Math.floor(plotWidth / axisLabelRoom))),
        axisLine: { show: false },
        axisTick: { show: false },
        splitLine: { lineStyle: { color: theme.line } },
        axisLabel: {
          color: theme.muted,
          fontSize: axisSize,
          fontFamily,
          hideOverlap: true,
          formatter: (value: number) => axisText(value, panel.unit),
        },
      })),
      yAxis: panels.map((panel, at) => ({
        type: 'category',
        gridIndex: at,
        inverse: true,
        data: panel.labels.map(label => wrapText(label, { width: labelWidth + 1, fontSize: labelSize, maxLines: 3 }).join('\n')),
        axisLine: { lineStyle: { color: theme.line } },
        axisTick: { show: false },
        axisLabel: { color: theme.text, fontSize: labelSize, lineHeight: labelSize * 1.2, fontFamily, interval: 0 },
      })),
      series: panels.flatMap((panel, at) => bars(chart, panel, at, theme, plotWidth)),
    },
  };
};
