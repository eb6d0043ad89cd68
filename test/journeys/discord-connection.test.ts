import { describe, expect, it } from 'vitest';
import { createJourney, useJourney } from '../support/discord/journey.js';
import { startLocalDiscord } from '../support/discord/local-discord.js';
import { isEphemeral, textOf } from '../support/discord/read-message.js';
import { rateLimited } from '../support/discord/refusals.js';
import { startProduct, startProductHere } from '../support/discord/run-product.js';

/* What becomes of questions when the connection, the time or the number of calls runs out. */

const journey = useJourney();

describe('an interaction', () => {
  it('that came too late is logged with the likely cause, and not answered', async () => {
    const { discord, product, command, settled } = journey();
    const late = command('ask', { question: 'who issues the CCS?' }, { createdAt: Date.now() - 4000 });
    await discord.until(() => product.log().some(line => /came too late/.test(String(line.msg))), 'a line in the log');
    await settled();
    expect(discord.shownBy(late)).toBeUndefined();
    expect(discord.calls.filter(call => call.path.includes(late.token))).toHaveLength(1);
  });

  it('whose token ended goes to its asker directly when the answer was theirs alone', async () => {
    const { discord, command } = journey();
    const kim = discord.newMember('kim');
    const direct = discord.directWith(kim);
    discord.state.interactionTokenMs = 0;
    command('pay', { role: 'senior coder' }, { user: kim });
    const late = await discord
      .until(() => discord.saidIn(direct)[0], 'a direct message')
      .finally(() => {
        discord.state.interactionTokenMs = 900_000;
      });
    expect(textOf(late)).toContain('$65k');
    expect(discord.saidIn(discord.places.general).map(textOf).join()).not.toContain('$65k');
  });

  it('whose token ended where the bot is not is dropped with a line in the log', async () => {
    const { discord, product, command } = journey();
    discord.state.interactionTokenMs = 0;
    command('ask', { question: 'who issues the CCS?' }, { amongMembers: true, channel: '700000000000000001' });
    await discord
      .until(() => product.log().some(line => /an answer was dropped/.test(String(line.msg))), 'a line in the log')
      .finally(() => {
        discord.state.interactionTokenMs = 900_000;
      });
    expect(
      discord.saidIn('700000000000000001').filter(message => textOf(message).includes('AHIMA') && !isEphemeral(message)),
    ).toEqual([]);
  });
});

describe('a message', () => {
  it('whose acknowledgement was lost is sent again and shown once', async () => {
    const { discord, mention, replyTo, settled } = journey();
    const channel = discord.newChannel('lossy');
    discord.loseAnswer(call => call.method === 'POST' && call.path === `/channels/${channel}/messages`);
    const asked = mention(channel, 'who issues the CPC?');
    expect(textOf(await replyTo(asked))).toContain('AAPC');
    await discord.until(
      () => discord.calls.filter(call => call.path === `/channels/${channel}/messages`).length > 1,
      'a second try',
    );
    await settled();
    expect(discord.saidIn(channel)).toHaveLength(1);
  });

  it('waits for the whole application when Discord says so, and for its channel’s bucket', async () => {
    const { discord, mention, replyTo } = journey();
    const channel = discord.newChannel('busy');
    discord.fail(call => call.method === 'POST' && call.path === `/channels/${channel}/messages`, rateLimited(0.5, 'global'));
    expect(textOf(await replyTo(mention(channel, 'who issues the CPC?')))).toContain('AAPC');
    discord.state.bucketLimit = { requests: 2, windowMs: 1500 };
    const asked = Array.from({ length: 6 }, () => mention(channel, 'who issues the CCS?'));
    for (const one of asked) expect(textOf(await replyTo(one))).toContain('AHIMA');
    discord.state.bucketLimit = undefined;
    // discord.js learns of the bucket with the first answer, and keeps to it.
    expect(discord.saidIn(channel)).toHaveLength(7);
  });
});

describe('the gateway', () => {
  it('asks to reconnect, or to resume, and nothing is lost or answered twice', async () => {
    const { discord, mention, replyTo, settled } = journey();
    const channel = discord.newChannel('resumed');
    const { counts } = discord.gateway;
    for (const interrupt of [() => discord.gateway.askToReconnect(), () => discord.gateway.invalidate(true)]) {
      const before = counts.resumes;
      interrupt();
      const asked = mention(channel, 'who issues the CPC?');
      await discord.until(() => counts.resumes > before, 'a resume');
      expect(textOf(await replyTo(asked))).toContain('AAPC');
    }
    await settled();
    expect(discord.saidIn(channel)).toHaveLength(2);
  });

  it('that withdraws Message Content while it runs is connected to anew without', async () => {
    const discord = await startLocalDiscord();
    const product = await startProductHere(discord);
    const { mention, replyTo } = createJourney(discord);
    discord.state.applicationFlags = 0;
    discord.gateway.drop(4014);
    await discord.until(
      () => discord.gateway.sessions().some(session => session.socket?.readyState === 1 && !(session.intents & (1 << 15))),
      'a session without',
    );
    await discord.until(() => product.log().some(line => line.msg === 'connected to Discord anew'), 'a line in the log');
    expect(textOf(await replyTo(mention(discord.places.general, 'who issues the CPC?')))).toContain('AAPC');
    await product.clear();
    await discord.close();
  });

  it('that refuses the token while it runs is named with the next step, and the rest runs on', async () => {
    const discord = await startLocalDiscord();
    const product = await startProduct(discord);
    discord.gateway.drop(4004);
    await discord.until(() => JSON.stringify(product.log()).includes('Reset Token'), 'a line in the log');
    const page = /http:\/\/[\w.]+:\d+/.exec(product.stdout())?.[0];
    expect((await fetch(`${page}/healthz`)).ok).toBe(true);
    expect(await product.stop()).toBe(0);
    await product.clear();
    await discord.close();
  });
});

describe('the log of a whole day’s work', () => {
  it('holds no warning that something is deprecated', () => {
    const { product } = journey();
    expect(product.log().filter(line => /DeprecationWarning|deprecated/i.test(JSON.stringify(line)))).toEqual([]);
  });
});
