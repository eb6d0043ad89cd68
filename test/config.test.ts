import { describe, expect, it } from 'vitest';
import { isProxy } from '../adapters/web/addresses.js';
import { readConfig } from '../src/config.js';

describe('the configuration', () => {
  it('works with nothing set', () => {
    const config = readConfig({}, '/srv/nextrung');
    expect(config).toMatchObject({
      dataDir: '/srv/nextrung/data',
      indexDir: '/srv/nextrung/data/index',
      packDir: '/srv/nextrung/knowledge/medical-coding',
    });
    expect(Object.isFrozen(config)).toBe(true);
  });

  it('takes blank for unset, as .env files leave it', () =>
    expect(readConfig({ DATA_DIR: '', KNOWLEDGE_PACK: '', LOG_LEVEL: '' }, '/srv')).toEqual(readConfig({}, '/srv')));

  it('takes relative folders from the root and absolute ones as they are', () => {
    expect(readConfig({ DATA_DIR: 'var', KNOWLEDGE_PACK: '/packs/mine' }, '/srv')).toMatchObject({
      dataDir: '/srv/var',
      indexDir: '/srv/var/index',
      packDir: '/packs/mine',
    });
  });

  it('names every wrong setting at once, and where to correct it', () => {
    expect(() => readConfig({ LOG_LEVEL: 'loud', LOG_FORMAT: 'xml' }, '/srv')).toThrowError(
      expect.objectContaining({ code: 'config_invalid', message: expect.stringMatching(/LOG_LEVEL.*LOG_FORMAT.*\.env/) }),
    );
  });

  it.each([
    [{ SLACK_APP_TOKEN: 'xapp-1' }, /SLACK_APP_TOKEN: also set SLACK_BOT_TOKEN/],
    [{ SLACK_BOT_TOKEN: 'xoxb-1' }, /SLACK_BOT_TOKEN: also set SLACK_APP_TOKEN/],
  ])('names what is still missing of %o', (env, missing) => {
    expect(() => readConfig(env, '/srv')).toThrowError(
      expect.objectContaining({ code: 'config_invalid', message: expect.stringMatching(missing) }),
    );
    expect(readConfig({ SLACK_APP_TOKEN: 'xapp-1', SLACK_BOT_TOKEN: 'xoxb-1' }, '/srv').slack).toBeDefined();
  });

  it.each([
    [{ HTTPS_PROXY: 'http://one:1' }, { http: undefined, https: 'http://one:1' }],
    [{ ALL_PROXY: 'any:2' }, { http: 'http://any:2', https: 'http://any:2' }],
    [
      { all_proxy: 'http://any:2', HTTPS_PROXY: 'http://one:1' },
      { http: 'http://any:2', https: 'http://one:1' },
    ],
    // As a desktop sets them all.
    [
      { all_proxy: 'socks://any:3', http_proxy: 'http://one:1' },
      { http: 'http://one:1', https: undefined },
    ],
    [{ ALL_PROXY: 'socks5h://any:3' }, undefined],
  ])('of proxies takes what is named for a kind of address, else what is named for all: %o', (env, proxy) => {
    expect(readConfig(env, '/srv').proxy).toEqual(proxy && { ...proxy, except: 'localhost,127.0.0.1,[::1]' });
  });

  it.each(['172.16.0.0/', '172.16.0.0/33', 'fd00::/129', '10.0.0.1,', 'proxy.example.org', '10.0.0.1; 10.0.0.2'])(
    'takes no “%s” for the address of a proxy',
    TRUSTED_PROXY => {
      expect(() => readConfig({ TRUSTED_PROXY }, '/srv')).toThrowError(/TRUSTED_PROXY: must be addresses, or blocks such as/);
    },
  );

  it('takes addresses and blocks of either family for proxies, however a system writes them', () => {
    const { web } = readConfig({ TRUSTED_PROXY: '10.0.0.1, 172.16.0.0/12,fd00::/8' }, '/srv');
    for (const address of ['10.0.0.1', '172.18.0.1', '::ffff:172.18.0.1', 'fd12::1', '127.0.0.1', '::1'])
      expect([address, isProxy(address, web)]).toEqual([address, true]);
    for (const address of ['10.0.0.2', '::ffff:10.0.0.2', 'fe80::1%eth0', 'unknown', ''])
      expect([address, isProxy(address, web)]).toEqual([address, false]);
  });

  it('does not mind settings of others', () =>
    expect(readConfig({ PATH: '/bin', HOME: '/root' }, '/srv')).toEqual(readConfig({}, '/srv')));
});
