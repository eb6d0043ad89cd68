import { LRUCache } from 'lru-cache';
import type { Answer, Block } from '../../src/domain/answer.js';
import { cleanLine } from '../../src/text/clean-text.js';
import { chartSources } from '../describe-source.js';
import { shorten } from '../shorten.js';
import { altTextLength, galleryItems } from './limits.js';
import { isWide } from './render-text.js';

/** A picture to attach. What it shows stands in the answer's text too; `alt` is for those who cannot see it. */
export type Picture = { readonly name: string; readonly png: Buffer; readonly alt: string };

type Table = Extract<Block<number>, { kind: 'table' }>;

const tableAlt = (table: Table): string => {
  const rows = table.rows.map(row => row.map(cell => cell.text.replaceAll('**', '')).join(', '));
  return shorten(cleanLine(`Table. ${table.header.filter(Boolean).join(', ')}. ${rows.join('. ')}`), altTextLength);
};

/** Whether a chart shows a table's rows already. */
const isCharted = (table: Table, { charts }: Pick<Answer, 'charts'>): boolean => {
  const drawn = new Set(charts.flatMap(chart => chart.series.flatMap(series => series.points.map(point => point.label))));
  return table.rows.every(([first]) => first !== undefined && drawn.has(first.text.replaceAll('**', '')));
};

/** Pictures drawn lately: the same few charts are asked for again and again, and drawing takes longer than answering. 10 MB at most. */
const drawn = new LRUCache<string, Promise<Buffer>>({ max: 100 });

const drawOnce = (what: object, draw: () => Promise<Uint8Array>): Promise<Buffer> => {
  const key = JSON.stringify(what);
  const known = drawn.get(key);
  if (known) return known;
  const drawing = draw().then(png => Buffer.from(png));
  drawn.set(key, drawing);
  drawing.catch(() => drawn.delete(key));
  return drawing;
};

/** Draws an answer's charts, and wide tables that no chart shows. */
export const drawPictures = async (answer: Pick<Answer, 'charts' | 'blocks' | 'citations'>): Promise<readonly Picture[]> => {
  const tables = answer.blocks.filter(
    (block): block is Table => block.kind === 'table' && isWide(block) && !isCharted(block, answer),
  );
  if (answer.charts.length + tables.length === 0) return [];
  const [{ renderChartPng }, { renderTablePng }] = await Promise.all([
    import('../../src/charts/render-chart.js'),
    import('../../src/charts/render-table.js'),
  ]);
  const pictures: (() => Promise<Picture>)[] = [
    ...answer.charts.map((chart, at) => async () => {
      const sources = chartSources(chart, answer.citations);
      return {
        name: `chart-${at + 1}.png`,
        png: await drawOnce({ chart, sources }, () => renderChartPng(chart, { sources })),
        alt: shorten(cleanLine(chart.alt), altTextLength),
      };
    }),
    ...tables.map((table, at) => async () => ({
      name: `table-${at + 1}.png`,
      png: await drawOnce(table, () => renderTablePng(table)),
      alt: tableAlt(table),
    })),
  ];
  return Promise.all(pictures.slice(0, galleryItems).map(draw => draw()));
};
