import { describe, expect, it } from 'vitest';
import { shownIn, useModelCoach } from '../support/model-coach.js';
import { numberOf } from '../support/numbered.js';
import type { Behaviour } from '../support/openai-server-behaviours.js';
import { useTemporaryFolder } from '../support/temporary-folder.js';
import { expectValidAnswer } from '../support/valid-answer.js';

const folder = useTemporaryFolder();
const { server, open } = useModelCoach(folder);

const question = 'is the CCS more rigorous than the CPC for hospital inpatient coding?';
const deadlineMs = 2_000;
const short = { ANSWER_DEADLINE_SECONDS: '2' };
/** A machine with other things to do is late by this much. */
const slackMs = 3_000;

/** The number of a sentence that answers. */
const chosen = (prompt: string): number => numberOf(prompt, /more rigorous of the two/);

/** `log`: what the operator reads, with the next step; undefined where one reply alone tells nothing. */
type Case = { name: string; behaviour: Behaviour; log: RegExp | undefined; slow?: true };
const spanish =
  'Para la codificación hospitalaria, los empleadores prefieren la credencial CCS de AHIMA, que es más rigurosa que la CPC. Muchos codificadores con experiencia tienen la CPC y la CCS.';

const misbehaviours: Case[] = [
  { name: 'is silent', slow: true, behaviour: { kind: 'silent' }, log: /in time.*ANSWER_DEADLINE_SECONDS/ },
  { name: 'stalls in the middle', slow: true, behaviour: { kind: 'stall', content: 'The CCS is [4]. The CPC' }, log: /in time/ },
  {
    name: 'writes too slowly',
    slow: true,
    behaviour: { kind: 'text', content: 'The CCS '.repeat(400), size: 4, pauseMs: 50 },
    log: /in time/,
  },
  { name: 'hangs up', behaviour: { kind: 'reset' }, log: /reached.*OPENAI_BASE_URL/ },
  { name: 'answers 401', behaviour: { kind: 'status', status: 401 }, log: /refuses the key \(401\).*OPENAI_API_KEY/ },
  { name: 'does not know the model (404)', behaviour: { kind: 'status', status: 404 }, log: /404.*OPENAI_MODEL/ },
  { name: 'answers 400', behaviour: { kind: 'status', status: 400 }, log: /400.*MODEL_CONTEXT_TOKENS/ },
  { name: 'is over its limit (429)', behaviour: { kind: 'status', status: 429 }, log: /429.*provider/ },
  {
    name: 'is over its limit for an hour',
    behaviour: { kind: 'status', status: 429, retryAfter: '3600' },
    log: /429.*provider/,
  },
  { name: 'fails (500)', behaviour: { kind: 'status', status: 500 }, log: /500/ },
  { name: 'fails with a page (502)', behaviour: { kind: 'status', status: 502, body: '<html>Bad Gateway</html>' }, log: /502/ },
  {
    name: 'breaks off',
    behaviour: { kind: 'cut', content: 'The CCS is preferred [4]. And the' },
    log: /reached|broke off|protocol/,
  },
  { name: 'ends in half a character', behaviour: { kind: 'half-character', content: 'The CCS caf' }, log: /broke off|protocol/ },
  { name: 'replies with nothing', behaviour: { kind: 'text', content: '' }, log: /empty.*OPENAI_MODEL/ },
  { name: 'replies with white space', behaviour: { kind: 'text', content: ' \n\n \t' }, log: /empty/ },
  {
    name: 'replies with a megabyte',
    behaviour: { kind: 'text', content: 'The CCS is. '.repeat(87_000), size: 4000 },
    log: /ran on/,
  },
  { name: 'refuses', behaviour: { kind: 'refusal', content: "I can't help with that." }, log: /refusal/ },
  {
    name: 'refuses in words',
    behaviour: { kind: 'text', content: "I'm sorry, but I can't help with that." },
    log: /chose no sentence.*OPENAI_MODEL/,
  },
  { name: 'calls a tool', behaviour: { kind: 'tool-call', name: 'search' }, log: /tool/ },
  { name: 'is stopped by a filter', behaviour: { kind: 'text', content: 'The CCS', finish: 'content_filter' }, log: /filter/ },
  { name: 'sends JSON of another shape', behaviour: { kind: 'raw', body: '{"answer": "The CCS."}' }, log: /protocol|empty/ },
  { name: 'sends what is no JSON', behaviour: { kind: 'raw', body: '{"choices": [{' }, log: /protocol|empty|broke off/ },
  {
    name: 'writes JSON',
    behaviour: { kind: 'text', content: '{"answer": "The CCS is more rigorous.", "sources": "4"}' },
    log: /chose no sentence.*OPENAI_MODEL/,
  },
  { name: 'writes Spanish', behaviour: { kind: 'text', content: spanish }, log: /chose no sentence.*OPENAI_MODEL/ },
  {
    name: 'cites nothing',
    behaviour: { kind: 'text', content: 'The CCS is the more rigorous of the two.' },
    log: /chose no sentence.*OPENAI_MODEL/,
  },
  {
    name: 'chooses what was not given',
    behaviour: { kind: 'text', content: 'The CCS is more rigorous [977].' },
    log: /chose no sentence/,
  },
];

describe('a model that misbehaves', () => {
  it.each(misbehaviours)(
    '$name: the answer is extractive, valid and in time, the log knows',
    async ({ behaviour, log, slow }) => {
      const plain = await (await open({ ANSWER_WRITER: 'extractive' })).ask(question);
      for (const stream of [false, true]) {
        const coach = await open(slow ? short : {});
        server().chat(behaviour);
        const started = performance.now();
        const events = stream ? await coach.stream(question) : [];
        const last = events.at(-1);
        const answer = last?.kind === 'answer' ? last.answer : await coach.coach.ask({ text: question, history: [] });
        if (slow) expect(performance.now() - started).toBeLessThan(deadlineMs + slackMs);
        const { usage, ...rest } = answer;
        const { text, ...expected } = plain;
        expect(rest).toEqual(expected);
        expect(usage?.calls).toBe(1);
        expectValidAnswer({ ...answer, text });
        if (stream)
          expect(shownIn(events.slice(events.findLastIndex(event => event.kind === 'restart') + 1))).toContain(text.slice(0, 40));
        if (log) expect(coach.troubles.map(trouble => trouble.message).join('\n')).toMatch(log);
        else expect(coach.troubles).toEqual([]);
        for (const trouble of coach.troubles) expect(trouble.message).not.toMatch(/rigorous|CCS/);
        expect(
          server()
            .chats()
            .filter(call => call.stream === stream),
        ).toHaveLength(1);
        server().reset();
      }
    },
  );

  it('is unreachable: the answer is extractive', async () => {
    const coach = await open({ OPENAI_BASE_URL: 'http://127.0.0.1:9/v1' });
    expect((await coach.ask(question)).writer).toBe('extractive');
    expect(coach.troubles.map(trouble => trouble.message).join()).toMatch(/cannot be reached/);
  });

  it('cuts characters of several bytes anywhere: the answer is whole', async () => {
    const coach = await open();
    server().chat(call => ({ kind: 'bytes', content: `It’s a fair question – for you:\n【${chosen(call.prompt)}†source】` }));
    const events = await coach.stream(question);
    const last = events.at(-1);
    expect(last?.kind === 'answer' && last.answer.writer).toBe('model');
    expect(shownIn(events)).toContain('It’s a fair question – for you:');
    expect(shownIn(events)).toMatch(/more rigorous of the two/);
  });

  it('is cut off at its limit: a half line of its own is left out, a whole mark is read', async () => {
    const coach = await open();
    server().chat(call => ({ kind: 'text', finish: 'length', content: `[${chosen(call.prompt)}]\nIt depends on` }));
    const answer = await coach.ask(question);
    expect(answer.writer).toBe('model');
    expect(answer.text).toMatch(/more rigorous of the two/);
    expect(answer.text).not.toMatch(/It depends/);
  });

  it('says when to come back, within the deadline: it is asked once more', async () => {
    const coach = await open();
    server().chat((call, n) => {
      if (n === 0) return { kind: 'status', status: 429, retryAfter: '1' };
      return { kind: 'text', content: `[${chosen(call.prompt)}]` };
    });
    expect((await coach.ask(question)).writer).toBe('model');
    expect(server().chats()).toHaveLength(2);
  });
});

describe('a model that is down', () => {
  const others = [
    'what does a coding auditor do?',
    'how do I become a CDI specialist?',
    'CPC or CCS for outpatient?',
    'is coding remote?',
    'who is the CRC for?',
  ];

  it('is not asked again and again, and the log is not filled', async () => {
    const coach = await open();
    server().chat({ kind: 'status', status: 503 });
    for (const one of [question, ...others]) expect((await coach.ask(one)).writer).toBe('extractive');
    expect(server().chats()).toHaveLength(3);
    expect(coach.troubles).toHaveLength(3);
    const { usage } = await coach.ask('which certs suit auditors?');
    expect(usage).toBeUndefined();
  });

  it('is left alone at once when it refuses the key', async () => {
    const coach = await open();
    server().chat({ kind: 'status', status: 401 });
    for (const one of [question, ...others]) await coach.ask(one);
    expect(server().chats()).toHaveLength(1);
    expect(coach.troubles).toHaveLength(1);
  });

  it('is not taken for down when it only writes badly', async () => {
    const coach = await open();
    server().chat({ kind: 'text', content: 'No idea.' });
    for (const one of [question, ...others]) await coach.ask(one);
    expect(server().chats().length).toBeGreaterThan(3);
  });

  it('is told once of what it writes badly each time, not with every question', async () => {
    const coach = await open();
    server().chat({ kind: 'text', content: "I'm sorry, but I can't help with that." });
    for (const one of [question, ...others]) await coach.ask(one);
    expect(coach.troubles.map(trouble => trouble.code)).toEqual(['model_unusable']);
  });

  it('is left alone when nothing that it sends can be read', async () => {
    const coach = await open();
    server().chat({ kind: 'raw', body: '<html>Welcome</html>', type: 'text/html' });
    for (const one of [question, ...others]) expect((await coach.ask(one)).writer).toBe('extractive');
    expect(server().chats()).toHaveLength(3);
    expect(coach.troubles).toHaveLength(3);
  });
});
