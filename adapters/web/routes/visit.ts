import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import type { Services } from '../../services.js';
import { type Access, signInPath, visitorOf } from '../access.js';
import { feedbackRequestSchema, type Status, sessionRequestSchema, statusSchema } from '../contract.js';
import { refusal } from '../problems.js';
import { notThere, refusalsOfAll, refusalsOfBodies } from '../refusals.js';
import { webCommunity } from './ask.js';

const sessionRoute = createRoute({
  method: 'post',
  path: signInPath,
  summary: 'Sign in with the access token',
  request: { body: { required: true, content: { 'application/json': { schema: sessionRequestSchema } } } },
  responses: { 204: { description: 'Signed in: a cookie was set' }, ...refusalsOfAll, ...refusalsOfBodies },
});
const feedbackRoute = createRoute({
  method: 'post',
  path: '/api/feedback',
  summary: 'Say whether an answer helped',
  request: { body: { required: true, content: { 'application/json': { schema: feedbackRequestSchema } } } },
  responses: { 204: { description: 'Noted' }, ...refusalsOfAll, ...refusalsOfBodies, 404: notThere },
});
const statusRoute = createRoute({
  method: 'get',
  path: '/api/status',
  summary: 'Whether questions can be answered, and how',
  responses: {
    200: { description: 'The state of the index', content: { 'application/json': { schema: statusSchema } } },
    ...refusalsOfAll,
  },
});

/** Adds signing in. It stands before the guard: whoever has no session yet must reach it. */
export const addSignIn = (app: OpenAPIHono, access: Access): void => {
  app.openapi(sessionRoute, async c => {
    await access.signIn(c, c.req.valid('json').token);
    return c.body(null, 204);
  });
};

const ageOf = (builtAt: string | undefined): { ageSeconds?: number } =>
  builtAt === undefined ? {} : { ageSeconds: Math.max(0, Math.round((Date.now() - Date.parse(builtAt)) / 1000)) };

/** Adds feedback and the state of the coach. */
export const addVisit = (app: OpenAPIHono, services: Services): void => {
  const { web } = services.config;
  const writer = services.config.answerWriter !== 'extractive' && services.config.model ? 'model' : 'extractive';

  app.openapi(feedbackRoute, async c => {
    const { answerId, helpful, reason, comment } = c.req.valid('json');
    const saved = await services.feedback.save({
      community: webCommunity,
      answerId,
      member: visitorOf(c, web),
      helpful,
      ...(reason === undefined ? {} : { reason }),
      ...(comment === undefined ? {} : { comment }),
    });
    if (!saved) throw refusal(404, 'not_found', 'I no longer have that answer. Ask again and I will look it up afresh.');
    return c.body(null, 204);
  });
  app.openapi(statusRoute, c => {
    const state = services.coachState();
    const index: Status['index'] =
      state.state === 'failed' ? { state: 'failed' } : state.state === 'ready' ? { ...state, ...ageOf(state.builtAt) } : state;
    return c.json({ index, writer } satisfies Status, 200);
  });
};
