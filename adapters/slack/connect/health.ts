import type { Route } from './installer.js';

export type Health = { readonly ready: boolean; readonly detail: string };

/** `/healthz` says that the process lives, `/readyz` whether it can answer: 200, or 503 with why not. */
export const healthRoutes = (health: () => Health): Route[] => [
  {
    path: '/healthz',
    method: 'GET',
    handler: (_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ status: 'ok' }));
    },
  },
  {
    path: '/readyz',
    method: 'GET',
    handler: (_request, response) => {
      const { ready, detail } = health();
      response.writeHead(ready ? 200 : 503, { 'content-type': 'application/json' }).end(JSON.stringify({ ready, detail }));
    },
  },
];
