import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Config } from '../../src/config.js';
import { sessionCookie } from './access.js';
import { basePathOf } from './addresses.js';

/** Adds /api/openapi.json: what the routes before it take and answer, and how one is let in where a token is set. */
export const documentApi = (app: OpenAPIHono, web: Config['web']): void => {
  const { openAPIRegistry: registry } = app;
  registry.registerComponent('securitySchemes', 'bearer', {
    type: 'http',
    scheme: 'bearer',
    description: 'WEB_ACCESS_TOKEN of the server',
  });
  registry.registerComponent('securitySchemes', 'session', {
    type: 'apiKey',
    in: 'cookie',
    name: sessionCookie,
    description: 'Set by POST /api/session',
  });
  app.doc31('/api/openapi.json', {
    openapi: '3.1.0',
    info: {
      title: 'NextRung',
      version: '1',
      description:
        'A career coach that answers from source guides, with citations. A method that an address does not take is answered 405, an address that is not here 404.',
    },
    servers: [{ url: `${basePathOf(web)}/` }],
    security: web.accessToken ? [{ bearer: [] }, { session: [] }] : [],
  });
};
