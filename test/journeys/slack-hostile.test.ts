import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tellCounts } from '../support/counts.js';
import { runsOf } from '../support/for-all.js';
import { eachOf, hostileText, placesIn, withValueAt, wrongValue } from '../support/hostile.js';
import { type OpenaiServer, startOpenaiServer } from '../support/openai-server.js';
import { slackSequences } from '../support/slack/hostile.js';
import { type Journey, useJourney } from '../support/slack/journey.js';
import type { Payload } from '../support/slack/payload.js';
import { modes } from '../support/slack/run-product.js';

/* Whatever is written to the coach: it runs on, it pings nobody, and it gives away nothing. `useJourney` looks for both after each test. */

const seed = 20_261_122;

/** What a member wrote and the bot repeats: above the answer to a command, as what a follow-up leans on, as a role that nobody knows. */
const ownWords = /(?:You asked|Following up on): (?:[^"\\]|\\.)*|I don’t know the role “[^”]*”/g;
/** What the bot shows everybody or one member, without their own words. */
const shownBy = ({ team }: Journey): string[] =>
  team.messages
    .filter(({ author }) => author === team.bot.userId)
    .map(message => JSON.stringify(message).replaceAll(ownWords, ''));
/** What must not come of it, whatever was sent. It runs on if it answers one more question. */
const harmIn = async (journey: Journey) => {
  const { slack, product, ruth, general, textOf, saidIn, waitFor } = journey;
  const { message } = await ruth.mention(general, 'what do coders make');
  const answered = waitFor(() => textOf(saidIn(general, message.ts)).includes('$50,250'), 'the next answer');
  return {
    crashes: await answered.then(
      () => 0,
      () => 1,
    ),
    pings: slack.state.violations.filter(violation => / (?:pings|links) /.test(violation)).length,
    'secrets found': [...shownBy(journey), product().stderr()].filter(text => /xoxb-|xapp-/.test(text)).length,
  };
};
const noHarm = { pings: 0, crashes: 0, 'secrets found': 0 };

describe('hostile messages', () => {
  const journey = useJourney('Socket Mode');

  it('many of them, in channels, directly and as commands: no crash, no ping, no secret, and each mention gets a word', async context => {
    const { newChannel, newMember, product, slack, saidIn, toldTo, waitFor, quiet } = journey();
    const places = Array.from({ length: 10 }, () => ({ channel: newChannel(), member: newMember() }));
    const texts = fc.sample(hostileText(slackSequences), { numRuns: runsOf(1000, 60), seed });
    const mentions: { channel: (typeof places)[number]['channel']; member: (typeof places)[number]['member']; ts: string }[] = [];
    await eachOf(texts, 10, async (text, at) => {
      const { channel, member } = places[at % places.length] as (typeof places)[number];
      if (at % 4 === 3) await member.command(channel, text);
      else if (at % 4 === 2) await member.writeDirectly(text);
      else {
        const { message } = await member.mention(channel, text);
        mentions.push({ channel, member, ts: message.ts });
      }
    });
    await waitFor(
      () => mentions.every(({ channel, member, ts }) => saidIn(channel, ts).length + toldTo(member).length > 0),
      'a word to every mention',
    );
    await quiet(1000);
    const harm = await harmIn(journey());
    await tellCounts(context, { messages: texts.length, ...harm });
    expect(harm).toEqual(noHarm);
    expect(slack.state.violations).toEqual([]);
    const events = slack.deliveries.filter(({ type }) => type === 'events_api');
    expect(events.filter(({ ackMs }) => ackMs.at(-1) === undefined)).toEqual([]);
    expect(shownBy(journey()).filter(text => /\$900k|\bundefined\b|\[object Object\]/.test(text))).toEqual([]);
    expect(product().stderr()).not.toMatch(/DROP TABLE|right to left/);
  }, 240_000);
});

describe.each(modes)('payloads with a wrong value somewhere over %s', mode => {
  const journey = useJourney(mode);

  it('are left alone or answered, and the next question is answered as ever', async context => {
    const { slack, ruth, general, answers } = journey();
    const { deliveries, message } = await ruth.mention(general, 'what is the CPC?');
    const [answer] = await answers(general, message.ts);
    const command = await ruth.command(general, 'help');
    const action = journey().button(answer ?? { blocks: [] }, /\?$/);
    const press = await ruth.press(answer ?? message, action);
    const kinds = [...deliveries, command, press, await ruth.openHome(), await ruth.react(general, message, 'bulb')];
    const broken = fc.sample(
      fc.constantFrom(...kinds).chain(({ type, payload }) =>
        fc.record({
          type: fc.constant(type),
          payload: fc
            .tuple(fc.constantFrom(...placesIn(payload)), wrongValue)
            .map(([place, value]) => withValueAt(payload, place, value)),
        }),
      ),
      { numRuns: runsOf(1000, 60), seed },
    );
    await eachOf(broken, 10, ({ type, payload }) => slack.deliver(type, payload as Payload, { attempt: 3 }));
    const harm = await harmIn(journey());
    await tellCounts(context, { [`payloads over ${mode}`]: broken.length, ...harm });
    expect(harm).toEqual(noHarm);
    // Many of these payloads bring the same address.
    const { violations } = slack.state;
    violations.splice(0, violations.length, ...violations.filter(violation => !violation.includes('response_url')));
  });
});

describe('a model that writes mentions', () => {
  let model: OpenaiServer | undefined;
  const env: Record<string, string> = { OPENAI_API_KEY: 'test-key' };
  beforeAll(async () => {
    model = await startOpenaiServer();
    env.OPENAI_BASE_URL = model.url;
  });
  afterAll(() => model?.close());
  const journey = useJourney('Socket Mode', { env });

  it('pings nobody', async () => {
    const content =
      '<!channel> Coders earn a US median of $50,250 a year [1]. <@U06SAM000> Coders earn a US median of $50,250 a year <!here> [1]. [all](<!everyone>)';
    model?.chat({ kind: 'text', content, size: 3 });
    const { ruth, general, answers, waitFor, textOf } = journey();
    const { message } = await ruth.mention(general, 'what do coders make');
    await answers(general, message.ts);
    const direct = await ruth.writeDirectly('what do coders make');
    await waitFor(() => textOf(journey().saidIn(ruth.direct(), direct.message.ts)).includes('$50,250'), 'the answer');
    expect(model?.chats().length).toBeGreaterThan(0);
  });
});
