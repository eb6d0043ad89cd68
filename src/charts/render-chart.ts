import type { Chart } from '../domain/chart.js';
import { chartOption } from './chart-option.js';
import { escapeXml } from './escape-xml.js';
import { type PictureOptions, pictureDensity } from './picture-options.js';
import { svgToPng } from './svg-to-png.js';
import { textWidth } from './text-width.js';
import { type ThemeName, themes } from './theme.js';

const defaultWidth = 1440;

/** ECharts in one file: its parts are hundreds of files, which take six times as long to load. */
const echartsFile = 'echarts/dist/echarts.esm.min.mjs';

/** Only pictures need it, so the first picture loads it. */
const loadEcharts = async () => {
  const echarts: typeof import('echarts') = await import(echartsFile);
  echarts.setPlatformAPI({
    measureText: (text: string, font?: string) => ({ width: textWidth(text, Number(/(\d+)px/.exec(font ?? '')?.[1] ?? 12)) }),
  });
  return echarts;
};

/** Styles for hovering, with names that tell how much was drawn before: without them the same chart gives the same text. */
const withoutStyles = (svg: string): string =>
  svg.replaceAll(/<style[\s\S]*?<\/style>\s*/g, '').replaceAll(/ class="zr\d+-cls-\d+"/g, '');

/** Names each bar by the chart's own series and point, where ECharts names what it drew; a page can make bars of them that are reached. */
const nameBars = (svg: string, laid: ReturnType<typeof chartOption>): string =>
  svg.replaceAll(/ ecmeta_series_index="(\d+)" ecmeta_data_index="(\d+)"(?: ecmeta_\w+="[^"]*")*/g, (_, series, row) => {
    const bar = laid.pointOfBar(Number(series), Number(row));
    return bar ? ` ecmeta_series_index="${bar.series}" ecmeta_data_index="${bar.point}"` : '';
  });

/**
 * A chart as SVG, its bars numbered by series and point (`ecmeta_series_index`, `ecmeta_data_index`). The same chart gives the same text.
 *
 * @param width of the layout in pixels
 * @param sources lines beneath the chart
 */
export const renderChartSvg = async (
  chart: Chart<number>,
  theme: ThemeName = 'light',
  width = 720,
  sources: readonly string[] = [],
): Promise<string> => {
  const echarts = await loadEcharts();
  const laid = chartOption(chart, themes[theme], width, sources);
  const drawing = echarts.init(null, null, { renderer: 'svg', ssr: true, width: laid.width, height: laid.height });
  try {
    drawing.setOption(laid.option);
    return nameBars(withoutStyles(drawing.renderToSVGString({ useViewBox: true })), laid).replace(
      '<svg ',
      `<svg role="img" aria-label="${escapeXml(chart.alt)}" `,
    );
  } finally {
    drawing.dispose();
  }
};

/** A chart as PNG, for where pictures are uploaded. */
export const renderChartPng = async (chart: Chart<number>, options: PictureOptions = {}): Promise<Uint8Array> => {
  const width = options.width ?? defaultWidth;
  return svgToPng(await renderChartSvg(chart, options.theme, width / pictureDensity, options.sources), width);
};
