import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type OpenaiServer, startOpenaiServer } from '../support/openai-server.js';
import { createJourney, type Journey } from '../support/slack/journey.js';
import { type LocalSlack, startLocalSlack } from '../support/slack/local-slack.js';
import { type Product, startProduct, startProductHere } from '../support/slack/run-product.js';

/*
 * The process ends, as it is asked to or without a word, and comes again: every question is answered, and none twice. All of it hangs on what
 * is kept and what Slack's Web API tells, not on how Slack is heard; that HTTP ends well too stands in slack-paths.test.ts.
 */

// A process starts once or twice in each of these.
vi.setConfig({ testTimeout: 90_000 });

let slack: LocalSlack;
let model: OpenaiServer;
let product: Product;
let journey: Journey;
const env = (): Record<string, string> => ({
  OPENAI_API_KEY: 'test-key',
  OPENAI_BASE_URL: model.url,
  ANSWER_DEADLINE_SECONDS: '60',
});
const run = async (dataDir?: string, start = startProduct): Promise<void> => {
  product = await start(slack, 'Socket Mode', { env: env(), ...(dataDir ? { dataDir } : {}) });
};
beforeEach(async () => {
  [slack, model] = await Promise.all([startLocalSlack(), startOpenaiServer()]);
  journey = createJourney(slack, () => product);
});
afterEach(async () => {
  await product.clear();
  await Promise.all([slack.close(), model.close()]);
  expect(slack.state.violations).toEqual([]);
});

const writes = { kind: 'text', content: 'Coders earn a US median of $50,250 a year [1].' } as const;
const isAsked = (): Promise<unknown> => journey.waitFor(() => model.chats().length > 0, 'the model is asked');

describe('a process that ends', () => {
  it('finishes the answer under way when it is asked to end, and ends well', async () => {
    const { ruth, general, answers } = journey;
    model.chat({ ...writes, pauseMs: 150 });
    await run();
    const { message } = await ruth.mention(general, 'what do coders make');
    await isAsked();
    expect(await product.stop('SIGTERM')).toBe(0);
    expect(await answers(general, message.ts)).not.toEqual([]);
    expect(slack.sockets.connected()).toBe(0);
  });

  it('ends within its deadline when no answer comes, and tells the members: in a thread, and in a direct message nothing else', async () => {
    const { ruth, sam, general, saidIn, toldTo, textOf, waitFor } = journey;
    model.chat({ kind: 'silent' });
    await run(undefined, startProductHere);
    const { message } = await ruth.mention(general, 'what do coders make');
    const { message: direct } = await sam.writeDirectly('is medical coding growing?');
    await waitFor(() => model.chats().length > 1, 'the model is asked twice');
    const began = Date.now();
    expect(await product.stop('SIGTERM')).toBe(0);
    expect(Date.now() - began).toBeLessThan(8_000);
    expect(textOf([...saidIn(general, message.ts), ...toldTo(ruth)]).length).toBeGreaterThan(10);
    const said = saidIn(sam.direct(), direct.ts);
    expect(said.map(({ state }) => state)).toEqual(['final']);
    expect(textOf(said)).toMatch(/being restarted/);
    expect(textOf(said)).not.toMatch(/as you asked/);
  });

  it('answers at its next start, once, what it was killed over, and nothing that it had answered, though all of it comes again', async () => {
    const { ruth, sam, general, answers, saidIn, quiet, waitFor } = journey;
    model.chat(writes);
    await run();
    const begun = await sam.mention(general, 'what is the best first credential for outpatient work?');
    const before = (await answers(general, begun.message.ts)).length;
    model.chat({ kind: 'silent' });
    const asked = model.chats().length;
    const { message, deliveries } = await ruth.mention(general, 'what do coders make');
    const followUp = await sam.say(general, 'what does a coding manager make?', { thread: begun.message.ts });
    // Not of what leads with figures: in a direct message those stand there before the model has written a word.
    const direct = await ruth.writeDirectly('how do I get better at reading operative notes?');
    await waitFor(() => model.chats().length >= asked + 3, 'the model is asked');
    await product.stop('SIGKILL');
    model.chat(writes);
    await run(product.dataDir);
    // Slack saw each acknowledged, and sends none of them again; it is as well if it does.
    for (const [at, { payload }] of deliveries.entries())
      await slack.deliver('events_api', { ...payload, event_id: `EvAgain${at}` }, { attempt: 1 });
    for (const { payload } of begun.deliveries) await slack.deliver('events_api', payload, { attempt: 2 });
    await answers(general, message.ts);
    await answers(general, followUp.message.thread, before + 1);
    await answers(ruth.direct(), direct.message.ts);
    await quiet();
    expect(saidIn(general, message.ts)).toHaveLength(1);
    expect(saidIn(general, followUp.message.thread)).toHaveLength(before + 1);
    expect(saidIn(ruth.direct(), direct.message.ts)).toHaveLength(1);
  });
});

describe('a process that is killed while an answer is being sent', () => {
  it('leaves it to the next one, which sends it where Slack shows that it did not come through, and only there', async () => {
    const { ruth, sam, general, answers, saidIn, quiet, textOf, waitFor } = journey;
    model.chat(writes);
    await run();
    await answers(general, (await sam.mention(general, 'what is the best first credential for outpatient work?')).message.ts);
    const thread = ruth.write(general, 'a thread').ts;
    // Slack is slow to take the one, of which the process does not hear, and asks it to wait with the other.
    const posts = new Set<string>();
    slack.interfere(({ method, args }) => {
      if (method !== 'chat.postMessage') return undefined;
      const isFirst = posts.size === 0;
      posts.add(String(args.thread_ts));
      return isFirst ? { kind: 'wait', ms: 3_000 } : { kind: 'limit', retryAfterSeconds: 1 };
    });
    await ruth.mention(general, 'what do coders make', { thread });
    await waitFor(() => posts.size === 1, 'a post');
    const limited = await sam.mention(general, 'what does a coding manager make?');
    await waitFor(() => posts.size === 2, 'another post');
    // Another is answered in the same thread, behind it.
    const behind = await ruth.mention(general, 'what is the best first credential for inpatient work?', { thread });
    await product.stop('SIGKILL');
    slack.interfere(() => undefined);
    await run(product.dataDir);
    await answers(general, limited.message.ts);
    await answers(general, thread, 2);
    await quiet();
    expect([limited.message.ts, thread].map(ts => saidIn(general, ts).length)).toEqual([1, 2]);
    expect(textOf(saidIn(general, thread).slice(1))).toContain('CCS');
    expect(behind.deliveries.every(({ attempts }) => attempts === 1)).toBe(true);
  });
});

/* What is known after a restart is read from the disk and asked of Slack. */
describe('what was said before', () => {
  it('goes on with a conversation after a restart', async () => {
    const { ruth, general, answers, textOf } = journey;
    model.chat(writes);
    await run(undefined, startProductHere);
    const { message } = await ruth.mention(general, 'what is the best first credential for outpatient work?');
    const before = (await answers(general, message.ts)).length;
    await product.stop();
    await run(product.dataDir, startProductHere);
    await ruth.say(general, 'and for inpatient?', { thread: message.ts });
    expect(textOf((await answers(general, message.ts, before + 1)).slice(before))).toContain('CCS');
  });

  it('stays silent after a restart in a thread that others had joined, until it is mentioned', async () => {
    const { ruth, sam, general, answers, quiet, saidIn } = journey;
    model.chat(writes);
    await run(undefined, startProductHere);
    const { message } = await ruth.mention(general, 'what is the best first credential for outpatient work?');
    const before = (await answers(general, message.ts)).length;
    await sam.say(general, 'I began with the CPC myself', { thread: message.ts });
    await product.stop();
    await run(product.dataDir, startProductHere);
    await ruth.say(general, 'and for inpatient?', { thread: message.ts });
    await quiet(600);
    expect(saidIn(general, message.ts)).toHaveLength(before);
    await ruth.mention(general, 'and for inpatient?', { thread: message.ts });
    await answers(general, message.ts, before + 1);
  });

  it('puts a thread to rest that a killed process left at work, when its member presses stop', async () => {
    const { ruth, saidIn, waitFor } = journey;
    model.chat(writes);
    // Killed while its last words are on their way.
    slack.interfere(call => (call.method === 'chat.stopStream' ? { kind: 'wait', ms: 50_000 } : undefined));
    await run();
    const { message } = await ruth.writeDirectly('what do coders make');
    const [stream] = await waitFor(() => {
      const said = saidIn(ruth.direct(), message.ts);
      return said.length > 0 && said;
    }, 'a stream');
    const session = () =>
      slack.state.statuses.filter(({ thread, status }) => thread === message.ts && /^session/.test(status)).at(-1);
    await waitFor(() => slack.callsTo('chat.stopStream').length > 0, 'the end of the stream');
    await product.stop('SIGKILL');
    slack.interfere(() => undefined);
    await run(product.dataDir);
    expect([stream?.state, session()?.status]).toEqual(['streaming', 'session processing']);
    await ruth.stop(ruth.direct(), message.ts, [stream?.ts ?? '']);
    await waitFor(() => session()?.status === 'session active', 'a session at rest');
    expect(saidIn(ruth.direct(), message.ts).map(({ state }) => state)).toEqual(['final']);
  });
});

describe('Socket Mode', () => {
  it('ends well when it is asked to while it reconnects', async () => {
    model.chat(writes);
    await run(undefined, startProductHere);
    slack.refuseConnections(1000);
    slack.sockets.cut();
    await new Promise(resolve => setTimeout(resolve, 700));
    expect(await product.stop('SIGTERM')).toBe(0);
    expect(product.stderr()).not.toMatch(/unhandled/i);
  });

  it('says what is wrong with a token and how to put it right, and the rest runs on', async () => {
    slack.team.token.revoked = true;
    await run(undefined, startProductHere);
    expect(product.stderr()).toMatch(/token_revoked[^\n]*install/);
    expect(product.runs()).toBe(true);
  });
});
