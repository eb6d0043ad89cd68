import { z } from 'zod';
import { RefusedResponse } from './slack-errors.js';

const answerSchema = z.object({ ok: z.boolean(), error: z.string().optional() });

/** What a `response_url` answered, as JSON; undefined for plain text. */
const parsed = (body: string): z.infer<typeof answerSchema> | undefined => {
  try {
    return answerSchema.safeParse(JSON.parse(body)).data;
  } catch {
    return undefined;
  }
};

const codeIn = (body: string): string | undefined => /^[a-z][a-z_]{2,60}$/.exec(body.trim())?.[0];

/**
 * Sees that what was sent to a `response_url` was taken. Slack says no with status 200 or another, as JSON or as plain text, so only "ok",
 * nothing at all and `{"ok":true}` are a yes. Rejects with `RefusedResponse`.
 */
export const readResponse = async (response: Response): Promise<Response> => {
  const body = await response.text();
  const answer = parsed(body);
  const isTaken = response.ok && (answer ? answer.ok : /^(?:ok)?$/i.test(body.trim()));
  if (isTaken) return new Response(body, { status: response.status });
  throw new RefusedResponse(answer?.error ?? codeIn(body) ?? `http_${response.status}`, body);
};
