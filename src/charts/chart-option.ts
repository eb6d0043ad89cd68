import type { EChartsCoreOption } from 'echarts';
import type { Chart, ChartPoint } from '../domain/chart.js';
import { axisStep, axisTextOf } from './axis.js';
import {
  barHeight,
  figureText,
  type LaidChart,
  labelSize,
  layOutChart,
  legendSize,
  margin,
  type Panel,
  type TextLine,
  type Tone,
  titleSize,
} from './lay-out-chart.js';
import { wrapText } from './text-width.js';
import { fontFamily, type Theme } from './theme.js';

const axisSize = 12;

type Drawn = {
  readonly option: EChartsCoreOption;
  readonly width: number;
  readonly height: number;
  /** The chart's series and point that a bar of the drawing stands for; undefined for one that is not seen. */
  pointOfBar(series: number, row: number): { readonly series: number; readonly point: number } | undefined;
};

const colourOf = (theme: Theme, { guide, shade }: Tone): string => {
  const shades = theme.guides[guide % theme.guides.length] ?? [theme.text];
  return shades[shade % shades.length] ?? theme.text;
};

/** The halo keeps lines of the grid out of the words. */
const halo = 4;

/** From nothing or the low end of its range, drawn as an unseen bar, to its value or the high end. */
const bars = (chart: Chart<number>, laid: LaidChart, panel: Panel, at: number, theme: Theme) => {
  const perPixel = panel.end / Math.max(1, laid.plotWidth);
  return panel.series.flatMap(({ data, tone }, place) => {
    const pointAt = (label: string): ChartPoint<number> | undefined => data.points.find(point => point.label === label);
    const low = panel.labels.map(label => pointAt(label)?.low ?? 0);
    const common = { type: 'bar', xAxisIndex: at, yAxisIndex: at, stack: `${at}-${place}`, barWidth: barHeight, silent: true };
    const spacing = { barGap: `${(panel.barGap / barHeight) * 100}%`, animation: false };
    return [
      { ...common, ...spacing, itemStyle: { color: 'transparent' }, data: low },
      {
        ...common,
        ...spacing,
        itemStyle: { color: colourOf(theme, tone), borderRadius: 3 },
        label: {
          show: laid.figuresBeside,
          position: 'right',
          distance: 6,
          color: theme.text,
          fontSize: labelSize,
          fontFamily,
          textBorderColor: theme.background,
          textBorderWidth: halo,
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

// Written apart, not as one `font`: resvg reads no shorthand.
const textAt = ({ text, left, top }: TextLine, style: object) => ({
  type: 'text',
  silent: true,
  z: 10,
  left,
  top,
  style: { text, fontWeight: 400, fontFamily, ...style },
});

const words = ({ title, legend, foot, panels }: LaidChart, theme: Theme) => [
  ...title.map(line => textAt(line, { fontWeight: 600, fontSize: titleSize, fill: theme.text })),
  ...legend.flatMap(({ tone, ...line }) => [
    ...(tone
      ? [
          {
            type: 'rect',
            silent: true,
            left: margin,
            top: line.top + 2,
            shape: { width: 12, height: 12, r: 3 },
            style: { fill: colourOf(theme, tone) },
          },
        ]
      : []),
    textAt(line, { fontSize: legendSize, fill: theme.muted }),
  ]),
  ...panels.flatMap(panel =>
    panel.words.map(line => textAt(line, { fontSize: labelSize, fill: theme.text, stroke: theme.background, lineWidth: halo })),
  ),
  ...foot.map(line => textAt(line, { fontSize: legendSize, fill: theme.muted })),
];

const xAxis = (panel: Panel, at: number, plotWidth: number, theme: Theme) => {
  const interval = axisStep(panel.end, plotWidth);
  // ECharts would also name the very end, close to the last round value.
  const endsRound = Math.abs(panel.end / interval - Math.round(panel.end / interval)) < 1e-9;
  return {
    type: 'value',
    gridIndex: at,
    min: 0,
    max: panel.end,
    interval,
    axisLine: { show: false },
    axisTick: { show: false },
    splitLine: { showMaxLine: endsRound, lineStyle: { color: theme.line } },
    axisLabel: {
      color: theme.muted,
      fontSize: axisSize,
      fontFamily,
      hideOverlap: true,
      showMaxLabel: endsRound,
      alignMinLabel: 'left',
      alignMaxLabel: 'right',
      formatter: axisTextOf(panel),
    },
  };
};

const yAxis = (panel: Panel, at: number, labelWidth: number, theme: Theme) => ({
  type: 'category',
  gridIndex: at,
  inverse: true,
  data: panel.labels.map(label => wrapText(label, { width: labelWidth + 1, fontSize: labelSize, maxLines: 3 }).join('\n')),
  axisLine: { lineStyle: { color: theme.line } },
  axisTick: { show: false },
  axisLabel: {
    show: labelWidth > 0,
    color: theme.text,
    fontSize: labelSize,
    lineHeight: labelSize * 1.2,
    fontFamily,
    interval: 0,
  },
});

/**
 * What ECharts draws for a chart, and how large.
 *
 * @param width in pixels, 280 or more; the height follows from what is shown
 * @param foot lines on the sources, beneath the bars
 */
export const chartOption = (chart: Chart<number>, theme: Theme, width: number, foot: readonly string[] = []): Drawn => {
  const laid = layOutChart(chart, width, foot);
  const { panels, left, right, plotWidth, labelWidth } = laid;
  // Two bars are drawn for each: the unseen one that it stands on, and itself.
  const drawn = panels.flatMap(panel => panel.series.flatMap(({ data }) => [undefined, { data, labels: panel.labels }]));
  return {
    width,
    height: laid.height,
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
      graphic: words(laid, theme),
      // ECharts would otherwise make room for labels of the axis, and the words above the bars would no longer fit them.
      grid: panels.map(panel => ({ left, right, top: panel.top, height: panel.height, outerBoundsMode: 'none' })),
      xAxis: panels.map((panel, at) => xAxis(panel, at, plotWidth, theme)),
      yAxis: panels.map((panel, at) => yAxis(panel, at, labelWidth, theme)),
      series: panels.flatMap((panel, at) => bars(chart, laid, panel, at, theme)),
    },
  };
};
