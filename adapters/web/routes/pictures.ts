import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { LRUCache } from 'lru-cache';
import { pictureDensity } from '../../../src/charts/picture-options.js';
import { renderChartPng, renderChartSvg } from '../../../src/charts/render-chart.js';
import type { Citation } from '../../../src/domain/answer.js';
import type { Chart } from '../../../src/domain/chart.js';
import { chartSources } from '../../describe-source.js';
import type { Services } from '../../services.js';
import { refusal } from '../problems.js';
import { cannotBeRead, notThere, refusalsOfAll } from '../refusals.js';
import type { Views } from '../views.js';
import { webCommunity } from './ask.js';

const kinds = ['svg', 'png'] as const;
type Kind = (typeof kinds)[number];

const query = z.object({
  theme: z.enum(['light', 'dark']).default('light'),
  /** Of the layout in pixels; a PNG has twice as many. */
  width: z.coerce.number().int().min(280).max(2048).default(720),
});
type Look = z.infer<typeof query>;
type Cited = { readonly chart: Chart<number>; readonly citations: readonly Citation[] };
/** `levels.svg`: a name and a kind. */
const file = z.string().regex(/^[a-z0-9-]{1,40}\.(svg|png)$/, 'must be a name that ends in .svg or .png');

const picture = {
  description: 'The picture',
  content: {
    'image/svg+xml': { schema: { type: 'string' as const } },
    'image/png': { schema: { type: 'string' as const, format: 'binary' } },
  },
};
const refusals = { ...refusalsOfAll, 400: cannotBeRead, 404: notThere };

const payRoute = createRoute({
  method: 'get',
  path: '/api/charts/{file}',
  summary: 'A pay chart as a picture: levels.svg, percentiles.png',
  request: { params: z.object({ file }), query },
  responses: { 200: picture, ...refusals },
});
const answerRoute = createRoute({
  method: 'get',
  path: '/api/answers/{answer}/charts/{file}',
  summary: 'A chart of an answer as a picture: 0.svg for its first',
  request: { params: z.object({ answer: z.string().min(1).max(100), file }), query },
  responses: { 200: picture, ...refusals },
});

/** Pictures that were drawn lately, a few hundred kB each at most. */
const kept = 60;

/** Adds the charts as pictures, drawn when they are first asked for. */
export const addPictures = (app: OpenAPIHono, { conversations }: Services, views: () => Views): void => {
  const drawn = new LRUCache<string, Promise<string | Uint8Array>>({ max: kept });

  const draw = async (c: Context, { chart, citations }: Cited, kind: Kind, { theme, width }: Look): Promise<Response> => {
    // A PNG is passed on by itself; beside an SVG the page lists the sources.
    const sources = kind === 'png' ? chartSources(chart, citations) : [];
    const key = JSON.stringify([chart, sources, kind, theme, width]);
    const known = drawn.get(key);
    const drawing =
      known ??
      (kind === 'svg'
        ? renderChartSvg(chart, theme, width)
        : renderChartPng(chart, { theme, width: width * pictureDensity, sources }));
    if (!known) {
      drawn.set(key, drawing);
      drawing.catch(() => drawn.delete(key));
    }
    const body = await drawing;
    c.header('Cache-Control', 'private, max-age=3600');
    // Opened by itself, an SVG is a document: it may style itself and nothing else.
    c.header('Content-Security-Policy', "default-src 'none'; style-src 'unsafe-inline'");
    return typeof body === 'string'
      ? c.body(body, 200, { 'Content-Type': 'image/svg+xml; charset=utf-8' })
      : c.body(Buffer.from(body), 200, { 'Content-Type': 'image/png' });
  };
  const partsOf = (name: string): { name: string; kind: Kind } => {
    const [stem = '', ending] = name.split('.');
    return { name: stem, kind: ending === 'png' ? 'png' : 'svg' };
  };
  const noChart = () => refusal(404, 'not_found', 'There is no such chart.');

  app.openapi(payRoute, async c => {
    const { name, kind } = partsOf(c.req.valid('param').file);
    const entry = views().pay.charts.find(one => one.id === name);
    if (!entry) throw noChart();
    return draw(c, { chart: entry.chart, citations: views().pay.citations }, kind, c.req.valid('query'));
  });
  app.openapi(answerRoute, async c => {
    const { answer, file: wanted } = c.req.valid('param');
    const { name, kind } = partsOf(wanted);
    const given = await conversations.findAnswer(webCommunity, answer);
    const chart = /^\d$/.test(name) ? given?.answer.charts[Number(name)] : undefined;
    if (!given || !chart) throw noChart();
    return draw(c, { chart, citations: given.answer.citations }, kind, c.req.valid('query'));
  });
};
