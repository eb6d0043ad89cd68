import type { Chart } from '../domain/chart.js';
import { chartOption } from './chart-option.js';
import { type PictureOptions, pictureDensity } from './picture-options.js';
import { svgToPng } from './svg-to-png.js';
import { textWidth } from './text-width.js';
import { type ThemeName, themes } from './theme.js';

const defaultWidth = 1440;

/** ECharts takes a second to load, and only pictures need it. */
const loadEcharts = async () => {
  const [core, { BarChart }, { GraphicComponent, GridComponent }, { SVGRenderer }] = await Promise.all([
    import('echarts/core'),
    import('echarts/charts'),
    import('echarts/components'),
    import('echarts/renderers'),
  ]);
  core.use([BarChart, GraphicComponent, GridComponent, SVGRenderer]);
  core.setPlatformAPI({
    measureText: (text: string, font?: string) => ({ width: textWidth(text, Number(/(\d+)px/.exec(font ?? '')?.[1] ?? 12)) }),
  });
  return core;
};

/**
 * A chart as SVG. The same chart gives the same text: ECharts numbers what it draws by how much it drew before, which is taken out.
 *
 * @param width of the layout in pixels
 */
export const renderChartSvg = async (chart: Chart<number>, theme: ThemeName = 'light', width = 720): Promise<string> => {
  const echarts = await loadEcharts();
  const laid = chartOption(chart, themes[theme], width);
  const drawing = echarts.init(null, null, { renderer: 'svg', ssr: true, width: laid.width, height: laid.height });
  try {
    drawing.setOption(laid.option);
    return drawing.renderToSVGString({ useViewBox: true }).replaceAll(/\bzr\d+-/g, 'zr-');
  } finally {
    drawing.dispose();
  }
};

/** A chart as PNG, for where pictures are uploaded. */
export const renderChartPng = async (chart: Chart<number>, options: PictureOptions = {}): Promise<Uint8Array> => {
  const width = options.width ?? defaultWidth;
  return svgToPng(await renderChartSvg(chart, options.theme, width / pictureDensity), width);
};
