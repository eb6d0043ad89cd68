import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import {
  compareSchema,
  guideSchema,
  packSchema,
  passageSchema,
  pathSchema,
  paySchema,
  type SearchView,
  searchSchema,
} from '../contract.js';
import { refusal } from '../problems.js';
import { cannotBeRead, notThere, refusalsOfAll } from '../refusals.js';
import type { Views } from '../views.js';

const maxResults = 50;
const id = z.string().min(1).max(200);

const json = <S extends z.ZodType>(schema: S) => ({ 'application/json': { schema } });
const ok = <S extends z.ZodType>(description: string, schema: S) => ({
  200: { description, content: json(schema) },
  ...refusalsOfAll,
  400: cannotBeRead,
  404: notThere,
});

const packRoute = createRoute({
  method: 'get',
  path: '/api/pack',
  summary: 'The knowledge pack: guides, roles, credentials, figures, moves and disagreements',
  responses: ok('The pack; every record with the id of the passage that it cites', packSchema),
});
const payRoute = createRoute({
  method: 'get',
  path: '/api/pay',
  summary: 'The pay charts as data',
  responses: ok('Charts with numbered citations', paySchema),
});
const guideRoute = createRoute({
  method: 'get',
  path: '/api/guides/{id}',
  summary: 'A guide as it is',
  request: { params: z.object({ id }) },
  responses: ok('The guide with its sections', guideSchema),
});
const passageRoute = createRoute({
  method: 'get',
  path: '/api/passages/{id}',
  summary: 'A passage that is cited',
  request: { params: z.object({ id }) },
  responses: ok('The section and its guide', passageSchema),
});
const searchRoute = createRoute({
  method: 'get',
  path: '/api/search',
  summary: 'Search the guides',
  request: {
    query: z.object({ q: z.string().max(200), limit: z.coerce.number().int().min(1).max(maxResults).default(20) }),
  },
  responses: ok('Sections, best first', searchSchema),
});
const pathRoute = createRoute({
  method: 'get',
  path: '/api/path',
  summary: 'The way from one role to another',
  request: { query: z.object({ from: id, to: id }) },
  responses: ok('The steps, each cited; none when no guide tells a way', pathSchema),
});
const compareRoute = createRoute({
  method: 'get',
  path: '/api/compare',
  summary: 'Two or three roles or credentials side by side',
  request: {
    query: z.object({
      kind: z.enum(['roles', 'credentials']),
      ids: z
        .string()
        .max(400)
        .transform(text => [...new Set(text.split(',').filter(Boolean))])
        .pipe(z.array(z.string()).min(2).max(3))
        .openapi({ type: 'string', description: 'Two or three ids with commas between', example: 'a,b' }),
    }),
  },
  responses: ok('Blocks like an answer’s, with citations', compareSchema),
});

const found = <T>(thing: T | undefined, what: string): T => {
  if (thing === undefined) throw refusal(404, 'not_found', `There is no such ${what}.`);
  return thing;
};

/** Adds what the page shows beside the conversation: all of it from the pack, so it works while an index is built. */
export const addBrowse = (app: OpenAPIHono, views: () => Views): void => {
  app.openapi(packRoute, c => c.json(views().pack, 200));
  app.openapi(payRoute, c => c.json(views().pay, 200));
  app.openapi(guideRoute, c => c.json(found(views().guide(c.req.valid('param').id), 'guide'), 200));
  app.openapi(passageRoute, c => c.json(found(views().passage(c.req.valid('param').id), 'passage'), 200));
  app.openapi(pathRoute, c => {
    const { from, to } = c.req.valid('query');
    return c.json(found(views().path(from, to), 'role'), 200);
  });
  app.openapi(compareRoute, c => {
    const { kind, ids } = c.req.valid('query');
    return c.json(found(views().compare(kind, ids), kind === 'roles' ? 'role' : 'credential'), 200);
  });
  app.openapi(searchRoute, c => {
    const { q, limit } = c.req.valid('query');
    const { search, titleOf } = views();
    const results = search(q, limit).map(({ passage, excerpt }) => ({
      passage: passage.id,
      guide: passage.guide,
      title: titleOf(passage.guide),
      section: passage.section,
      excerpt,
    }));
    return c.json({ results } satisfies SearchView, 200);
  });
};
