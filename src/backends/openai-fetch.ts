/*
 * Servers as they are: what speaks the OpenAI protocol nearly. A request loses what the server refuses, which is remembered; a reply is made what
 * the protocol says it is.
 */

import { statusTold } from './openai-errors.js';

type Fetch = typeof globalThis.fetch;
type Body = Record<string, unknown> & { messages?: { role: string; content: unknown }[] };
type Choice = { delta?: { content?: unknown }; message?: { content?: unknown }; finish_reason?: string | null };
type Chunk = Record<string, unknown> & { choices?: Choice[] };

/** A cap that is refused as too large for one long prompt, which is another matter than one whose name is refused. */
const namesCap = /max_(?:completion_)?tokens|maximum context length/i;
const refusesName =
  /un(?:supported|known|recogni[sz]ed|expected)|not (?:support|permitted|allowed|recogni[sz]ed)|extra|instead|deprecated|invalid (?:parameter|argument|field)/i;
const isTooMuch = (told: string): boolean => namesCap.test(told) && !refusesName.test(told);
/** A third is still an answer. */
const withLess = ({ max_tokens, max_completion_tokens, ...rest }: Body): Body => {
  const less = (cap: unknown): number | undefined => (typeof cap === 'number' ? Math.ceil(cap / 3) : undefined);
  return { ...rest, max_tokens: less(max_tokens), max_completion_tokens: less(max_completion_tokens) };
};

/** What a server may refuse, told by the parameter's name in its own sentence, and the request without it. */
const refusals: readonly { readonly named: RegExp; readonly without: (body: Body) => Body }[] = [
  { named: /temperature/i, without: ({ temperature: _, ...rest }) => rest },
  { named: /stream_options|include_usage/i, without: ({ stream_options: _, ...rest }) => rest },
  {
    named: /max_tokens/i,
    without: ({ max_tokens, ...rest }) => (max_tokens === undefined ? rest : { ...rest, max_completion_tokens: max_tokens }),
  },
  { named: /max_completion_tokens/i, without: ({ max_completion_tokens: _, ...rest }) => rest },
  {
    // "Conversation roles must alternate user/assistant/...", "Only user and assistant roles are supported!"
    named:
      /\b(?:system|developer)\b.*\b(?:role|message|instruction|prompt)|\b(?:role|message)s?\b.*\b(?:system|developer)\b|\broles must alternate\b|\bonly user and assistant\b/i,
    // Where there is no such role, the instructions stand before what the user says.
    without: ({ messages = [], ...rest }) => {
      const isSystem = ({ role }: { role: string }): boolean => role === 'system' || role === 'developer';
      const told = messages.filter(isSystem).map(one => one.content);
      const [first, ...others] = messages.filter(one => !isSystem(one));
      return first && told.length > 0
        ? { ...rest, messages: [{ ...first, content: [...told, first.content].join('\n\n') }, ...others] }
        : { ...rest, messages };
    },
  },
];

/** After the model has said that it is done, a count may follow; nothing else is waited for, in milliseconds. */
const lingerMs = 1_000;

const textOf = (content: unknown): unknown =>
  Array.isArray(content)
    ? content.map(part => (typeof part === 'string' ? part : ((part as { text?: unknown } | null)?.text ?? ''))).join('')
    : content;

const parsed = (text: string): Chunk | undefined => {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Chunk) : undefined;
  } catch {
    return undefined;
  }
};

/** Content in parts is its text. */
const flattened = (chunk: Chunk): Chunk => ({
  ...chunk,
  choices: (chunk.choices ?? []).map(choice => ({
    ...choice,
    ...(choice.delta ? { delta: { ...choice.delta, content: textOf(choice.delta.content) } } : {}),
    ...(choice.message ? { message: { ...choice.message, content: textOf(choice.message.content) } } : {}),
  })),
});

/** A whole reply ends where it stops, whether or not the server says so. */
const finished = (chunk: Chunk): Chunk => ({
  ...chunk,
  choices: (chunk.choices ?? []).map(choice => ({ ...choice, finish_reason: choice.finish_reason ?? 'stop' })),
});

const eventOf = (chunk: Chunk): string => `data: ${JSON.stringify(chunk)}\n\n`;
const done = 'data: [DONE]\n\n';

/** A whole reply as the events of a stream. */
const eventsOf = (whole: Chunk): string => {
  const { choices = [], usage, ...rest } = finished(flattened(whole));
  const chunks = choices.map(({ message, finish_reason }) => ({
    ...rest,
    object: 'chat.completion.chunk',
    choices: [
      { index: 0, delta: { role: 'assistant', content: message?.content ?? '' }, finish_reason: finish_reason ?? 'stop' },
    ],
  }));
  return [...chunks.map(eventOf), ...(usage ? [eventOf({ ...rest, choices: [], usage })] : []), done].join('');
};

/** A stream with its events put right: content as text, an end that is told once and after which nothing is waited for. */
const mended = (body: ReadableStream<Uint8Array>): ReadableStream<Uint8Array> => {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  const encoder = new TextEncoder();
  let buffer = '';
  let last: Chunk | undefined;
  let hasFinished = false;

  /** What one event becomes, and whether it was the last. */
  const mend = (event: string): { text: string; isLast: boolean } => {
    const data = /^data:\s?(.*)$/m.exec(event)?.[1]?.trim();
    if (data === undefined) return { text: `${event}\n\n`, isLast: false };
    if (data === '[DONE]') {
      const end = last && !hasFinished ? eventOf({ ...last, usage: null, choices: [{ delta: {}, finish_reason: 'stop' }] }) : '';
      return { text: end + done, isLast: true };
    }
    const chunk = parsed(data);
    // Without the event's name, since the client prints broken events of some names whatever it is told.
    if (!chunk) return { text: `data: ${data}\n\n`, isLast: false };
    if (chunk.choices?.some(choice => choice.finish_reason)) hasFinished = true;
    if (chunk.choices && chunk.choices.length > 0) last = chunk;
    return { text: eventOf(flattened(chunk)), isLast: hasFinished && Boolean(chunk.usage) };
  };

  const next = async (): Promise<Awaited<ReturnType<typeof reader.read>>> => {
    if (!hasFinished) return reader.read();
    let timer: NodeJS.Timeout | undefined;
    const waited = new Promise<{ done: true; value: undefined }>(resolve => {
      timer = setTimeout(() => resolve({ done: true, value: undefined }), lingerMs);
    });
    return Promise.race([reader.read(), waited]).finally(() => clearTimeout(timer));
  };

  return new ReadableStream({
    async pull(controller) {
      // A pull that gives nothing is not repeated: so it goes on until it has something.
      for (let given = 0; given === 0; ) {
        const read = await next();
        if (!read.done) buffer += decoder.decode(read.value, { stream: true });
        const events = buffer.split(/\r?\n\r?\n/);
        buffer = read.done ? '' : (events.pop() ?? '');
        let ends = read.done;
        for (const event of events.filter(one => one.trim())) {
          const { text, isLast } = mend(event);
          controller.enqueue(encoder.encode(text));
          given++;
          ends ||= isLast;
        }
        if (!ends) continue;
        controller.close();
        await reader.cancel().catch(() => undefined);
        return;
      }
    },
    cancel: reason => reader.cancel(reason),
  });
};

/** What a server says for itself stands where the protocol has it, also where it calls it `detail` or `message`. */
const toldResponse = async (response: Response, status = response.status): Promise<Response> => {
  const text = await response.text();
  const body = parsed(text);
  const { error, detail, message }: Chunk = body ?? {};
  const told = [error, detail, message].find(one => typeof one === 'string') ?? (detail && JSON.stringify(detail));
  const isTold = typeof error === 'object' && error !== null;
  const headers = new Headers(response.headers);
  for (const name of ['content-length', 'content-encoding']) headers.delete(name);
  return new Response(isTold || !told ? text : JSON.stringify({ error: { message: told } }), { status, headers });
};

const mendedResponse = async (response: Response, asksStream: boolean): Promise<Response> => {
  const type = response.headers.get('content-type') ?? '';
  const headers = new Headers(response.headers);
  for (const name of ['content-length', 'content-encoding']) headers.delete(name);
  if (response.body && type.includes('event-stream'))
    return new Response(mended(response.body), { status: response.status, headers });
  const text = await response.text();
  const whole = parsed(text);
  if (whole?.error && !whole.choices) return toldResponse(new Response(text, { headers }), statusTold(whole.error));
  const isReply = whole?.choices?.some(choice => choice.message) ?? false;
  if (!whole || !isReply) return new Response(text, { status: response.status, headers });
  if (!asksStream) return new Response(JSON.stringify(finished(flattened(whole))), { status: response.status, headers });
  headers.set('content-type', 'text/event-stream');
  return new Response(eventsOf(whole), { status: response.status, headers });
};

/**
 * A `fetch` for one model. A request that is refused (400, 422) for a parameter, or for having a system role, is sent once more without, and every
 * later one is sent so; one whose cap is too large is sent once more with less. Replies become what the protocol says: see `mended`.
 */
export const createOpenaiFetch = (send: Fetch = globalThis.fetch): Fetch => {
  const refused = new Set<(typeof refusals)[number]>();
  return async (input, init) => {
    const body = typeof init?.body === 'string' ? (parsed(init.body) as Body | undefined) : undefined;
    if (!body?.messages) return send(input, init);
    let asked = body;
    const post = (): Promise<Response> => {
      const kept = refusals.filter(one => refused.has(one)).reduce((given, { without }) => without(given), asked);
      return send(input, { ...init, body: JSON.stringify(kept) });
    };
    let response = await post();
    // Each refusal may hide the next; none is met twice.
    while (response.status === 400 || response.status === 422) {
      const told = await response.clone().text();
      const next = isTooMuch(told) ? undefined : refusals.find(one => !refused.has(one) && one.named.test(told));
      if (next) refused.add(next);
      else if (isTooMuch(told) && asked === body) asked = withLess(body);
      else return toldResponse(response);
      await response.body?.cancel().catch(() => undefined);
      response = await post();
    }
    return response.ok ? mendedResponse(response, body.stream === true) : toldResponse(response);
  };
};
