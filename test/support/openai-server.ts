import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';
import { createHashedEmbedder } from './hashed-embedder.js';
import { type Behaviour, perform } from './openai-server-behaviours.js';

/*
 * A server that speaks as much of the OpenAI protocol as NextRung uses: chat completions (one reply, or a stream of events), embeddings and the
 * list of models. A test says how it behaves, call by call, and reads what it was sent.
 */

const chatSchema = z.object({
  model: z.string(),
  messages: z.array(z.object({ role: z.string(), content: z.unknown() })),
  stream: z.boolean().default(false),
});
const embeddingsSchema = z.object({ model: z.string(), input: z.union([z.string(), z.array(z.string())]) });

/** A request as it came in. */
type Call = {
  readonly path: string;
  readonly key: string | undefined;
  /** The body as text: what left the machine. */
  readonly sent: string;
  /** Chat: the messages joined, what a model would read. */
  readonly prompt: string;
  readonly stream: boolean;
  /** Whether the caller hung up before the reply was whole. */
  aborted: boolean;
};
type Script = Behaviour | ((call: Call, n: number) => Behaviour | Promise<Behaviour>);

export type OpenaiServer = {
  /** For OPENAI_BASE_URL. */
  readonly url: string;
  /** Every call since the last `reset`, oldest first. */
  readonly calls: readonly Call[];
  /** Those that asked for a chat completion. */
  chats(): readonly Call[];
  /** How chat completions behave from now on; `n` counts from 0. */
  chat(script: Script): void;
  embeddings(script: Script | undefined): void;
  models(script: Script | undefined): void;
  reset(): void;
  close(): Promise<void>;
};

const dimensions = 64;

const bodyOf = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
};

const sendJson = (response: ServerResponse, value: unknown): void => {
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end(JSON.stringify(value));
};

/** Starts the server on a free port of this machine. With `key`, any other one gets 401. */
export const startOpenaiServer = async (options: { readonly key?: string } = {}): Promise<OpenaiServer> => {
  const embedder = createHashedEmbedder({ dimensions });
  let calls: Call[] = [];
  let chat: Script = { kind: 'text', content: '' };
  let embeddings: Script | undefined;
  let models: Script | undefined;
  const scripted = async (script: Script, call: Call, path: string): Promise<Behaviour> =>
    typeof script === 'function' ? script(call, calls.filter(one => one.path === path).length - 1) : script;

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const sent = await bodyOf(request);
    const path = (request.url ?? '').replace(/^\/v1/, '');
    const body: unknown = sent ? JSON.parse(sent) : {};
    const asked = path === '/chat/completions' ? chatSchema.parse(body) : undefined;
    const call: Call = {
      path,
      key: request.headers.authorization?.replace(/^Bearer /, ''),
      sent,
      prompt:
        asked?.messages.map(({ content }) => (typeof content === 'string' ? content : JSON.stringify(content))).join('\n') ?? '',
      stream: asked?.stream ?? false,
      aborted: false,
    };
    calls.push(call);
    response.on('close', () => {
      call.aborted = !response.writableFinished;
    });
    if (options.key !== undefined && call.key !== options.key)
      return perform({ kind: 'status', status: 401, message: 'Incorrect API key provided.' }, response, false);
    if (path === '/models')
      return models
        ? perform(await scripted(models, call, path), response, false)
        : sendJson(response, { object: 'list', data: [{ id: 'gpt-4o-mini', object: 'model', created: 1, owned_by: 'test' }] });
    if (path === '/embeddings') {
      if (embeddings) return perform(await scripted(embeddings, call, path), response, false);
      const { model, input } = embeddingsSchema.parse(body);
      const vectors = await embedder.embed([input].flat());
      return sendJson(response, {
        object: 'list',
        model,
        data: vectors.map((vector, index) => ({ object: 'embedding', index, embedding: [...vector] })),
        usage: { prompt_tokens: 8, total_tokens: 8 },
      });
    }
    if (asked) return perform(await scripted(chat, call, path), response, asked.stream);
    return perform({ kind: 'status', status: 404, message: `Unknown request URL: ${path}` }, response, false);
  };

  const server = createServer((request, response) => {
    handle(request, response).catch((error: unknown) => {
      response.writeHead(400, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ error: { message: String(error) } }));
    });
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    get calls() {
      return calls;
    },
    chats: () => calls.filter(call => call.path === '/chat/completions'),
    chat(script) {
      chat = script;
    },
    embeddings(script) {
      embeddings = script;
    },
    models(script) {
      models = script;
    },
    reset() {
      calls = [];
      [chat, embeddings, models] = [{ kind: 'text', content: '' }, undefined, undefined];
    },
    close: () =>
      new Promise(resolve => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
};
