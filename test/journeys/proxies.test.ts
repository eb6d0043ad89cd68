import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createJourney } from '../support/discord/journey.js';
import { type LocalDiscord, startLocalDiscord } from '../support/discord/local-discord.js';
import { textOf } from '../support/discord/read-message.js';
import { type LocalProxy, startLocalProxy } from '../support/local-proxy.js';
import { type OpenaiServer, startOpenaiServer } from '../support/openai-server.js';
import { nextrung } from '../support/run-nextrung.js';
import { type LocalSlack, startLocalSlack } from '../support/slack/local-slack.js';
import { memberOf } from '../support/slack/member.js';
import { type Product, startProduct } from '../support/slack/run-product.js';
import { addChannel, addMember } from '../support/slack/world.js';
import { startTlsFront, type TlsFront } from '../support/tls-front.js';

/*
 * A machine that reaches nobody but by its proxy, as in many hospitals: one process with a model, Slack and Discord. Their names are known to the proxy
 * alone, and TLS goes through it as it is: what arrives came by it.
 */

describe('with the proxies of the environment', { timeout: 90_000 }, () => {
  let slack: LocalSlack | undefined;
  let discord: LocalDiscord | undefined;
  let proxy: LocalProxy | undefined;
  let front: TlsFront | undefined;
  let model: OpenaiServer | undefined;
  let product: Product | undefined;
  const modelBy = (name: string): string => model?.url.replace('127.0.0.1', name) ?? '';
  // Whoever lists something lists all: this machine's own addresses go by the proxy as well.
  const settings = (kind: 'HTTP_PROXY' | 'HTTPS_PROXY') => ({ [kind]: proxy?.url ?? '', NO_PROXY: 'elsewhere.test' });

  beforeAll(async () => {
    front = await startTlsFront();
    [slack, discord, proxy, model] = [
      await startLocalSlack({ originOf: front.originOf('slack.test') }),
      await startLocalDiscord({ originOf: front.originOf('discord.test') }),
      await startLocalProxy(),
      await startOpenaiServer(),
    ];
    model.chat({ kind: 'text', content: 'NONE' });
    product = await startProduct(slack, 'Socket Mode', {
      env: {
        ...settings('HTTPS_PROXY'),
        NODE_EXTRA_CA_CERTS: front.certificatePath,
        DISCORD_TOKEN: discord.state.token,
        DISCORD_API_URL: discord.apiUrl,
        OPENAI_API_KEY: 'key',
        OPENAI_BASE_URL: `${front.originOf('model.test')(Number(new URL(model.url).port))}/v1`,
      },
    });
  }, 90_000);
  afterAll(async () => {
    await product?.clear();
    await Promise.all([slack?.close(), discord?.close(), proxy?.close(), model?.close(), front?.close()]);
  });

  it('Slack, its socket, Discord, its gateway and the model are reached by them', async () => {
    if (!slack || !discord || !proxy) throw new Error('not started');
    // Another test may have gone by the same proxy in the clear.
    const inTheClear = (): string[] => proxy?.passed.filter(line => !/\.test:\d+ CONNECT$|\.test CONNECT$/.test(line)) ?? [];
    const before = inTheClear();
    const { mention, replyTo } = createJourney(discord);
    expect(textOf(await replyTo(mention(discord.places.general, 'who issues the CPC?')))).not.toBe('');
    const member = memberOf(slack, slack.team, addMember(slack.team, 'proxied'));
    const channel = addChannel(slack.team, 'proxied');
    const { message } = await member.mention(channel, 'what does a coding auditor do?');
    await expect
      .poll(() => slack?.team.messages.some(one => one.thread === message.ts && one.state === 'final'), { timeout: 20_000 })
      .toBe(true);
    expect(model?.chats().length).toBeGreaterThan(0);
    const went = proxy.passed.map(line => line.replace(/:\d+/, ''));
    // A tunnel says nothing of what goes through it: Slack's and Discord's have one for requests, and one for the socket.
    for (const tunnel of ['slack.test CONNECT', 'discord.test CONNECT', 'model.test CONNECT']) expect(went).toContain(tunnel);
    expect(inTheClear()).toEqual(before);
  });

  it('`doctor` reaches them so too, and what is listed without', async () => {
    const before = proxy?.passed.length ?? 0;
    const env = { ...settings('HTTP_PROXY'), OPENAI_API_KEY: 'key', OPENAI_BASE_URL: modelBy('model.test') };
    expect((await nextrung(['doctor'], { env })).stdout).toMatch(/model: /);
    expect(proxy?.passed.slice(before).join()).toMatch(/model\.test:\d+ GET \S*\/models/);
    await nextrung(['doctor'], { env: { ...env, OPENAI_BASE_URL: modelBy('127.0.0.1'), NO_PROXY: '127.0.0.1' } });
    expect(proxy?.passed.filter(line => line.startsWith('127.0.0.1'))).toEqual([]);
  });
});
