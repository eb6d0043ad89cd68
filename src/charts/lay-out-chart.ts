import type { Chart, ChartPoint, ChartSeries } from '../domain/chart.js';
import { textWidth, wrapText } from './text-width.js';

/*
 * Where everything of a chart goes, before any of it is drawn: so a page knows a picture's height before the picture is there. Bars lie,
 * since labels are long; a series of another unit gets a panel with an axis of its own. All sizes in pixels.
 */

export const titleSize = 17;
export const legendSize = 13;
export const labelSize = 13;
export const margin = 24;
export const barHeight = 15;
const barGap = 4;
const rowGap = 14;
const panelGap = 16;
const axisRoom = 30;
const lineHeight = labelSize * 1.4;
const labelShare = 0.34;
/** Between a bar and the figure behind it, and from there to the edge. */
const figureRoom = 14;
/** With less than this for the bars, their words go above them. */
const smallestPlot = 0.4;
/** Words go above the bars of whatever is narrower, so that they have the whole width of a phone. */
const narrowBelow = 480;
/** Of the picture, for bars whose figures still stand behind them when their labels are above. */
const plotBesideFigures = 0.6;

/** The sides of a line of text, in the picture. */
export type TextLine = { readonly text: string; readonly left: number; readonly top: number };
/** By whose colour something is drawn: the guide's, and which of its shades. */
export type Tone = { readonly guide: number; readonly shade: number };
type LaidSeries = { readonly data: ChartSeries<number>; readonly tone: Tone };

export type Panel = {
  readonly unit: string;
  readonly series: readonly LaidSeries[];
  readonly labels: readonly string[];
  readonly top: number;
  readonly height: number;
  /** From one bar of a row to the next. */
  readonly barGap: number;
  /** The greatest value, at which the axis ends. */
  readonly end: number;
  /** Labels and figures above the bars; none where they stand beside them. */
  readonly words: readonly TextLine[];
};

export type LaidChart = {
  readonly width: number;
  readonly height: number;
  readonly title: readonly TextLine[];
  readonly legend: readonly (TextLine & { readonly tone?: Tone })[];
  readonly foot: readonly TextLine[];
  readonly panels: readonly Panel[];
  readonly left: number;
  readonly right: number;
  readonly plotWidth: number;
  /** For labels left of the bars; none when they stand above. */
  readonly labelWidth: number;
  readonly figuresBeside: boolean;
};

const marksText = (marks: readonly number[]): string => marks.map(n => `[${n}]`).join('');

/**
 * The marks that all points of a name share: said once, in the legend. Undefined where some name's points differ: then marks stand behind
 * each bar of the chart.
 */
const sharedMarks = (chart: Chart<number>, name: string): string | undefined => {
  const marksOf = (series: readonly ChartSeries<number>[]): string[] => [
    ...new Set(series.flatMap(one => one.points.map(point => marksText(point.marks)))),
  ];
  const named = (one: string): string[] => marksOf(chart.series.filter(series => series.name === one));
  return chart.series.every(series => named(series.name).length === 1) ? named(name)[0] : undefined;
};

/** The figure of a bar, with its marks where they are its own. */
export const figureText = (chart: Chart<number>, series: ChartSeries<number>, point: ChartPoint<number>): string =>
  sharedMarks(chart, series.name) === undefined ? `${point.text} ${marksText(point.marks)}`.trim() : point.text;

/** A colour for each guide, the same in every chart, and a shade of it for each of the guide's series. */
const tonesOf = (chart: Chart<number>): ReadonlyMap<string, Tone> => {
  const names = [...new Map(chart.series.map(series => [series.name, series.guide?.place]))];
  return new Map(
    names.map(([name, place], at) => [
      name,
      place === undefined
        ? { guide: at, shade: 0 }
        : { guide: place, shade: names.slice(0, at).filter(([, other]) => other === place).length },
    ]),
  );
};

const unitsOf = (chart: Chart<number>): string[] => [...new Set(chart.series.map(series => series.unit ?? chart.unit))];

const linesFrom = (texts: readonly string[], left: number, top: number, height: number): TextLine[] =>
  texts.map((text, at) => ({ text, left, top: top + at * height }));

/** Each name once, with its colour and the marks that its bars share; then what must be known to read the bars. */
const legendOf = (chart: Chart<number>, inner: number, top: number): (TextLine & { tone?: Tone })[] => {
  const wrapped = (text: string) => wrapText(text, { width: inner - 20, fontSize: legendSize });
  const units = unitsOf(chart);
  const kind = units.every(unit => /^[A-Z]{3}$/.test(unit)) ? 'currency' : 'unit';
  const note = units.length > 1 ? `Each ${kind} has its own scale: lengths do not compare from one to the next.` : '';
  const entries = [...tonesOf(chart)].flatMap(([name, tone]) =>
    wrapped(`${name} ${sharedMarks(chart, name) ?? ''}`.trim()).map((text, at) => ({ text, ...(at === 0 ? { tone } : {}) })),
  );
  return [...entries, ...wrapped(note).map(text => ({ text }))].map((entry, at) => ({
    ...entry,
    left: margin + 20,
    top: top + at * legendSize * 1.5,
  }));
};

type Frame = { readonly inner: number; readonly above: boolean; readonly figuresBeside: boolean };

/** The lines above a row's bars: its label, and the figure of each bar that has none beside it. */
const wordsAbove = (chart: Chart<number>, series: readonly ChartSeries<number>[], label: string, frame: Frame) => {
  const figures = series.map(one => {
    const point = one.points.find(candidate => candidate.label === label);
    return point ? figureText(chart, one, point) : '';
  });
  const [lone = ''] = figures;
  const linesOf = (text: string): string[] => wrapText(text, { width: frame.inner, fontSize: labelSize, maxLines: 2 });
  if (frame.figuresBeside) return { head: linesOf(label), each: figures.map(() => '') };
  const joined = `${label}: ${lone}`;
  if (figures.length === 1)
    return { head: textWidth(joined, labelSize) <= frame.inner ? [joined] : [...linesOf(label), ...linesOf(lone)], each: [''] };
  return { head: linesOf(label), each: figures };
};

const panelOf = (chart: Chart<number>, unit: string, from: number, frame: Frame): Panel & { readonly bottom: number } => {
  const tones = tonesOf(chart);
  const data = chart.series.filter(one => (one.unit ?? chart.unit) === unit);
  const series = data.map(one => ({ data: one, tone: tones.get(one.name) ?? { guide: 0, shade: 0 } }));
  const labels = [...new Set(data.flatMap(one => one.points.map(point => point.label)))];
  const end = Math.max(0, ...data.flatMap(one => one.points.map(point => point.high ?? point.value))) || 1;
  const common = { unit, series, labels, end };
  if (!frame.above) {
    const height = labels.length * (series.length * (barHeight + barGap) + rowGap);
    return { ...common, barGap, words: [], top: from, height, bottom: from + height + axisRoom };
  }
  const rows = labels.map(label => wordsAbove(chart, data, label, frame));
  const ownLine = rows.some(row => row.each.some(Boolean));
  const gap = barGap + (ownLine ? lineHeight : 0);
  const head = Math.max(0, ...rows.map(row => row.head.length)) * lineHeight + (ownLine ? lineHeight : 0) + 2;
  const group = series.length * barHeight + (series.length - 1) * gap;
  const band = group + head + rowGap;
  // ECharts centres a row's bars: half of the room for words lies below them, so the whole is moved up by what that leaves above.
  const top = from + (head - rowGap) / 2;
  const words = rows.flatMap(({ head: lines, each }, row) => {
    const bars = top + row * band + (band - group) / 2;
    const last = bars - 2 - (ownLine ? lineHeight : 0);
    return [
      ...linesFrom(lines, margin, last - lines.length * lineHeight, lineHeight),
      ...each.flatMap((text, at) => (text ? [{ text, left: margin, top: bars + at * (barHeight + gap) - 2 - lineHeight }] : [])),
    ];
  });
  const height = labels.length * band;
  return { ...common, barGap: gap, words, top, height, bottom: top + height + axisRoom };
};

/**
 * Lays a chart out.
 *
 * @param width 280 or more; the height follows from what is shown
 * @param foot what the picture says of its sources; a page says that beside it
 */
export const layOutChart = (chart: Chart<number>, width: number, foot: readonly string[] = []): LaidChart => {
  const inner = width - 2 * margin;
  const title = linesFrom(
    wrapText(chart.title, { width: inner, fontSize: titleSize, bold: true, maxLines: 3 }),
    margin,
    margin,
    titleSize * 1.3,
  );
  const legend = legendOf(chart, inner, margin + title.length * titleSize * 1.3 + 6);
  const points = chart.series.flatMap(series => series.points.map(point => ({ series, point })));
  const widest = (texts: readonly string[]): number => Math.max(0, ...texts.map(text => textWidth(text, labelSize)));
  const figures = widest(points.map(({ series, point }) => figureText(chart, series, point))) + figureRoom;
  const beside = Math.min(widest(points.map(({ point }) => point.label)), inner * labelShare);
  const above = width < narrowBelow || inner - beside - 12 - figures < smallestPlot * inner;
  const figuresBeside = !above || inner - figures >= plotBesideFigures * width;
  const labelWidth = above ? 0 : beside;
  const left = margin + (above ? 0 : labelWidth + 12);
  const right = margin + (figuresBeside ? figures : 0);

  let bottom = margin + title.length * titleSize * 1.3 + 6 + legend.length * legendSize * 1.5 + 14 - panelGap;
  const panels = unitsOf(chart).map(unit => {
    const panel = panelOf(chart, unit, bottom + panelGap, { inner, above, figuresBeside });
    bottom = panel.bottom;
    return panel;
  });
  const footTop = bottom + 8;
  const footLines = foot.flatMap(text => wrapText(text, { width: inner, fontSize: legendSize }));
  return {
    width,
    height: Math.ceil((footLines.length > 0 ? footTop + footLines.length * legendSize * 1.5 : bottom) + margin / 2),
    title,
    legend,
    foot: linesFrom(footLines, margin, footTop, legendSize * 1.5),
    panels,
    left,
    right,
    plotWidth: width - left - right,
    labelWidth,
    figuresBeside,
  };
};
