import { problemSchema } from './contract.js';

/* What requests are refused with, as /api/openapi.json tells it: each is a `Problem` with a sentence that may be shown. */

const problem = (description: string) => ({ description, content: { 'application/json': { schema: problemSchema } } });

/** Any request may get these. */
export const refusalsOfAll = {
  401: problem('An access token is needed (`token_needed`) or is wrong (`token_wrong`)'),
  403: problem('The request comes from another site, or under a name that is not this server’s'),
  429: problem(
    'Too many requests from one address, or too many questions from one visitor; `Retry-After` tells when to come back',
  ),
  500: problem('Something went wrong; the log knows what'),
} as const;

/** Requests with a body may get these besides. */
export const refusalsOfBodies = {
  400: problem('The request cannot be read'),
  413: problem('The request is larger than any question'),
  415: problem('The request is not JSON'),
} as const;

export const cannotBeRead = problem('The request cannot be read');
export const notThere = problem('There is no such thing');
export const askedAlready = problem('The question is being answered already');
export const tooBusy = problem('Too many questions at once, or the answer was stopped; `Retry-After` tells when to come back');
