import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { serveStatic } from '@hono/node-server/serve-static';
import type { Env, Hono } from 'hono';

/** Vite names these by their content: what has such a name never changes. */
const hashed = /^\/assets\//;
const yearSeconds = 365 * 24 * 60 * 60;

/** Where the built page is: beside the built server, or in `dist` when the server runs from its source. */
export const builtPage = (): string | undefined =>
  ['../../page/', '../../dist/page/']
    .map(folder => fileURLToPath(new URL(folder, import.meta.url)))
    .find(folder => existsSync(`${folder}index.html`));

const notBuilt = 'The page has not been built. Run `npm run build`, then start NextRung again.\n';

/** Adds the page. Its parts stand beside it, so an address that is no file of it and that a browser opens leads to the page's own, `home`. */
export const addStaticPage = (app: Hono<Env>, home: string, root = builtPage()): void => {
  if (root === undefined) {
    app.get('/', c => c.text(notBuilt, 503));
    return;
  }
  const cacheFor = (path: string): string => (hashed.test(path) ? `public, max-age=${yearSeconds}, immutable` : 'no-cache');
  app.use('*', serveStatic({ root, onFound: (_, c) => c.header('Cache-Control', cacheFor(c.req.path)) }));
  const page = serveStatic({ root, path: `${root}index.html`, onFound: (_, c) => c.header('Cache-Control', 'no-cache') });
  app.use('*', async (c, next) => {
    const isPage = c.req.header('accept')?.includes('text/html') && !/^\/(api|assets)\/|\.\w+$/.test(c.req.path);
    if (!isPage) return next();
    return c.req.path === '/' ? page(c, next) : c.redirect(home);
  });
};
