import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tellCounts } from '../support/counts.js';
import { discordSequences } from '../support/discord/hostile.js';
import { type RunningJourney, useJourney } from '../support/discord/journey.js';
import type { Json } from '../support/discord/payloads.js';
import { textOf } from '../support/discord/read-message.js';
import { runsOf } from '../support/for-all.js';
import { eachOf, hostileText, placesIn, withValueAt, wrongValue } from '../support/hostile.js';
import { type OpenaiServer, startOpenaiServer } from '../support/openai-server.js';

/* Whatever is written to the coach: it runs on, it notifies nobody, and it gives away nothing. `useJourney` looks for it after each test. */

const seed = 20_261_122;
const count = runsOf(1000, 60);
const atOnce = 16;
const loading = 1 << 7;
/** The longest text that Discord's clients let a command have. */
const commandText = 2000;

/** What a member wrote and the bot repeats: above the answer to a command, as what a follow-up leans on, as a role that nobody knows. */
const ownWords = /^-# (?:\S+ asked|Following up on): .*$|I don’t know the role “[^”]*”/gm;
/** What the bot shows, without members' own words. */
const shownBy = ({ discord }: RunningJourney): string[] =>
  [...discord.state.messages.values()]
    .filter(message => (message.author as Json).id === discord.people.bot.id)
    .map(message => textOf(message).replace(ownWords, ''));
/** What must not come of it, whatever was sent. It runs on if it answers one more question. */
const harmIn = async (journey: RunningJourney) => {
  const { discord, product, mention, replyTo } = journey;
  const answered = replyTo(mention(discord.places.careers, 'what do coders make'));
  return {
    crashes: await answered.then(
      reply => Number(!textOf(reply).includes('$50,250')),
      () => 1,
    ),
    pings: discord.state.violations.filter(violation => / (?:mentions|may notify)/.test(violation)).length,
    'secrets found': [...shownBy(journey), JSON.stringify(product.log())].filter(text =>
      /local\.discord\.token|token-\d+/.test(text),
    ).length,
  };
};
const noHarm = { pings: 0, crashes: 0, 'secrets found': 0 };

describe('hostile messages', () => {
  const journey = useJourney();

  it('many of them, in channels, directly and as commands: no crash, no ping, no secret, and each gets a word', async context => {
    const { discord, product, mention, command } = journey();
    const rooms = Array.from({ length: atOnce }, (_, at) => {
      const member = discord.newMember(`member-${at}`);
      return { member, channel: discord.newChannel(`room-${at}`), direct: discord.directWith(member) };
    });
    const words = (places: readonly string[]): number => places.reduce((sum, place) => sum + discord.saidIn(place).length, 0);
    const asked: ReturnType<typeof command>[] = [];
    // Whether commands are acknowledged in time under load is measured by the bench, on a machine of its own.
    discord.state.interactionDeadlineMs = 60_000;
    const texts = fc.sample(hostileText(discordSequences), { numRuns: count, seed });
    await eachOf(texts, atOnce, async (text, at, worker) => {
      const { member, channel, direct } = rooms[worker] as (typeof rooms)[number];
      if (at % 4 === 3) {
        const interaction = command('ask', { question: text.slice(0, commandText) }, { user: member, channel });
        asked.push(interaction);
        // Answered, or taken back and told to the asker alone.
        await discord.until(
          () => {
            const shown = discord.shownBy(interaction);
            return interaction.followUps > 0 || (shown && !(Number(shown.flags) & loading));
          },
          `an answer to the command ${JSON.stringify(text.slice(0, 200))}`,
        );
        return;
      }
      const before = words([channel, direct]);
      if (at % 4 === 2) discord.say({ channel: direct, author: member, text });
      else mention(channel, text, member);
      await discord.until(() => words([channel, direct]) > before, `a word to ${JSON.stringify(text.slice(0, 200))}`);
    });
    expect(asked.filter(({ callbackType }) => callbackType === undefined)).toEqual([]);
    const harm = await harmIn(journey());
    await tellCounts(context, { messages: texts.length, ...harm });
    expect(harm).toEqual(noHarm);
    const shown = shownBy(journey());
    expect(shown.length).toBeGreaterThanOrEqual(count);
    const wrong = /local\.discord|\$900k|\bundefined\b|\[object Object\]/;
    expect(shown.filter(text => wrong.test(text))).toEqual([]);
    expect(JSON.stringify(product.log())).not.toMatch(/DROP TABLE|right to left/);
  }, 300_000);

  it('payloads with a wrong value somewhere are left alone or answered, and the next question is answered as ever', async context => {
    const { discord, mention, replyTo, command, press, shown } = journey();
    const message = mention(discord.places.general, 'what is the CPC?');
    const answer = await replyTo(message);
    const asked = command('ask', { question: 'what is the CPC?' });
    await shown(asked);
    const pressed = press(answer, 'Helpful');
    const typed = discord.invoke({
      type: 4,
      data: { id: '1', name: 'pay', type: 1, options: [{ name: 'role', type: 3, value: 'c', focused: true }] },
    });
    const about = discord.invoke({
      type: 2,
      data: {
        id: '1',
        name: 'Ask the coach about this',
        type: 3,
        target_id: message.id,
        resolved: { messages: { [String(message.id)]: message } },
      },
    });
    const form = discord.invoke({
      type: 5,
      data: {
        custom_id: 'x',
        components: [{ type: 18, id: 1, component: { type: 3, id: 2, custom_id: 'reason', values: ['out_of_date'] } }],
      },
    });
    const events: readonly (readonly [string, Json])[] = [
      ['MESSAGE_CREATE', message],
      ...[asked, pressed, typed, about, form].map(({ payload }) => ['INTERACTION_CREATE', payload] as const),
    ];
    const broken = fc.sample(
      fc.constantFrom(...events).chain(([type, payload]) =>
        fc.tuple(
          fc.constant(type),
          fc
            .tuple(
              fc.constantFrom(...placesIn(payload).filter(([first, second]) => first !== 'id' || second !== undefined)),
              wrongValue,
            )
            .map(([place, value]) => withValueAt(payload, place, value) as Json),
        ),
      ),
      { numRuns: runsOf(1000, 60), seed },
    );
    for (const [type, payload] of broken) discord.gateway.dispatch(type, payload);
    await journey().settled();
    const harm = await harmIn(journey());
    await tellCounts(context, { payloads: broken.length, ...harm });
    expect(harm).toEqual(noHarm);
  });

  it('custom ids that we never gave are told to be too old, and change nothing', async () => {
    const { discord, mention, replyTo, shown } = journey();
    const answer = await replyTo(mention(discord.places.general, 'who issues the CPC?'));
    const ids = [
      '',
      'x',
      'next',
      'next:1',
      'helpful:',
      'helpful:../../etc',
      "share:'; DROP TABLE answer; --",
      'forget',
      '{"kind":"next"}',
    ];
    for (const custom_id of ids) {
      const pressed = discord.invoke({ type: 3, data: { custom_id, component_type: 2 }, message: answer });
      expect(textOf(await shown(pressed))).toContain('from an earlier time');
    }
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
  const journey = useJourney({ env });

  it('notifies nobody', async () => {
    const content =
      '@everyone Coders earn a US median of $50,250 a year [1]. <@200000000000000002> Coders earn a US median of $50,250 a year @here [1]. <@&400000000000000001>';
    model?.chat({ kind: 'text', content, size: 3 });
    const { discord, mention, replyTo, command, shown } = journey();
    expect(textOf(await replyTo(mention(discord.places.general, 'what do coders make')))).toContain('$50,250');
    expect(textOf(await shown(command('ask', { question: 'what do coders make' })))).toContain('$50,250');
    expect(model?.chats().length).toBeGreaterThan(0);
  });
});
