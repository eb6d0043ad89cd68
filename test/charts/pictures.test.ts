import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import { Resvg } from '@resvg/resvg-js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderChartPng, renderChartSvg } from '../../src/charts/render-chart.js';
import { renderTablePng } from '../../src/charts/render-table.js';
import { textWidth, wrapText } from '../../src/charts/text-width.js';
import { themes } from '../../src/charts/theme.js';
import type { Chart, ChartSeries } from '../../src/domain/chart.js';
import { forAll, forAllAsync } from '../support/for-all.js';

const seriesOf = (name: string, values: readonly (readonly [string, number, string])[], marks = [1]): ChartSeries<number> => ({
  name,
  points: values.map(([label, value, text]) => ({ label, value, text, marks })),
});
const levels: Chart<number> = {
  kind: 'bar',
  title: 'US pay by level',
  unit: 'USD',
  series: [
    seriesOf('Median', [
      ['Junior coder', 42_000, '$42k'],
      ['Director of Medical Coding', 130_000, '$130k'],
    ]),
    seriesOf('Average', [
      ['Junior coder', 45_000, '$45k'],
      ['Director of Medical Coding', 135_000, '$135k'],
    ]),
  ],
  alt: 'US pay by level: a <small> & "quoted" one',
};
const twoCurrencies: Chart<number> = {
  ...levels,
  series: [
    { ...seriesOf('Range', [['UK', 45_000, '£25,000–£45,000']]), unit: 'GBP' },
    { ...seriesOf('Range', [['India', 600_000, 'INR 300,000–600,000']], [2]), unit: 'INR' },
  ],
};

type Size = { readonly width: number; readonly height: number };
/** From the header of a PNG: ISO/IEC 15948, 11.2.2. */
const sizeOf = (png: Uint8Array): Size => {
  const bytes = Buffer.from(png);
  return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
};
const hashOf = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex');

/** A bar's outline begins behind its round corner, and ends before the other. */
const corner = 3;
/** The bars of a picture: where each begins and how long it is. */
const barsOf = (svg: string): { series: number; point: number; length: number }[] =>
  [...svg.matchAll(/<path d="M([\d.]+) [\d.]+L([\d.]+) [^>]*ecmeta_series_index="(\d+)" ecmeta_data_index="(\d+)"/g)].map(
    ([, from, to, series, point]) => ({
      series: Number(series),
      point: Number(point),
      length: Number(to) - Number(from) + 2 * corner,
    }),
  );

const require = createRequire(import.meta.url);
const fontFiles = ['400Regular/Inter_400Regular.ttf', '600SemiBold/Inter_600SemiBold.ttf'].map(file =>
  require.resolve(`@expo-google-fonts/inter/${file}`),
);
/** What a text really takes up in Inter, as it is painted. */
const paintedWidth = (text: string, size: number, bold: boolean): number => {
  const safe = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="4000" height="100"><text x="0" y="50" font-family="Inter" font-size="${size}" font-weight="${bold ? 600 : 400}" xml:space="preserve">${safe}</text></svg>`;
  return new Resvg(svg, { font: { loadSystemFonts: false, fontFiles, defaultFontFamily: 'Inter' } }).getBBox()?.width ?? 0;
};

describe('a chart’s picture', () => {
  it('is the same to the last byte whenever it is drawn', async () => {
    const [svg, png] = [await renderChartSvg(levels), await renderChartPng(levels)];
    await renderChartSvg(twoCurrencies, 'dark');
    expect(await renderChartSvg(levels)).toBe(svg);
    expect(hashOf(await renderChartPng(levels))).toBe(hashOf(png));
  });

  it('says in words what it shows, whatever stands in them', async () => {
    expect(await renderChartSvg(levels)).toContain('aria-label="US pay by level: a &lt;small&gt; &amp; &quot;quoted&quot; one"');
  });

  it('has a bar for every figure, as long as the figure is large', async () => {
    const bars = barsOf(await renderChartSvg(levels));
    expect(bars.map(bar => [bar.series, bar.point])).toEqual([
      [0, 0],
      [0, 1],
      [1, 0],
      [1, 1],
    ]);
    const perPixel = bars.map(bar => (levels.series[bar.series]?.points[bar.point]?.value ?? 0) / bar.length);
    expect(Math.max(...perPixel) / Math.min(...perPixel)).toBeLessThan(1.03);
  });

  it('tells every figure, label and series, and its sources once where they are shared', async () => {
    const svg = await renderChartSvg(levels);
    for (const text of ['US pay by level', 'Median [1]', 'Average [1]', 'Junior coder', '$42k', '$135k'])
      expect(svg).toContain(`>${text}<`);
    const other = await renderChartSvg(twoCurrencies);
    for (const text of ['£25,000–£45,000 [1]', 'INR 300,000–600,000 [2]']) expect(other).toContain(`>${text}<`);
  });

  it('gives each currency an axis of its own', async () => {
    const svg = await renderChartSvg(twoCurrencies);
    expect(svg).toContain('>£0<');
    // As the figure is written, so that both are read as the same money.
    expect(svg).toContain('>INR 0<');
    expect(svg).toContain('Each currency has its own scale');
    expect(await renderChartSvg(levels)).not.toContain('has its own scale');
    const [uk, india] = barsOf(svg);
    expect((uk?.length ?? 0) / (india?.length ?? 1)).toBeGreaterThan(0.7);
  });

  it('leaves the bars most of the width of a phone, with label and figure above them', async () => {
    for (const chart of [levels, twoCurrencies]) {
      const bars = barsOf(await renderChartSvg(chart, 'light', 280));
      for (const unit of new Set(chart.series.map(series => series.unit))) {
        const lengths = bars.filter(bar => chart.series[bar.series]?.unit === unit).map(bar => bar.length);
        expect(Math.max(...lengths), unit).toBeGreaterThan(0.6 * 280);
      }
    }
    const narrow = await renderChartSvg(twoCurrencies, 'light', 280);
    expect(narrow).toContain('>India: INR 300,000–600,000 [2]<');
  });

  it('gives a guide the same colours in every chart, and each of its series a shade', async () => {
    const of = (name: string, place: number) => ({ ...seriesOf(name, [['Coder', 50_000, '$50k']]), guide: { name, place } });
    const fillsOf = async (...series: ChartSeries<number>[]): Promise<string[]> => {
      const svg = await renderChartSvg({ ...levels, series });
      return [...svg.matchAll(/fill="(#\w+)"[^>]*ecmeta_series_index="\d+"/g)].map(found => found[1] ?? '');
    };
    const [median, average, other] = await fillsOf(of('Median, A: US', 1), of('Average, A: US', 1), of('Median, B: US', 0));
    expect(await fillsOf(of('A: US', 1))).toEqual([median]);
    expect(await fillsOf(of('B: US', 0), of('A: Canada', 1))).toEqual([other, median]);
    expect(new Set([median, average, other]).size).toBe(3);
    for (const theme of Object.values(themes)) expect(new Set(theme.guides.flat()).size).toBe(theme.guides.flat().length);
  });

  it('says at its foot what its marks stand for, where it is told', async () => {
    const source = '[1] Himalayas, “Pay by level” (pay by level undated)';
    expect(await renderChartSvg(levels, 'light', 720, [source])).toContain(`>${source}<`);
    const [bare, sourced] = [await renderChartPng(levels), await renderChartPng(levels, { sources: [source] })];
    expect(sizeOf(sourced).height).toBeGreaterThan(sizeOf(bare).height);
  });

  it('draws a range from its low end', async () => {
    const range: Chart<number> = {
      ...levels,
      series: [
        {
          name: 'Range',
          points: [{ label: 'UK', value: 45_000, low: 25_000, high: 45_000, text: '£25,000–£45,000', marks: [1] }],
        },
      ],
    };
    const whole: Chart<number> = { ...levels, series: [seriesOf('Range', [['UK', 45_000, '£25,000–£45,000']])] };
    const [short] = barsOf(await renderChartSvg(range));
    const [long] = barsOf(await renderChartSvg(whole));
    expect((short?.length ?? 0) / (long?.length ?? 1)).toBeCloseTo(20 / 45, 1);
  });

  it('is as wide as asked, in light and in dark', async () => {
    for (const theme of ['light', 'dark'] as const) {
      const png = await renderChartPng(levels, { theme, width: 1000 });
      expect(sizeOf(png).width).toBe(1000);
      expect(await renderChartSvg(levels, theme)).toContain(`fill="${themes[theme].background}"`);
    }
  });

  it('can be drawn of whatever a guide may hold', async () => {
    const point = fc.record({
      label: fc.string({ unit: 'grapheme', maxLength: 60 }),
      value: fc.double({ min: 0, max: 1e9, noNaN: true }),
      text: fc.string({ unit: 'grapheme', maxLength: 30 }),
      marks: fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 3 }),
    });
    const series = fc.record({ name: fc.string({ unit: 'grapheme', maxLength: 80 }), points: fc.array(point, { maxLength: 6 }) });
    await forAllAsync(
      [fc.array(series, { maxLength: 4 }), fc.string({ unit: 'grapheme', maxLength: 120 })],
      async (all, title) => {
        const png = await renderChartPng({ kind: 'bar', title, unit: 'USD', series: all, alt: title }, { width: 800 });
        expect(sizeOf(png).width).toBe(800);
      },
      { numRuns: 25, everyday: 6 },
    );
  });
});

describe('a table’s picture', () => {
  const cell = (text: string, marks: number[] = []) => ({ text, marks });

  it('is narrower where the table is, and never wider than asked', async () => {
    const narrow = await renderTablePng({ kind: 'table', header: ['', 'CPC'], rows: [[cell('issued by'), cell('AAPC', [1])]] });
    expect(sizeOf(narrow).width).toBeLessThan(600);
    const long = 'outpatient and physician offices and all that comes with them '.repeat(6);
    const wide = await renderTablePng(
      { kind: 'table', header: ['', 'a', 'b'], rows: [[cell('x'), cell(long, [1]), cell(long)]] },
      { width: 1200 },
    );
    expect(sizeOf(wide).width).toBeLessThanOrEqual(1200);
    expect(sizeOf(wide).height).toBeGreaterThan(300);
  });

  it('can be drawn of whatever a guide may hold', async () => {
    const text = fc.string({ unit: 'binary', maxLength: 80 });
    await forAllAsync(
      [fc.array(fc.tuple(text, text, text), { minLength: 1, maxLength: 6 })],
      async rows => {
        const png = await renderTablePng({
          kind: 'table',
          header: ['<a>', '&', '"'],
          rows: rows.map(row => row.map(one => cell(one, [1]))),
        });
        expect(sizeOf(png).width).toBeGreaterThan(100);
      },
      { numRuns: 40, everyday: 6 },
    );
  });
});

describe('the width of a text', () => {
  it('is never taken for less than it is in Inter', () => {
    const words = [
      'Director of Medical Coding',
      '$100,000–$135,000',
      'AUD 50,000–75,000 [12]',
      'WWW MMM mmm www',
      'illicit jilt',
      '€35,000',
      '₹600k',
      'Registered Health Information Technician (RHIT)',
      '25th percentile: “not stated”',
      '£25,000–£45,000',
      '7.1%',
    ];
    for (const text of words)
      for (const bold of [false, true])
        expect(textWidth(text, 14, bold), text).toBeGreaterThanOrEqual(paintedWidth(text, 14, bold));
  });

  it('is not taken for much more', () => {
    const text = 'Certified professional coders who work in physician offices';
    expect(textWidth(text, 14)).toBeLessThan(1.25 * paintedWidth(text, 14, false));
  });

  it('breaks lines that fit, and loses no letter', () => {
    forAll([fc.string({ unit: 'grapheme-ascii', maxLength: 200 }), fc.integer({ min: 40, max: 400 })], (text, width) => {
      const lines = wrapText(text, { width, fontSize: 14 });
      for (const line of lines) expect(textWidth(line, 14)).toBeLessThanOrEqual(width);
      expect(lines.join('').replaceAll(/\s/g, '')).toBe(text.replaceAll(/\s/g, ''));
    });
  });
});

describe('the colours', () => {
  /** WCAG 2.2, relative luminance and contrast ratio. */
  const luminance = (hex: string): number => {
    const [r = 0, g = 0, b = 0] = [1, 3, 5]
      .map(at => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
      .map(value => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (a: string, b: string): number => {
    const [x, y] = [luminance(a), luminance(b)];
    return (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05);
  };

  it.each(['light', 'dark'] as const)('can be told from the %s ground by everyone', name => {
    const theme = themes[name];
    for (const colour of theme.guides.flat()) expect(contrast(colour, theme.background)).toBeGreaterThanOrEqual(3);
    for (const ground of [theme.background, theme.band])
      for (const colour of [theme.text, theme.muted]) expect(contrast(colour, ground)).toBeGreaterThanOrEqual(4.5);
  });
});
