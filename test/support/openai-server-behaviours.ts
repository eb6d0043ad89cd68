import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

type Usage = { readonly input: number; readonly output: number };

/** All that a model, its server or the wire between may do. */
export type Behaviour =
  | {
      readonly kind: 'text';
      readonly content: string;
      /** Characters of one event of a stream; 7 when not given, so that words and marks are cut anywhere. */
      readonly size?: number;
      readonly pauseMs?: number;
      /** What the server says it counted; false for one that counts nothing. */
      readonly usage?: Usage | false;
      readonly finish?: 'stop' | 'length' | 'content_filter';
    }
  | {
      readonly kind: 'status';
      readonly status: number;
      readonly message?: string;
      readonly retryAfter?: string;
      /** Not the protocol's error object but this. */
      readonly body?: string;
    }
  /** Takes the request and never answers. */
  | { readonly kind: 'silent' }
  /** Begins well and then sends nothing more. */
  | { readonly kind: 'stall'; readonly content: string }
  /** Begins well, then the connection breaks. */
  | { readonly kind: 'cut'; readonly content: string }
  /** The last character is sent by half, then the stream ends as if all were well. */
  | { readonly kind: 'half-character'; readonly content: string }
  /** Whole, but one byte at a time: characters of several bytes arrive in pieces. */
  | { readonly kind: 'bytes'; readonly content: string }
  | { readonly kind: 'refusal'; readonly content: string }
  | { readonly kind: 'tool-call'; readonly name: string; readonly input?: object }
  /** Any body at all. */
  | { readonly kind: 'raw'; readonly body: string; readonly type?: string }
  /** A stream of these chunks' deltas and reasons to stop, ended as told. */
  | {
      readonly kind: 'chunks';
      readonly deltas: readonly object[];
      readonly finish?: 'stop';
      readonly end: 'done' | 'open' | 'closed';
    }
  /** A whole reply, though a stream was asked for. */
  | { readonly kind: 'whole'; readonly content: unknown; readonly finish?: string | null }
  /** Hangs up at once. */
  | { readonly kind: 'reset' };

const base = { id: 'chatcmpl-test', created: 1_700_000_000, model: 'gpt-4o-mini' } as const;

const event = (delta: object, finish: string | null = null): string =>
  `data: ${JSON.stringify({ ...base, object: 'chat.completion.chunk', choices: [{ index: 0, delta, finish_reason: finish }] })}\n\n`;

const usageOf = (usage: Usage): object => ({
  prompt_tokens: usage.input,
  completion_tokens: usage.output,
  total_tokens: usage.input + usage.output,
});

let completions = 0;
/** Each whole reply has an id of its own: an agent tells messages apart by it. */
const completion = (message: object, finish: string, usage: Usage | false): string =>
  JSON.stringify({
    ...base,
    id: `${base.id}-${++completions}`,
    object: 'chat.completion',
    choices: [{ index: 0, message: { role: 'assistant', ...message }, finish_reason: finish }],
    ...(usage ? { usage: usageOf(usage) } : {}),
  });

/** Text cut into pieces of so many characters, none through the middle of a pair. */
const cut = (text: string, size: number): string[] => {
  const letters = [...text];
  return Array.from({ length: Math.ceil(letters.length / size) }, (_, at) => letters.slice(at * size, (at + 1) * size).join(''));
};

const begin = (response: ServerResponse, stream: boolean): void => {
  response.writeHead(200, { 'content-type': stream ? 'text/event-stream; charset=utf-8' : 'application/json' });
  if (stream) response.write(event({ role: 'assistant', content: '' }));
};

/** Behaves as told on one response; resolves when it has done what it will do. */
export const perform = async (behaviour: Behaviour, response: ServerResponse, stream: boolean): Promise<void> => {
  switch (behaviour.kind) {
    case 'text': {
      const usage = behaviour.usage ?? { input: 1200, output: 90 };
      const finish = behaviour.finish ?? 'stop';
      if (!stream) {
        if (behaviour.pauseMs) await sleep(behaviour.pauseMs * cut(behaviour.content, behaviour.size ?? 7).length);
        begin(response, false);
        response.end(completion({ content: behaviour.content }, finish, usage));
        return;
      }
      begin(response, true);
      for (const piece of cut(behaviour.content, behaviour.size ?? 7)) {
        if (response.destroyed) return;
        response.write(event({ content: piece }));
        if (behaviour.pauseMs) await sleep(behaviour.pauseMs);
      }
      response.write(event({}, finish));
      if (usage) {
        const counted = { ...base, object: 'chat.completion.chunk', choices: [], usage: usageOf(usage) };
        response.write(`data: ${JSON.stringify(counted)}\n\n`);
      }
      response.end('data: [DONE]\n\n');
      return;
    }
    case 'status': {
      response.writeHead(behaviour.status, {
        'content-type': 'application/json',
        ...(behaviour.retryAfter === undefined ? {} : { 'retry-after': behaviour.retryAfter }),
      });
      const error = { message: behaviour.message ?? `status ${behaviour.status}`, type: 'test', code: null };
      response.end(behaviour.body ?? JSON.stringify({ error }));
      return;
    }
    case 'silent':
      return;
    case 'stall':
      begin(response, stream);
      response.write(
        stream ? event({ content: behaviour.content }) : completion({ content: behaviour.content }, 'stop', false).slice(0, 80),
      );
      return;
    case 'cut':
      begin(response, stream);
      response.write(
        stream ? event({ content: behaviour.content }) : completion({ content: behaviour.content }, 'stop', false).slice(0, -30),
      );
      await sleep(20);
      response.destroy();
      return;
    case 'half-character': {
      begin(response, stream);
      const text = stream
        ? event({ content: `${behaviour.content}é` })
        : completion({ content: `${behaviour.content}é` }, 'stop', false);
      const bytes = Buffer.from(text, 'utf8');
      response.end(bytes.subarray(0, bytes.lastIndexOf(Buffer.from('é', 'utf8')) + 1));
      return;
    }
    case 'bytes': {
      begin(response, stream);
      const text = stream
        ? `${event({ content: behaviour.content })}${event({}, 'stop')}data: [DONE]\n\n`
        : completion({ content: behaviour.content }, 'stop', false);
      // Three at a time: no character of several bytes begins and ends in one write.
      const bytes = Buffer.from(text, 'utf8');
      for (let at = 0; at < bytes.length; at += 3) {
        response.write(bytes.subarray(at, at + 3));
        if (at % 60 === 0) await sleep(0);
      }
      response.end();
      return;
    }
    case 'refusal':
      begin(response, stream);
      response.end(
        stream
          ? `${event({ refusal: behaviour.content })}${event({}, 'stop')}data: [DONE]\n\n`
          : completion({ content: null, refusal: behaviour.content }, 'stop', { input: 900, output: 12 }),
      );
      return;
    case 'tool-call': {
      const tools = [
        {
          index: 0,
          id: 'call_1',
          type: 'function',
          function: { name: behaviour.name, arguments: JSON.stringify(behaviour.input ?? {}) },
        },
      ];
      begin(response, stream);
      response.end(
        stream
          ? `${event({ tool_calls: tools })}${event({}, 'tool_calls')}data: [DONE]\n\n`
          : completion({ content: null, tool_calls: tools }, 'tool_calls', false),
      );
      return;
    }
    case 'raw':
      response.writeHead(200, { 'content-type': behaviour.type ?? 'application/json' });
      response.end(behaviour.body);
      return;
    case 'chunks':
      begin(response, true);
      for (const delta of behaviour.deltas) response.write(event(delta));
      if (behaviour.finish) response.write(event({}, behaviour.finish));
      if (behaviour.end === 'done') response.write('data: [DONE]\n\n');
      if (behaviour.end !== 'open') response.end();
      return;
    case 'whole':
      begin(response, false);
      response.end(completion({ content: behaviour.content }, (behaviour.finish ?? null) as string, false));
      return;
    case 'reset':
      response.destroy();
      return;
    default:
      behaviour satisfies never;
  }
};
