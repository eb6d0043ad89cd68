import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { slackTraffic } from '../bench/soak/traffic.js';
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
