import type {
  CompareView,
  FeedbackRequest,
  GuideView,
  PackView,
  PassageView,
  PathView,
  PayView,
  Problem,
  SearchView,
  Status,
} from '../../../contract.js';

/** What the page tells a reader when the server cannot be reached, or answers in words that are not ours. */
export const unreachable = "NextRung can't be reached just now. Check that it is still running, then try again.";

/** A request that did not succeed. `message` may be shown. */
export class RequestError extends Error {
  readonly code: Problem['error']['code'] | 'unreachable';
  /** Milliseconds to wait before asking again, when the server said so. */
  readonly retryAfterMs: number | undefined;

  constructor(code: RequestError['code'], message: string, retryAfterMs?: number) {
    super(message);
    this.code = code;
    this.retryAfterMs = retryAfterMs;
  }
}

const isProblem = (body: unknown): body is Problem =>
  typeof body === 'object' && body !== null && 'error' in body && typeof body.error === 'object';

/** The problem that a response tells of. */
const problemOf = async (response: Response): Promise<RequestError> => {
  const body: unknown = await response.json().catch(() => undefined);
  const seconds = Number(response.headers.get('retry-after'));
  const retryAfterMs = seconds > 0 ? seconds * 1000 : undefined;
  return isProblem(body)
    ? new RequestError(body.error.code, body.error.message, retryAfterMs)
    : new RequestError('failed', unreachable, retryAfterMs);
};

/** Tells the page that the server asks for a token, so that it can ask the reader. */
export const tokenNeeded = 'nextrung-token-needed';

/** Sends a request; rejects with a `RequestError` when it is not answered with 2xx, or as `fetch` does when `signal` aborts. */
export const send = async (path: string, init: RequestInit = {}): Promise<Response> => {
  let response: Response;
  try {
    response = await fetch(path, init);
  } catch (error) {
    if (init.signal?.aborted) throw error;
    throw new RequestError('unreachable', unreachable);
  }
  if (response.ok) return response;
  const problem = await problemOf(response);
  if (problem.code === 'token_needed') dispatchEvent(new Event(tokenNeeded));
  throw problem;
};

/** A body as JSON, for `send`. */
export const jsonBody = (body: unknown): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});

/** What does not change while the server runs is asked for once. */
const kept = new Map<string, Promise<unknown>>();

/** Page and server are built together from one contract, so an answer is taken as the type that the contract gives its address. */
const getJson = async <T>(path: string, signal?: AbortSignal): Promise<T> => {
  const response = await send(path, signal ? { signal } : {});
  return (await response.json()) as T;
};

const getOnce = <T>(path: string): Promise<T> => {
  const known = kept.get(path) as Promise<T> | undefined;
  if (known) return known;
  const asked = getJson<T>(path);
  kept.set(path, asked);
  asked.catch(() => kept.delete(path));
  return asked;
};

export const getPack = (): Promise<PackView> => getOnce('api/pack');
export const getPay = (): Promise<PayView> => getOnce('api/pay');
export const getGuide = (id: string): Promise<GuideView> => getOnce(`api/guides/${encodeURIComponent(id)}`);
export const getPassage = (id: string): Promise<PassageView> => getOnce(`api/passages/${encodeURIComponent(id)}`);
export const getStatus = (): Promise<Status> => getJson('api/status');
export const searchLibrary = (words: string, signal: AbortSignal): Promise<SearchView> =>
  getJson(`api/search?q=${encodeURIComponent(words)}&limit=20`, signal);
export const getPath = (from: string, to: string): Promise<PathView> => getOnce(`api/path?${new URLSearchParams({ from, to })}`);
export const getComparison = (kind: CompareView['kind'], ids: readonly string[]): Promise<CompareView> =>
  getOnce(`api/compare?${new URLSearchParams({ kind, ids: ids.join(',') })}`);

export const sendFeedback = async (feedback: FeedbackRequest): Promise<void> => {
  await send('api/feedback', jsonBody(feedback));
};

/** Signs in with the access token; rejects with `token_wrong` when it is another. */
export const signIn = async (token: string): Promise<void> => {
  await send('api/session', jsonBody({ token }));
};
