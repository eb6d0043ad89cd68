import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type OpenaiServer, startOpenaiServer } from '../support/openai-server.js';
import { type Journey, useJourney } from '../support/slack/journey.js';

/* The coach as an agent: prompts, a status, sentences as they are verified, a stop button. */

const sessions = ({ slack }: Journey, thread: string): string[] =>
  slack.state.statuses.filter(shown => shown.thread === thread && shown.status.startsWith('session')).map(shown => shown.status);
const statuses = ({ slack }: Journey, thread: string): string[] =>
  slack.state.statuses.filter(shown => shown.thread === thread && !shown.status.startsWith('session')).map(shown => shown.status);

describe('direct messages', () => {
  const journey = useJourney('Socket Mode');

  it('suggests up to four questions when its messages are opened', async () => {
    const { ruth, slack, waitFor } = journey();
    await ruth.openMessages();
    const shown = await waitFor(() => slack.state.prompts.at(-1), 'suggested prompts');
    expect(shown).toMatchObject({ channel: ruth.direct().id, thread: undefined });
    expect(shown.prompts).toHaveLength(4);
  });

  it('answers each message in a thread under it, once, with a status while it works', async () => {
    const { ruth, answers, textOf, quiet, saidIn } = journey();
    const { message } = await ruth.writeDirectly('what do coders make');
    const found = await answers(ruth.direct(), message.ts);
    expect(textOf(found)).toContain('$50,250');
    expect(textOf(found)).toContain('$130k');
    await quiet();
    expect(saidIn(ruth.direct(), undefined)).toEqual([]);
    expect(textOf(saidIn(ruth.direct(), message.ts)).match(/\$50,250 a year/g)).toHaveLength(1);
    expect([...statuses(journey(), message.ts), ...sessions(journey(), message.ts)][0]).toBeTruthy();
  });

  it('shows the answer as it is verified, and what it shows is never taken back', async () => {
    const { ruth, answers } = journey();
    const { message } = await ruth.writeDirectly('what is the CPC?');
    const streamed = (await answers(ruth.direct(), message.ts)).find(({ how }) => how === 'streamed');
    expect(streamed).toBeDefined();
    for (const { text } of streamed?.earlier ?? []) expect(streamed?.markdown.startsWith(text)).toBe(true);
  });

  it('marks the session as at work, and as at rest when it is done', async () => {
    const { ruth, answers, quiet } = journey();
    const { message } = await ruth.writeDirectly('what is the CCS?');
    await answers(ruth.direct(), message.ts);
    await quiet();
    const seen = sessions(journey(), message.ts);
    expect(seen[0]).toBe('session processing');
    expect(seen.at(-1)).toBe('session active');
  });

  it('goes on in a thread, and knows what was said', async () => {
    const { ruth, answers, textOf } = journey();
    const { message } = await ruth.writeDirectly('what is the best first credential for outpatient work?');
    const before = (await answers(ruth.direct(), message.ts)).length;
    await ruth.writeDirectly('and for inpatient?', { thread: message.ts });
    expect(textOf((await answers(ruth.direct(), message.ts, before + 1)).slice(before))).toContain('CCS');
  });

  it('answers the words beside a file', async () => {
    const { ruth, answers, textOf } = journey();
    const { ts } = ruth.write(ruth.direct(), 'what do coders make?');
    await ruth.send('file-share', ruth.direct(), { ts, event_ts: ts });
    expect(textOf(await answers(ruth.direct(), ts))).toContain('$50,250');
  });

  it('declines patient data, and keeps no word of it', async () => {
    const { ruth, answers, textOf, logged } = journey();
    const { message } = await ruth.writeDirectly('pt Jane Roe dob 3/4/1961 mrn 88213377 denied, would a cert help me avoid this');
    expect(textOf(await answers(ruth.direct(), message.ts))).toMatch(/patient/i);
    expect(logged('88213377')).toEqual([]);
  });

  it('answers a message once, though it comes again', async () => {
    const { slack, ruth, answers, saidIn, quiet } = journey();
    const { message, deliveries } = await ruth.writeDirectly('what does a coding auditor do?');
    const count = (await answers(ruth.direct(), message.ts)).length;
    await slack.deliver('events_api', deliveries[0]?.payload ?? {}, { attempt: 1 });
    await slack.deliver('events_api', { ...deliveries[0]?.payload, event_id: 'EvAGAIN' }, { attempt: 2 });
    await quiet();
    expect(saidIn(ruth.direct(), message.ts)).toHaveLength(count);
  });

  it('makes a stream whole that Slack has ended, by an update of the message', async () => {
    const { ruth, slack, answers, textOf } = journey();
    const { streamMs } = slack.state.settings;
    slack.interfere(call => {
      if (call.method === 'chat.appendStream' || call.method === 'chat.stopStream') slack.state.settings.streamMs = 0;
      return undefined;
    });
    const { message } = await ruth.writeDirectly('what do coders make');
    const found = await answers(ruth.direct(), message.ts);
    slack.state.settings.streamMs = streamMs;
    const ended = slack.calls.filter(call => call.error === 'message_not_in_streaming_state');
    expect(ended.length).toBeGreaterThan(0);
    expect(slack.callsTo('chat.update').length).toBeGreaterThan(0);
    expect(textOf(found)).toContain('$47,180');
    expect(textOf(found).match(/\$50,250 a year/g)).toHaveLength(1);
  });
});

const slowly = 'Coders earn a US median of $50,250 a year [1]. ';

describe('a slow answer', () => {
  let model: OpenaiServer | undefined;
  const env: Record<string, string> = { OPENAI_API_KEY: 'test-key', ANSWER_DEADLINE_SECONDS: '30' };
  beforeAll(async () => {
    model = await startOpenaiServer();
    env.OPENAI_BASE_URL = model.url;
  });
  afterAll(() => model?.close());
  const journey = useJourney('Socket Mode', { env });
  const question = 'what do coders make';

  it('is acknowledged at once, shows a status, and comes when it is written', async () => {
    const { ruth, answers, textOf } = journey();
    // What a model needs is loaded at its first question.
    model?.chat({ kind: 'text', content: slowly });
    const first = await ruth.writeDirectly('is medical coding a good career?');
    await answers(ruth.direct(), first.message.ts);
    model?.chat({ kind: 'text', content: slowly, pauseMs: 50 });
    const { message, deliveries } = await ruth.writeDirectly(question);
    expect(deliveries[0]?.ackMs[0]).toBeLessThan(1000);
    expect(textOf(await answers(ruth.direct(), message.ts))).toContain('$50,250');
    expect([...statuses(journey(), message.ts), ...sessions(journey(), message.ts)].length).toBeGreaterThan(0);
  });

  it('stops when the member presses stop, and says no more', async () => {
    model?.chat({ kind: 'silent' });
    const { ruth, general, saidIn, quiet, waitFor, answers, textOf } = journey();
    const asked = model?.chats().length ?? 0;
    // Not a question that was asked before: that one's answer is kept.
    const { message } = await ruth.writeDirectly('is medical coding growing?');
    await waitFor(() => (model?.chats().length ?? 0) > asked, 'the model was asked');
    await ruth.stop(ruth.direct(), message.ts);
    await waitFor(() => sessions(journey(), message.ts).at(-1) === 'session active', 'a session at rest');
    await quiet();
    const said = saidIn(ruth.direct(), message.ts);
    expect(said.filter(({ state }) => state === 'streaming')).toEqual([]);
    // What the guides' own figures say may have stood there before the stop; it ends with the note.
    expect(textOf(said)).toMatch(/Stopped, as you asked\._?$/);
    model?.chat({ kind: 'text', content: slowly });
    const next = await ruth.mention(general, question);
    await answers(general, next.message.ts);
    expect(textOf(saidIn(ruth.direct(), message.ts))).toBe(textOf(said));
  });
});
