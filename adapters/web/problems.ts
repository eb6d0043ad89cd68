import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { Logger } from 'pino';
import type { ZodError } from 'zod';
import type { Problem } from './contract.js';

type Code = Problem['error']['code'];

const problem = (code: Code, message: string): Problem => ({ error: { code, message } });

/** A refusal with its reason, to be thrown from wherever it is found. `headers` may hold `Retry-After` in seconds and the like. */
export const refusal = (
  status: ContentfulStatusCode,
  code: Code,
  message: string,
  headers: Readonly<Record<string, string>> = {},
): HTTPException => new HTTPException(status, { res: Response.json(problem(code, message), { status, headers }) });

/** zod's words, without those that only programmers use. */
const plainly = (message: string): string =>
  message.replace(/^Invalid (input|option): /, '').replace('received undefined', 'and it is missing');

/** What a schema found, as one sentence: `question: Too big`. Never what was sent. */
export const describeIssues = (error: Pick<ZodError, 'issues'>): string =>
  `That request can't be read. ${error.issues
    .slice(0, 3)
    // zod repeats names that it does not know, which are the sender's words.
    .map(
      issue =>
        `${issue.path.join('.') || 'the request'}: ${issue.code === 'unrecognized_keys' ? 'has a field that is not known' : plainly(issue.message)}`,
    )
    .join('; ')}.`;

export const answerNotFound = (c: Context): Response =>
  c.req.path.startsWith('/api/')
    ? c.json(problem('not_found', 'There is nothing at this address. /api/openapi.json tells what there is.'), 404)
    : c.text('There is nothing at this address.\n', 404);

/** Says of whatever was thrown what may be said; what is no refusal is logged and its cause stays here. */
export const answerError =
  (log: Logger) =>
  (error: Error, c: Context): Response => {
    if (error instanceof HTTPException) {
      if (error.res) return error.res;
      if (error.status === 415)
        return c.json(problem('not_json', 'Send the request as JSON, with Content-Type: application/json.'), 415);
      if (error.status === 400) return c.json(problem('bad_request', 'The request is not well-formed JSON.'), 400);
    }
    log.error({ err: error, method: c.req.method, route: c.req.routePath }, 'a request to the page’s server failed');
    return c.json(problem('failed', 'Something went wrong on my side. Please try again in a minute.'), 500);
  };
