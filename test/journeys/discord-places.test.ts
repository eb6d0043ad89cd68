import { describe, expect, it } from 'vitest';
import { problemsOfCommands } from '../support/discord/check-commands.js';
import { createJourney, useJourney } from '../support/discord/journey.js';
import { type LocalDiscord, startLocalDiscord } from '../support/discord/local-discord.js';
import type { Json } from '../support/discord/payloads.js';
import { bits } from '../support/discord/permissions.js';
import { buttonsOf, isEphemeral, picturesOf, textOf } from '../support/discord/read-message.js';
import { startProductHere } from '../support/discord/run-product.js';

/* Where members call the coach, what they are offered, and what each place allows. */

const journey = useJourney();
const manageServer = 0x20n;

/** Names of the commands that a place has: a server's id, or "global". */
const namesIn = ({ state }: LocalDiscord, place: string): string[] =>
  (state.commands.get(place) as unknown as { name: string }[] | undefined)?.map(({ name }) => name) ?? [];

describe('commands', () => {
  it('are registered within Discord’s limits, for servers, direct messages and one’s own account', () => {
    const { discord } = journey();
    const commands = discord.state.commands.get('global') as unknown as Json[];
    expect(problemsOfCommands(commands)).toEqual([]);
    expect(commands.map(command => command.name)).toEqual(
      expect.arrayContaining([
        'ask',
        'pay',
        'path',
        'compare',
        'privacy',
        'forget-me',
        'coach-settings',
        'Ask the coach about this',
      ]),
    );
    for (const command of commands.filter(({ name }) => name !== 'coach-settings')) {
      expect([command.name, command.contexts]).toEqual([command.name, [0, 1, 2]]);
      expect([command.name, command.integration_types]).toEqual([command.name, [0, 1]]);
    }
    const settings = commands.find(({ name }) => name === 'coach-settings');
    expect([settings?.contexts, settings?.default_member_permissions]).toEqual([[0], String(manageServer)]);
  });

  it('are answered in a direct message with the bot, with nothing to hide and nothing to share', async () => {
    const { discord, command, shown } = journey();
    const answer = await shown(command('pay', { role: 'senior coder' }, { channel: discord.places.direct }));
    expect(isEphemeral(answer)).toBe(false);
    expect(buttonsOf(answer).map(button => button.label)).not.toContain('Share to channel');
    expect(textOf(answer)).toContain('$65k');
  });

  it('are answered among members where the bot is not', async () => {
    const { command, shown } = journey();
    const answer = await shown(
      command('ask', { question: 'who issues the CCS?' }, { amongMembers: true, channel: '700000000000000001' }),
    );
    expect(textOf(answer)).toContain('AHIMA');
  });

  it('suggest at most 25 roles, before anything is typed and whatever is typed', async () => {
    const { discord } = journey();
    for (const value of ['', 'co', '@everyone', '*'.repeat(200)]) {
      const typed = discord.invoke({
        type: 4,
        data: { id: '1', name: 'pay', type: 1, options: [{ name: 'role', type: 3, value, focused: true }] },
      });
      const { choices } = await discord.until(() => typed.callback as { choices: { name: string }[] } | undefined, 'choices');
      expect(choices.length).toBeLessThanOrEqual(25);
      if (value === 'co') expect(choices.some(({ name }) => /coder/i.test(name))).toBe(true);
    }
  });

  it('about a message that a bot wrote, or that has no words, say so', async () => {
    const { discord, shown } = journey();
    const about = (message: Json) =>
      shown(
        discord.invoke({
          type: 2,
          data: {
            id: '1',
            name: 'Ask the coach about this',
            type: 3,
            target_id: message.id,
            resolved: { messages: { [String(message.id)]: message } },
          },
        }),
      );
    const { general } = discord.places;
    const byBot = discord.say({ channel: general, text: 'who issues the CPC?', author: discord.people.bot });
    expect(isEphemeral(await about(byBot))).toBe(true);
    const empty = discord.say({ channel: general, text: '' });
    expect(isEphemeral(await about(empty))).toBe(true);
    expect(textOf(await about(byBot))).not.toContain('AAPC');
  });

  it('show charts as PNG with an alt text, and the figures in words too', async () => {
    const { discord, command, shown } = journey();
    const asked = command('ask', { question: 'what does each level pay?' });
    const answer = await shown(asked);
    const [alt] = picturesOf(answer);
    expect(alt).toContain('$65k');
    expect(textOf(answer)).toContain('$65k');
    const sent = discord.calls.find(call => call.path.includes(asked.token) && call.files.length > 0);
    expect(sent?.files[0]?.bytes.subarray(1, 4).toString()).toBe('PNG');
  });

  it('are answered in plain text where components are refused', async () => {
    const { discord, command, shown } = journey();
    discord.state.refusesV2 = true;
    const answer = await shown(command('ask', { question: 'who issues the CCS?' })).finally(() => {
      discord.state.refusesV2 = false;
    });
    expect(String(answer.content)).toContain('AHIMA');
    expect(buttonsOf(answer).map(button => button.label)).toContain('Helpful');
  });
});

describe('another server', () => {
  it('has settings and conversations of its own', async () => {
    const { discord, command, shown, mention, replyTo } = journey();
    const { guild, channel } = discord.newServer('Other Coders');
    const officer = { permissions: manageServer, channel };
    const set = await shown(command('coach-settings', { private: true }, officer));
    expect(textOf(set)).toContain('only who asks');
    const here = await shown(command('ask', { question: 'who issues the CPC?' }, { channel }));
    const there = await shown(command('ask', { question: 'who issues the CPC?' }));
    expect([isEphemeral(here), isEphemeral(there)]).toEqual([true, false]);
    const answer = await replyTo(mention(channel, 'who issues the CCS?'));
    expect(answer.guild_id).toBe(guild);
    expect(textOf(answer)).toContain('AHIMA');
  });
});

describe('a thread on an answer', () => {
  it('is opened once, however often its button is pressed', async () => {
    const { discord, mention, replyTo, press, shown } = journey();
    const channel = discord.newChannel('threads');
    let answer = await replyTo(mention(channel, 'what does a CPC pay?'));
    for (const text of ['and a senior coder?', 'who issues the CCS?'])
      answer = await replyTo(discord.say({ channel, text, replyTo: answer }));
    const first = await shown(press(answer, 'Continue in a thread'));
    const second = await shown(press(answer, 'Continue in a thread'));
    expect(textOf(first)).toContain(`<#${answer.id}>`);
    expect(textOf(second)).toBe('There is a thread on that answer already.');
    expect(discord.calls.filter(call => call.path.endsWith(`${answer.id}/threads`) && call.status === 201)).toHaveLength(1);
  });
});

describe('a channel', () => {
  it('in which the bot may not write costs no call, and its member is told where the fault lies', async () => {
    const { discord, product, mention } = journey();
    const channel = discord.newChannel('closed');
    const member = discord.newMember('kim');
    discord.deny(channel, bits.sendMessages);
    mention(channel, 'who issues the CPC?', member);
    const direct = discord.directWith(member);
    const told = await discord.until(() => discord.saidIn(direct)[0], 'word to the member');
    expect(textOf(told)).toContain(`<#${channel}>`);
    expect(discord.calls.filter(call => call.path.startsWith(`/channels/${channel}`))).toEqual([]);
    await discord.until(
      () => product.log().some(line => /give its role Send Messages/.test(String(line.msg))),
      'a line in the log',
    );
  });

  it('that forbids files, and history, and threads, gets words alone, not in reply and without a thread', async () => {
    const { discord, mention } = journey();
    const channel = discord.newChannel('narrow');
    discord.deny(channel, bits.attachFiles | bits.readMessageHistory | bits.createPublicThreads);
    mention(channel, 'what does each level pay?');
    const said = await discord.until(() => discord.saidIn(channel)[0], 'an answer');
    expect(textOf(said)).toContain('$65k');
    expect([said.attachments, said.message_reference]).toEqual([[], undefined]);
    expect(discord.calls.filter(call => call.path.startsWith(`/channels/${channel}`) && call.status >= 400)).toEqual([]);
  });

  it('whose permissions were taken unnoticed is logged with the next step, and its member is told', async () => {
    const { discord, product, mention } = journey();
    const channel = discord.newChannel('taken');
    const member = discord.newMember('lee');
    discord.deny(channel, bits.sendMessages, { announced: false });
    mention(channel, 'who issues the CPC?', member);
    const direct = discord.directWith(member);
    await discord.until(() => discord.saidIn(direct)[0], 'word to the member');
    expect(JSON.stringify(product.log())).toContain('50013');
  });

  it('that was deleted while the answer was written is logged, and nobody else is bothered', async () => {
    const { discord, product, mention, settled } = journey();
    const channel = discord.newChannel('gone');
    mention(channel, 'who issues the CPC?');
    discord.deleteChannel(channel, { announced: false });
    await discord.until(() => JSON.stringify(product.log()).includes(`channels/${channel}`), 'a line in the log');
    await settled();
    expect(product.runs()).toBe(true);
  });
});

describe('a server to try commands in', () => {
  it('gets them alone, and once', async () => {
    const discord = await startLocalDiscord();
    const env = { DISCORD_TEST_GUILD_ID: discord.places.guild };
    const first = await startProductHere(discord, { env });
    expect(await first.stop()).toBe(0);
    const second = await startProductHere(discord, { env, dataDir: first.dataDir });
    expect([...discord.state.commands.keys()]).toEqual([discord.places.guild]);
    expect(discord.calls.filter(call => call.method === 'PUT')).toHaveLength(1);
    expect(await second.stop()).toBe(0);
    // Without it, they are registered everywhere, and no longer stand there twice.
    const third = await startProductHere(discord, { dataDir: first.dataDir });
    expect(namesIn(discord, 'global')).toContain('ask');
    expect(namesIn(discord, discord.places.guild)).toEqual([]);
    await third.clear();
    await discord.close();
  });

  it('that the bot was removed from since does not keep commands from being registered', async () => {
    const discord = await startLocalDiscord();
    const first = await startProductHere(discord, { env: { DISCORD_TEST_GUILD_ID: discord.places.guild } });
    await first.stop();
    discord.fail(call => call.method === 'PUT' && call.path.includes(`/guilds/${discord.places.guild}/`), {
      status: 403,
      body: { code: 50_001, message: 'Missing Access' },
    });
    const second = await startProductHere(discord, { dataDir: first.dataDir });
    expect(namesIn(discord, 'global')).toContain('ask');
    expect(JSON.stringify(second.log())).toContain('no longer tried in');
    await second.clear();
    await discord.close();
  });
});

describe('commands that another program put its own in place of', () => {
  it('are registered again at the next start', async () => {
    const discord = await startLocalDiscord();
    const first = await startProductHere(discord);
    await first.stop();
    discord.state.commands.set('global', [{ name: 'play', description: 'a song', type: 1 }] as unknown as Json);
    const second = await startProductHere(discord, { dataDir: first.dataDir });
    expect(namesIn(discord, 'global')).toContain('ask');
    expect(namesIn(discord, 'global')).not.toContain('play');
    await second.clear();
    await discord.close();
  });
});

describe('without Message Content', () => {
  it('mentions, direct messages and commands are answered; what it cannot read is left alone', async () => {
    const discord = await startLocalDiscord({ messageContent: false });
    const product = await startProductHere(discord);
    const { mention, replyTo, command, shown, settled } = createJourney(discord);
    const { general } = discord.places;
    expect(discord.gateway.sessions().map(session => session.intents & (1 << 15))).toEqual([0]);
    const answer = await replyTo(mention(general, 'who issues the CPC?'));
    expect(textOf(answer)).toContain('AAPC');
    discord.say({ channel: general, text: 'and the CCS?', replyTo: answer });
    await settled();
    expect(textOf(await shown(command('ask', { question: 'who issues the CCS?' })))).toContain('AHIMA');
    expect(discord.saidIn(general)).toHaveLength(2);
    expect(JSON.stringify(product.log())).toContain('Message Content Intent is off');
    await product.clear();
    await discord.close();
  });
});
