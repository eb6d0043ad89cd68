import { describe, expect, it, vi } from 'vitest';
import { useModelCoach } from '../support/model-coach.js';
import { numberedIn, numberOf } from '../support/numbered.js';
import type { Behaviour } from '../support/openai-server-behaviours.js';
import { runProgram } from '../support/run-nextrung.js';
import { useTemporaryFolder } from '../support/temporary-folder.js';

const folder = useTemporaryFolder();
const { server, open } = useModelCoach(folder);

const question = 'is the CCS more rigorous than the CPC for hospital inpatient coding?';
const others = [
  'what does a coding auditor do?',
  'how do I become a CDI specialist?',
  'CPC or CCS for outpatient?',
  'is coding remote?',
];
const chosen = (prompt: string): string => `[${numberOf(prompt, /more rigorous of the two/)}]`;

type Sent = { temperature?: number; max_tokens?: number; stream_options?: object; messages: { role: string; content: string }[] };
const sentIn = (text: string): Sent => JSON.parse(text);

/** Asks as a stream, and gives the answer. */
const answerOf = async (coach: Awaited<ReturnType<typeof open>>, text = question) => {
  const last = (await coach.stream(text)).at(-1);
  if (last?.kind !== 'answer') throw new Error('a stream ends with its answer');
  return last.answer;
};

describe('a server that refuses a part of the request', () => {
  const hasSystem = (sent: Sent): boolean => sent.messages.some(one => one.role === 'system');
  const refusals: [string, (sent: Sent) => boolean, string][] = [
    [
      'temperature',
      sent => sent.temperature !== undefined,
      "Unsupported value: 'temperature' does not support 0.2 with this model.",
    ],
    [
      'max_tokens',
      sent => sent.max_tokens !== undefined,
      "Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead.",
    ],
    ['stream_options', sent => sent.stream_options !== undefined, 'stream_options: extra fields not permitted'],
    ['the system role', hasSystem, 'System role not supported'],
    ['a role that is no user’s', hasSystem, 'Conversation roles must alternate user/assistant/user/assistant/...'],
    ['a role that nobody knows', hasSystem, 'Only user and assistant roles are supported!'],
  ];

  it.each(refusals)('is asked once more without %s, and from then on', async (_, holds, message) => {
    const coach = await open();
    server().chat(call =>
      holds(sentIn(call.sent)) ? { kind: 'status', status: 400, message } : { kind: 'text', content: chosen(call.prompt) },
    );
    expect((await answerOf(coach)).writer).toBe('model');
    expect(server().chats()).toHaveLength(2);
    await answerOf(coach, others[0]);
    expect(server().chats()).toHaveLength(3);
    expect(
      server()
        .chats()
        .map(call => holds(sentIn(call.sent))),
    ).toEqual([true, false, false]);
    // What it is told is not lost.
    for (const call of server().chats()) expect(call.prompt).toMatch(/You are NextRung/);
    expect(coach.troubles.filter(trouble => trouble.code !== 'model_unusable')).toEqual([]);
  });

  it('may refuse one after the other', async () => {
    const coach = await open();
    server().chat(call => {
      const found = refusals.find(([, holds]) => holds(sentIn(call.sent)));
      return found ? { kind: 'status', status: 422, message: found[2] } : { kind: 'text', content: chosen(call.prompt) };
    });
    expect((await answerOf(coach)).writer).toBe('model');
    expect(server().chats()).toHaveLength(5);
  });

  it.each([
    "'max_tokens' or 'max_completion_tokens' is too large: 900. This model's maximum context length is 4096 tokens and your request has 3500 input tokens.",
    "This model's maximum context length is 4096 tokens. However, you requested 4400 tokens (3500 in the messages, 900 in the completion).",
  ])('is asked for less where one prompt leaves no room, and for as much as ever from then on: %s', async message => {
    const coach = await open();
    server().chat((call, n) =>
      n === 0 ? { kind: 'status', status: 400, message } : { kind: 'text', content: chosen(call.prompt) },
    );
    expect((await answerOf(coach)).writer).toBe('model');
    await answerOf(coach, others[0]);
    const [first = 0, second = 0, third = 0] = server()
      .chats()
      .map(call => sentIn(call.sent).max_tokens ?? 0);
    expect(second).toBeGreaterThan(200);
    expect(second).toBeLessThan(first);
    expect(third).toBe(first);
    // Twice is enough.
    server().reset();
    server().chat({ kind: 'status', status: 400, message });
    await answerOf(coach, others[1]);
    expect(server().chats()).toHaveLength(2);
  });

  it('is not asked again where the refusal names nothing that can be left out', async () => {
    const coach = await open();
    server().chat({ kind: 'status', status: 400, message: 'Bad request.' });
    expect((await answerOf(coach)).writer).toBe('extractive');
    expect(server().chats()).toHaveLength(1);
  });
});

describe('a reply in nearly the protocol', () => {
  const replies: [string, (mark: string) => Behaviour][] = [
    ['without a reason to stop', mark => ({ kind: 'chunks', deltas: [{ content: mark }], end: 'done' })],
    ['whose connection is left open', mark => ({ kind: 'chunks', deltas: [{ content: mark }], finish: 'stop', end: 'open' })],
    [
      'whose connection closes without an end',
      mark => ({ kind: 'chunks', deltas: [{ content: mark }], finish: 'stop', end: 'closed' }),
    ],
    [
      'whose content is in parts',
      mark => ({ kind: 'chunks', deltas: [{ content: [{ type: 'text', text: mark }] }], finish: 'stop', end: 'done' }),
    ],
    ['that is whole where a stream was asked for', mark => ({ kind: 'whole', content: mark, finish: 'stop' })],
    [
      'that is whole, in parts and without a reason to stop',
      mark => ({ kind: 'whole', content: [{ type: 'text', text: mark }] }),
    ],
  ];

  it.each(replies)('is used: one %s', async (_, reply) => {
    const said = (['log', 'warn', 'error'] as const).map(name => vi.spyOn(console, name));
    const coach = await open();
    server().chat(call => reply(chosen(call.prompt)));
    const started = performance.now();
    const answer = await answerOf(coach);
    expect(coach.troubles.map(trouble => trouble.message)).toEqual([]);
    expect(answer.writer).toBe('model');
    expect(performance.now() - started).toBeLessThan(8_000);
    // Nothing on the console but the log.
    for (const spy of said) expect(spy).not.toHaveBeenCalled();
    vi.restoreAllMocks();
  });

  it('is used without a stream, in parts', async () => {
    const coach = await open();
    server().chat(call => ({ kind: 'whole', content: [{ type: 'text', text: chosen(call.prompt) }] }));
    expect((await coach.ask(question)).writer).toBe('model');
  });

  it('is not taken for whole where the connection broke', async () => {
    const coach = await open();
    server().chat(call => ({ kind: 'chunks', deltas: [{ content: chosen(call.prompt) }], end: 'closed' }));
    expect((await answerOf(coach)).writer).toBe('extractive');
    expect(coach.troubles.map(trouble => trouble.message).join()).toMatch(/broke off/);
  });
});

describe('a stream with a broken event', () => {
  it.each(['', 'event: thread.message.delta\n'])('prints nothing of it: the log tells all (%j)', async name => {
    const body = `data: {"choices":[{"delta":{"content":"Griselda"}}]}\n\n${name}data: {"choices":[{"delta":{"content":"Gris\n\n`;
    server().chat({ kind: 'raw', type: 'text/event-stream', body });
    const call = `import { createLangchainChatModel } from "./src/backends/langchain-chat-model.ts";
      const chat = await createLangchainChatModel({ model: 'm', apiKey: undefined, baseUrl: process.env.OPENAI_BASE_URL });
      const task = { name: 'answer', instructions: '', question: '', passages: [], request: '' };
      await chat.reply(task, { until: performance.now() + 9e3, onText: () => {} }).catch(error => console.log(error.code));`;
    const { stdout, stderr } = await runProgram(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', call], {
      env: { OPENAI_BASE_URL: server().url, OPENAI_LOG: 'debug' },
    });
    expect({ stdout, stderr }).toEqual({ stdout: 'model_unusable\n', stderr: '' });
  });
});

describe('a model that thinks longer than it may write', () => {
  const thinking: Behaviour = { kind: 'text', content: `<think>${'Let me see [3]. '.repeat(50)}`, finish: 'length' };

  it.each([true, false])('is given more room once, and used (streamed: %s)', async stream => {
    const coach = await open();
    server().chat((call, n) => (n === 0 ? thinking : { kind: 'text', content: `<think>[3]?</think>${chosen(call.prompt)}` }));
    const answer = stream ? await answerOf(coach) : await coach.ask(question);
    expect(answer.writer).toBe('model');
    expect(answer.citations).toHaveLength(1);
    const rooms = server()
      .chats()
      .map(call => sentIn(call.sent).max_tokens ?? 0);
    expect(rooms[1]).toBeGreaterThan(rooms[0] ?? 0);
    expect(answer.usage?.inputTokens).toBe(2400);
  });

  /** Without the tag that opens it, as some servers' templates leave it, and cut off at its limit. */
  const unfenced = (prompt: string): string => {
    const [one, other, last] = numberedIn(prompt).slice(20);
    return `Okay, the user asks about rigor.\n[${one?.n}]\nMaybe [${other?.n}]? No, that does not help.\n[${last?.n}] neither. So`;
  };

  it.each([true, false])('is understood where no tag says that it thinks (streamed: %s)', async stream => {
    const coach = await open();
    server().chat((call, n) =>
      n === 0
        ? { kind: 'text', content: unfenced(call.prompt), finish: 'length' }
        : { kind: 'text', content: `${unfenced(call.prompt)}\n</think>\n\n${chosen(call.prompt)}` },
    );
    const answer = stream ? await answerOf(coach) : await coach.ask(question);
    expect(answer.writer).toBe('model');
    expect(answer.citations).toHaveLength(1);
    expect(server().chats()).toHaveLength(2);
    // What it rejects in passing is not shown where it comes to nothing else.
    server().chat(call => ({ kind: 'text', content: unfenced(call.prompt), finish: 'length' }));
    expect((await answerOf(coach, others[0])).writer).toBe('extractive');
    expect(coach.troubles.map(trouble => trouble.message).join()).toMatch(/thinks longer than it may write/);
  });

  it.each(['<think>', ''])('is read to its end, however much is thought (opened by %j)', async opening => {
    const coach = await open();
    const thought = 'Let me weigh what the sentences say once more. '.repeat(400);
    server().chat((call, n) =>
      n === 0 ? thinking : { kind: 'text', content: `${opening}${thought}</think>\n${chosen(call.prompt)}`, size: 90 },
    );
    expect((await answerOf(coach)).writer).toBe('model');
  });

  it('is told as such when that is not enough', async () => {
    const coach = await open();
    server().chat(thinking);
    expect((await answerOf(coach)).writer).toBe('extractive');
    expect(server().chats()).toHaveLength(2);
    expect(coach.troubles.map(trouble => trouble.message).join()).toMatch(/thinks longer than it may write/);
  });
});

describe('what a server says for itself in refusing', () => {
  const asked = 'my aunt Griselda says the CCS is harder than the CPC, is it?';
  const refused: [number, string, RegExp][] = [
    [
      400,
      `Could not read the message: "${asked}" is too odd for this model.`,
      /400.*The server says: Could not read the message/,
    ],
    [
      401,
      'Incorrect API key provided: sk-abc123def456ghi789. Look into your account.',
      /401.*The server says: Incorrect API key provided/,
    ],
    [404, 'The model gpt-4o-mini has been retired; use another.', /404.*The server says: .*has been retired/],
    [
      429,
      'You exceeded your current quota, please check your billing details.',
      /429.*The server says: You exceeded your current quota/,
    ],
    [
      400,
      'The response was filtered due to the content management policy.',
      /filter.*The server says: The response was filtered/,
    ],
  ];

  it('is in the log where it is called by another name', async () => {
    const coach = await open();
    server().chat({ kind: 'status', status: 422, body: JSON.stringify({ detail: [{ msg: 'value is not a valid integer' }] }) });
    expect((await answerOf(coach)).writer).toBe('extractive');
    expect(coach.troubles.map(trouble => trouble.message).join()).toMatch(/422.*The server says: .*value is not a valid integer/);
  });

  const inside: [string, object, RegExp][] = [
    ['an error with its status', { error: { code: 429, message: 'The upstream quota is reached.' } }, /over its limit \(429\)/],
    ['an error by name', { error: { code: 'server_error', message: 'The upstream quota is reached.' } }, /failed \(500\)/],
    ['an error in a word', { error: 'The upstream quota is reached.' }, /failed \(500\)/],
  ];
  const event = (data: object): string => `data: ${JSON.stringify(data)}\n\n`;
  const begun = event({ choices: [{ index: 0, delta: { content: 'The CCS' } }] });

  it.each(inside)('is in the log where it comes with a status that says all is well: %s', async (_, error, told) => {
    const ways: [boolean, Behaviour][] = [
      [false, { kind: 'raw', body: JSON.stringify(error) }],
      [true, { kind: 'raw', body: JSON.stringify(error) }],
      [true, { kind: 'raw', type: 'text/event-stream', body: `: working\n\n${event(error)}data: [DONE]\n\n` }],
      [true, { kind: 'raw', type: 'text/event-stream', body: begun + event({ ...error, choices: [{ index: 0, delta: {} }] }) }],
    ];
    for (const [stream, behaviour] of ways) {
      const coach = await open();
      server().chat(behaviour);
      expect((stream ? await answerOf(coach) : await coach.ask(question)).writer).toBe('extractive');
      const log = coach.troubles.map(trouble => trouble.message).join('\n');
      expect(log).toMatch(told);
      expect(log).toMatch(/The server says: "?The upstream quota is reached/);
      expect(log).not.toMatch(/OPENAI_BASE_URL/);
    }
  });

  it('is no reason not to count what came before it', async () => {
    const coach = await open();
    server().chat({ kind: 'raw', type: 'text/event-stream', body: begun + event({ error: { code: 502, message: 'Lost.' } }) });
    expect((await answerOf(coach)).usage?.inputTokens).toBeGreaterThan(800);
  });

  it.each(refused)('is in the log: %s %s', async (status, message, told) => {
    const coach = await open();
    // A server repeats what it was sent, which is no longer all that was asked.
    server().chat(call => {
      const sent = /<question>\n([\s\S]*?)\n<\/question>/.exec(call.prompt)?.[1] ?? '';
      return { kind: 'status', status, message: message.replace(asked, sent) };
    });
    expect((await answerOf(coach, asked)).writer).toBe('extractive');
    const log = coach.troubles.map(trouble => trouble.message).join('\n');
    expect(log).toMatch(told);
    expect(log).not.toMatch(/griselda|CCS is harder|sk-abc123/i);
  });
});

describe('a content filter', () => {
  const filters: [string, Behaviour][] = [
    [
      'a code of its own',
      {
        kind: 'status',
        status: 400,
        body: JSON.stringify({ error: { message: 'The response was filtered.', code: 'content_filter' } }),
      },
    ],
    [
      'a refusal like that of a key',
      {
        kind: 'status',
        status: 403,
        body: JSON.stringify({
          error: { code: 403, message: 'Your chosen model requires moderation and your input was flagged', metadata: {} },
        }),
      },
    ],
    ['half a reply', { kind: 'text', content: 'The CCS', finish: 'content_filter' }],
    ['an empty reply', { kind: 'text', content: '', finish: 'content_filter' }],
  ];

  it.each(filters)('that answers with %s stops that question only', async (_, behaviour) => {
    const coach = await open();
    server().chat(behaviour);
    for (const [at, one] of others.entries())
      expect((at % 2 === 0 ? await answerOf(coach, one) : await coach.ask(one)).writer).toBe('extractive');
    expect(new Set(coach.troubles.map(trouble => trouble.code))).toEqual(new Set(['model_filtered']));
    server().chat(call => ({ kind: 'text', content: chosen(call.prompt) }));
    expect((await answerOf(coach)).writer).toBe('model');
  });

  it('is no word of an account that was flagged', async () => {
    const coach = await open();
    server().chat({ kind: 'status', status: 403, message: 'Your account was flagged. Please contact us.' });
    await answerOf(coach);
    expect(coach.troubles.map(trouble => trouble.code)).toEqual(['model_rejected']);
  });
});
