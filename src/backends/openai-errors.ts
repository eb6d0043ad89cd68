import { NextRungError } from '../domain/errors.js';
import { cleanLine } from '../text/clean-text.js';

/** The status that an error object of the protocol tells by its code; 500 where it tells none. */
export const statusTold = (error: unknown): number => {
  const code = Number((error as { code?: unknown } | null)?.code);
  return code >= 400 && code < 600 ? code : 500;
};

/** The status that a call was refused by, or that the error tells which came inside a stream. */
const statusOf = (error: unknown): number | undefined => {
  const { status, error: told } = (error ?? {}) as { status?: unknown; error?: unknown };
  return typeof status === 'number' ? status : told ? statusTold(told) : undefined;
};

/** Names that the client, the runtime and the wire give to what never arrived. */
const isNetworkTrouble = (error: unknown): boolean =>
  error instanceof Error &&
  /connection|network|socket|timed? ?out|\bterminated\b|premature|ECONN|ENOTFOUND|EAI_AGAIN|fetch failed|hang up/i.test(
    `${error.name} ${error.constructor.name} ${error.message} ${String(error.cause ?? '')}`,
  );

/** An error and what caused it, outermost first. */
const causesOf = (error: unknown): unknown[] => {
  const found: unknown[] = [];
  for (let one = error; one instanceof Error && found.length < 6; one = one.cause) found.push(one);
  return found;
};
const neverSent = /^(?:ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|CERT_\w+|ERR_TLS_\w+|DEPTH_ZERO_\w+)$/;

/** Whether a server may charge for a call that failed: it was reached, and did not refuse the call by a status. */
export const mayBeCharged = (failure: NextRungError): boolean =>
  !causesOf(failure).some(
    cause =>
      statusOf(cause) !== undefined ||
      neverSent.test(String((cause as { code?: unknown }).code)) ||
      (cause as Error).message === 'bad port',
  );

const headerOf = (error: unknown, name: string): string | undefined => {
  const headers = (error as { headers?: unknown } | null)?.headers;
  return headers instanceof Headers ? (headers.get(name) ?? undefined) : undefined;
};

/**
 * Milliseconds that a provider over its limit (429) asks to be left alone: `Retry-After` in seconds or as a date (RFC 9110, 10.2.3), or the
 * `retry-after-ms` of some. Undefined for any other failure, and when it doesn't say.
 */
export const waitBeforeRetryMs = (error: unknown): number | undefined => {
  if (statusOf(error) !== 429) return undefined;
  const ms = Number(headerOf(error, 'retry-after-ms') ?? Number.NaN);
  if (Number.isFinite(ms) && ms >= 0) return ms;
  const after = headerOf(error, 'retry-after');
  if (after === undefined) return undefined;
  const seconds = /^\d+(\.\d+)?$/.test(after.trim()) ? Number(after) : (Date.parse(after) - Date.now()) / 1000;
  return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1000 : undefined;
};

const longestSaid = 200;
/** "sk-...": keys, and parts of them. */
const keyLike = /\b(?:sk|pk)[-_][\w*.-]+|\bbearer \S+|\b(?=[\w-]*\d)(?=[\w-]*[a-z])[\w-]{20,}/gi;
/** So many words of what was sent, one behind the other, are the question's and not the server's. */
const run = 3;
const wordsOf = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];

/** What a server says for itself in refusing, on one line: without keys, and without words of what it was sent. */
const saidBy = (error: unknown, sent: string): string => {
  const message = error instanceof Error ? error.message : '';
  const own = cleanLine(
    message
      .replace(/^\d{3}\s+/, '')
      .replace(/\s*Troubleshooting URL[\s\S]*$/, '')
      .replace(/<[^>]*>/g, ' '),
  ).replace(keyLike, '…');
  if (own === '' || /^status code \(no body\)$/.test(own)) return '';
  const words = wordsOf(sent);
  const runs = new Set(words.slice(run - 1).map((_, at) => words.slice(at, at + run).join(' ')));
  const said = own.split(/(?<=\s)/);
  const isSent = said.map(() => false);
  for (const at of said.keys())
    if (runs.has(wordsOf(said.slice(at, at + run).join(' ')).join(' '))) isSent.fill(true, at, at + run);
  const kept = said.map((word, at) => (isSent[at] ? (isSent[at - 1] ? '' : '… ') : word)).join('');
  // What is quoted is likely to be the question's, however short.
  const quoted = kept.replace(/(["“'‘`])([^"”'’`]*)(["”'’`])/g, (whole, _, inside: string) =>
    wordsOf(inside).length > 0 && wordsOf(inside).every(word => words.includes(word)) ? '…' : whole,
  );
  return ` The server says: ${quoted.trim().slice(0, longestSaid)}`;
};

/** Whether a provider's filter stopped the words of a call, which tells nothing of the model; an account that is flagged is another matter. */
const isFiltered = (error: unknown): boolean =>
  /content[_ ](?:filter|management|policy)|ResponsibleAI|requires moderation|\b(?:input|prompt|message|content|request)s?\b[^.]{0,30}\bflagged/i.test(
    `${(error as { code?: unknown }).code} ${error instanceof Error ? error.message : ''}`,
  );

/**
 * Any failure of a call as one of ours, with the next step for the operator, and what the server says where it refused.
 *
 * @param sent the question and all that was sent with it, of which nothing is repeated
 */
export const troubleOf = (error: unknown, model: string, signal?: AbortSignal, sent = ''): NextRungError => {
  if (error instanceof NextRungError) return error;
  const trouble = (
    code: 'model_rejected' | 'model_failed' | 'model_unusable' | 'model_filtered' | 'cancelled',
    message: string,
  ): NextRungError =>
    new NextRungError(code, statusOf(error) === undefined ? message : message + saidBy(error, sent), { cause: error });
  if (signal?.aborted) return trouble('cancelled', 'The call of the chat model was stopped.');
  const status = statusOf(error);
  // Some filters answer 403, which is a refused key otherwise.
  if (status !== undefined && isFiltered(error))
    return trouble(
      'model_filtered',
      "The provider's content filter stopped a question; the extractive writer answered that one. Loosen the filter at the provider if it goes on.",
    );
  if (status === 401 || status === 403)
    return trouble(
      'model_rejected',
      `The model's server refuses the key (${status}). Correct OPENAI_API_KEY in .env and start again; until then answers are extractive.`,
    );
  if (status === 404)
    return trouble(
      'model_rejected',
      `The model's server does not know "${model}" or the address (404). Correct OPENAI_MODEL or OPENAI_BASE_URL in .env and start again.`,
    );
  if (status === 429)
    return trouble(
      'model_failed',
      'The model’s server is over its limit (429); the extractive writer answers. Wait, or raise the limit or the credit at the provider.',
    );
  if (status !== undefined && status >= 500)
    return trouble(
      'model_failed',
      `The model's server failed (${status}); the extractive writer answers. Look at the provider's status page if it goes on.`,
    );
  if (status !== undefined)
    return trouble(
      'model_failed',
      `The model's server did not take the request (${status}). Check that OPENAI_MODEL "${model}" is a chat model and MODEL_CONTEXT_TOKENS fits it.`,
    );
  if (isNetworkTrouble(error))
    return trouble(
      'model_failed',
      'The model’s server cannot be reached or hung up; the extractive writer answers. Check OPENAI_BASE_URL and that the server runs.',
    );
  return trouble(
    'model_unusable',
    `The reply of "${model}" is not in the OpenAI protocol; the extractive writer answers. Check that OPENAI_BASE_URL ends where the API begins (often /v1).`,
  );
};
