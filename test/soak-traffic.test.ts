import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { slackTraffic } from '../bench/soak/traffic.js';
import { webTraffic } from '../bench/soak/web-traffic.js';
import { startLocalSlack } from './support/slack/local-slack.js';
import { addMessage } from './support/slack/methods/chat.js';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

it('the soak names the question that was not answered, also where its words were asked again and answered then', async () => {
  const slack = await startLocalSlack();
  let status = 503;
  const product = createServer((_, response) => void response.writeHead(status).end()).listen(0, '127.0.0.1');
  closing.push(slack.close, () => product.close());
  await once(product, 'listening');
  slack.sendTo(`http://127.0.0.1:${(product.address() as AddressInfo).port}/slack/events`);
  const traffic = slackTraffic(slack, () => 0);

  await traffic.ask();
  status = 200;
  await traffic.ask();
  const [first, second] = slack.team.messages.filter(one => one.thread);
  const channel = slack.team.channels.get(second?.channel ?? '');
  if (!first || !second || !channel) throw new Error('nothing was asked');
  expect(second.text).toBe(first.text);
  addMessage(slack, channel, {
    text: 'an answer',
    how: 'posted',
    thread: second.thread,
    metadata: { event_type: 'nextrung_answer', event_payload: { to: second.ts } },
  });

  expect(traffic.isDone()).toBe(false);
  expect(traffic.judge()).toMatchObject({
    asked: 2,
    unanswered: 1,
    doubled: 0,
    outOfOrder: 0,
    missed: [{ key: `${slack.team.id}:${channel.id}:${first.ts}`, isGivenUp: true }],
  });
});

describe('the soak’s visitors of the page', () => {
  type Sent = { readonly events: readonly object[]; readonly afterMs?: number; readonly isCut?: boolean };
  /** What the page sends in the stream of the first question, the second and so on, before it ends. */
  type Script = (question: string, at: number) => Sent;
  const judged = async (script: Script) => {
    let count = 0;
    const page = createServer(async (request, response) => {
      const { question } = (await json(request)) as { question: string };
      const { events, afterMs = 0, isCut = false } = script(question, count++);
      const send = (event: object): void => void response.write(`data: ${JSON.stringify(event)}\n\n`);
      response.writeHead(200, { 'content-type': 'text/event-stream', 'set-cookie': 'nextrung_visitor=one; Path=/' });
      send({ kind: 'opened' });
      await sleep(afterMs);
      for (const event of events) send(event);
      if (isCut) setTimeout(() => response.destroy(), 5);
      else response.end();
    }).listen(0, '127.0.0.1');
    closing.push(() => page.close());
    await once(page, 'listening');
    const address = `http://127.0.0.1:${(page.address() as AddressInfo).port}`;
    const patience = { attempts: 3, pauseMs: 10 };
    const traffic = webTraffic(
      () => address,
      () => 0,
      patience,
    );
    await traffic.ask();
    return { ...traffic.judge(), isDone: traffic.isDone(), again: traffic.askedAgain(), compared: traffic.compared() };
  };
  const answer = (question: string, answerId: unknown) => ({ kind: 'answer', question, answerId });
  const good = { asked: 2, told: 0, unanswered: 0, doubled: 0, outOfOrder: 0, isDone: true, again: 0, compared: 1 };
  const never = { ...good, unanswered: 2, isDone: false, again: 4, compared: 0 };

  it.each<[string, Script, object]>([
    ['nothing where each is answered in its turn', (question, at) => ({ events: [answer(question, at)] }), good],
    ['who is never answered', () => ({ events: [] }), never],
    ['who is cut off before the answer', () => ({ events: [{ kind: 'status' }], isCut: true }), never],
    ['who is given the answer to another question', () => ({ events: [answer('another', 0)] }), never],
    [
      'who is told to ask again, and never answered',
      () => ({ events: [{ kind: 'problem' }] }),
      { ...never, unanswered: 0, told: 2 },
    ],
    [
      'who is answered when asking again',
      (question, at) => ({ events: at === 0 ? [] : [answer(question, at)] }),
      { ...good, again: 1, compared: 0 },
    ],
    [
      'two answers to one question',
      (question, at) => ({ events: [answer(question, at), answer(question, `${at} again`)] }),
      { ...good, doubled: 2 },
    ],
    [
      'an answer that comes before that to an earlier question',
      (question, at) => ({ events: [answer(question, at)], afterMs: at === 0 ? 200 : 0 }),
      { ...good, outOfOrder: 1 },
    ],
  ])('count %s', async (_, script, expected) => {
    expect(await judged(script)).toMatchObject(expected);
  });
});
