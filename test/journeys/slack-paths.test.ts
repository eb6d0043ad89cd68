import { describe, expect, it } from 'vitest';
import { savedBytes } from '../support/saved-bytes.js';
import { fillIn } from '../support/slack/fill-in.js';
import { createJourney, useJourney } from '../support/slack/journey.js';
import { startLocalSlack } from '../support/slack/local-slack.js';
import { manifest } from '../support/slack/manifest.js';
import { modes, startProduct } from '../support/slack/run-product.js';
import type { Message } from '../support/slack/world.js';

/*
 * The whole way through `npm start`, in a process of its own, once over Socket Mode and once over HTTP: what differs between the two is how
 * events come, how they are acknowledged, and how the process ends. What the coach does with them is the same code and has its tests in the
 * other files of this folder.
 */

const shortcut = manifest.features.shortcuts[0]?.callback_id ?? '';

describe.each(modes)('npm start with Slack over %s', mode => {
  const journey = useJourney(mode, { ownProcess: true, env: { SLACK_REACTION: 'bulb' } });

  it('answers a mention in its thread, acknowledged in time and once though it comes again, and goes on there', async () => {
    const { slack, ruth, general, answers, saidIn, textOf, quiet } = journey();
    const { message, deliveries } = await ruth.mention(general, 'what is the best first credential for outpatient work?');
    expect(textOf(await answers(general, message.ts))).toContain('CPC');
    for (const { ackMs } of deliveries) expect(ackMs).toEqual([expect.any(Number)]);
    for (const { payload } of deliveries) await slack.deliver('events_api', payload, { attempt: 1 });
    await ruth.say(general, 'and for inpatient?', { thread: message.ts });
    expect(textOf((await answers(general, message.ts, 2))[1] ?? [])).toContain('CCS');
    await quiet();
    expect(saidIn(general, message.ts)).toHaveLength(2);
    expect(slack.calls.filter(call => call.method.startsWith('chat.') && call.token !== slack.team.token.value)).toEqual([]);
  });

  it('answers a direct message as it is written, and leaves the session at rest', async () => {
    const { slack, ruth, answers, quiet } = journey();
    const { message } = await ruth.writeDirectly('what is the CPC?');
    expect((await answers(ruth.direct(), message.ts)).map(({ how }) => how)).toContain('streamed');
    await quiet();
    const sessions = slack.state.statuses.filter(({ thread, status }) => thread === message.ts && /^session/.test(status));
    expect(sessions.at(-1)?.status).toBe('session active');
  });

  it('answers a command, an emoji, a shortcut and the home page', async () => {
    const { slack, ruth, newMember, general, answers, told, toldTo, textOf, saidIn, button, waitFor } = journey();
    const kim = newMember();
    const command = await kim.command(general, 'compare CPC CCS');
    expect(command.ackMs[0]).toBeLessThan(3000);
    const answer = await told(kim);
    await kim.press(answer, button(answer, 'Share to channel'));
    expect(textOf(await waitFor(() => saidIn(general, undefined)[0], 'the shared answer'))).toContain('AHIMA');
    const { message } = await ruth.say(general, 'what do coders make?');
    await kim.react(general, message, 'bulb');
    expect(textOf(await answers(general, message.ts))).toContain('$50,250');
    const asked = await ruth.say(general, 'what is the CCS?');
    await kim.shortcut(general, asked.message, shortcut);
    await waitFor(() => /CCS/.test(textOf([...saidIn(general, asked.message.ts), ...toldTo(kim)])), 'an answer');
    await kim.openHome();
    const home = await waitFor(() => slack.state.views.filter(({ user }) => user === kim.id).at(-1), 'the home page');
    await kim.pressInHome(button({ blocks: home.view.blocks } as Message, /\?$/), home);
    await waitFor(() => slack.team.messages.some(({ channel }) => channel === kim.direct().id), 'an answer to the home page');
  });

  it('takes feedback with a form, and forgets a member who asks for it', async () => {
    const { slack, newMember, general, answers, told, toldTo, button, waitFor, product, quiet } = journey();
    const kim = newMember();
    const { message } = await kim.mention(general, 'what does a coding auditor do?');
    const [answer] = await answers(general, message.ts);
    if (!answer) throw new Error('there is an answer');
    const seen = slack.state.views.length;
    await kim.press(answer, button(answer, 'Not helpful'));
    const form = await waitFor(() => slack.state.views[seen], 'a form');
    await kim.submit(form, fillIn(form.view, 'out_of_date', 'renamed last year'));
    await expect.poll(() => savedBytes(product().dataDir)).toContain('renamed last year');
    const before = toldTo(kim).length;
    await kim.command(general, 'forget me');
    await told(kim, before + 1);
    await quiet();
    expect(await savedBytes(product().dataDir)).not.toContain(kim.id);
    expect(product().stderr()).not.toMatch(/renamed last year|coding auditor|what do coders/);
  });
});

/** Over Socket Mode this is held in slack-restarts.test.ts. */
it('npm start that is asked to end over HTTP finishes the answer under way, and ends well', async () => {
  const slack = await startLocalSlack();
  const product = await startProduct(slack, 'HTTP');
  const { ruth, general, answers } = createJourney(slack, () => product);
  const { message } = await ruth.mention(general, 'what do coders make by level, and how do I become a coding manager?');
  expect(await product.stop('SIGTERM')).toBe(0);
  expect(await answers(general, message.ts)).not.toEqual([]);
  await product.clear();
  await slack.close();
});
