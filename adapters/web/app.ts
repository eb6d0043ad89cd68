import { OpenAPIHono } from '@hono/zod-openapi';
import { compress } from 'hono/compress';
import { methodNotAllowed } from 'hono/method-not-allowed';
import { getPath } from 'hono/utils/url';
import type { Services } from '../services.js';
import { createAccess } from './access.js';
import { basePathOf } from './addresses.js';
import { documentApi } from './document-api.js';
import {
  headersFor,
  isOwnMachine,
  type Limits,
  limitBody,
  limitRate,
  onlyOurOwn,
  onlyWhoRuns,
  ownLimits,
  publicLimits,
} from './guards.js';
import { type ConnectionLimits, limitRequestsAtOnce, usualConnections } from './limit-connections.js';
import { createMetrics } from './metrics.js';
import { answerError, answerNotFound, describeIssues, refusal } from './problems.js';
import { addAsk } from './routes/ask.js';
import { addBrowse } from './routes/browse.js';
import { addPictures } from './routes/pictures.js';
import { addSignIn, addVisit } from './routes/visit.js';
import { addStaticPage } from './static-page.js';
import { type Views, viewsOf } from './views.js';

export type AppOptions = {
  /** For those at this machine, and for those who come over a network; the usual ones when not given. */
  readonly limits?: { readonly own: Limits; readonly others: Limits };
  /** Connections at once; the usual when not given. */
  readonly connections?: ConnectionLimits;
  /** Folder of the built page, ending in a slash; found by itself when not given. */
  readonly pageRoot?: string;
  /** Milliseconds after which a connection is cut on which nothing moves; the usual when not given. */
  readonly stalledMs?: number;
};

/** The whole of what the page's server answers, as a function from request to response; `start.ts` listens. */
export const createApp = (services: Services, options: AppOptions = {}): OpenAPIHono => {
  const { config, log, coachState } = services;
  const { web } = config;
  const limits = options.limits ?? { own: ownLimits, others: publicLimits };
  const base = basePathOf(web);
  const app = new OpenAPIHono({
    // A proxy may pass the path of the public address on, or take it off.
    getPath(request) {
      const path = getPath(request);
      return base && path.startsWith(`${base}/`) ? path.slice(base.length) : path;
    },
    defaultHook(result) {
      if (!result.success) throw refusal(400, 'bad_request', describeIssues(result.error));
    },
  });
  const access = createAccess(web);
  const metrics = createMetrics(services);
  const limitOwn = limitRate(web, limits.own, access.holdsToken);
  const limitOthers = limitRate(web, limits.others, access.holdsToken);

  app.onError(answerError(log));
  app.notFound(answerNotFound);
  app.use(metrics.countRequests, headersFor(web));

  if (base) app.get(base, c => c.redirect(`${base}/`, 308));
  // Whoever watches over the process asks by its address, and is told no more than this.
  app.get('/healthz', c => c.text('ok\n'));
  app.get('/readyz', c => {
    const { state } = coachState();
    const platforms = services.platforms();
    const lines = platforms.map(({ name, ready, detail }) => `${name}: ${ready ? 'ready' : `not ready, ${detail}`}`);
    const isReady = (state === 'ready' || state === 'building') && platforms.every(({ ready }) => ready);
    return c.text(`${[state, ...lines].join('\n')}\n`, isReady ? 200 : 503);
  });

  app.use(onlyOurOwn(web));
  app.use(limitRequestsAtOnce(web, options.connections ?? usualConnections));
  // Before requests are counted: the token that somebody signs in with stands in the body.
  app.use('/api/*', limitBody);
  app.use((c, next) => (isOwnMachine(c, web) ? limitOwn : limitOthers)(c, next));
  app.use(compress());
  app.use(
    '/api/*',
    methodNotAllowed({
      app,
      onMethodNotAllowed: (_, methods) => {
        throw refusal(405, 'method_not_allowed', `This address takes ${methods.join(', ')}.`, { Allow: methods.join(', ') });
      },
    }),
  );
  app.use('/api/*', async (c, next) => {
    c.header('Cache-Control', 'no-store');
    await next();
  });
  addSignIn(app, access);
  app.use('/api/*', access.guard);
  app.use('/metrics', onlyWhoRuns(web), access.guard);
  app.get('/metrics', async c => c.text(await metrics.text(), 200, { 'Content-Type': metrics.contentType }));

  const views = (): Views => viewsOf(services.pack);
  addAsk(app, services, limits);
  addBrowse(app, views);
  addPictures(app, services, views);
  addVisit(app, services);
  documentApi(app, web);
  addStaticPage(app, `${base}/`, options.pageRoot);
  return app;
};
