import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runsOf } from '../support/for-all.js';
import { eachOf, hostileText, placesIn, withValueAt, wrongValue } from '../support/hostile.js';
import { type OpenaiServer, startOpenaiServer } from '../support/openai-server.js';
import { slackSequences } from '../support/slack/hostile.js';
import { useJourney } from '../support/slack/journey.js';
import type { Payload } from '../support/slack/payload.js';
import { modes } from '../support/slack/run-product.js';

/* Whatever is written to the coach: it runs on, it pings nobody, and it gives away nothing. `useJourney` looks for both after each test. */

const seed = 20_261_122;

describe('hostile messages', () => {
  const journey = useJourney('Socket Mode');

  it('many of them, in channels, directly and as commands: no crash, no ping, no secret, and each mention gets a word', async () => {
    const { newChannel, newMember, product, team, slack, saidIn, toldTo, waitFor, quiet } = journey();
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
    expect(slack.state.violations).toEqual([]);
    expect(product().runs()).toBe(true);
    const events = slack.deliveries.filter(({ type }) => type === 'events_api');
    expect(events.filter(({ ackMs }) => ackMs.at(-1) === undefined)).toEqual([]);
    // What a member asked by command stands above the answer, to them alone: those are their words.
    const shown = team.messages
      .filter(({ author }) => author === team.bot.userId)
      .map(message => JSON.stringify(message).replaceAll(/You asked: (?:[^"\\]|\\.)*/g, ''));
    expect(shown.filter(text => /xoxb-|xapp-|\$900k|\bundefined\b|\[object Object\]/.test(text))).toEqual([]);
    expect(product().stderr()).not.toMatch(/xoxb-|xapp-|DROP TABLE|right to left/);
  }, 240_000);
});

describe.each(modes)('payloads with a wrong value somewhere over %s', mode => {
  const journey = useJourney(mode);

  it('are left alone or answered, and the next question is answered as ever', async () => {
    const { slack, ruth, general, answers, textOf, waitFor } = journey();
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
    const next = await ruth.mention(general, 'what do coders make');
    await waitFor(() => textOf(journey().saidIn(general, next.message.ts)).includes('$50,250'), 'the next answer');
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
