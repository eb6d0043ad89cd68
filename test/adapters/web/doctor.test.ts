import { once } from 'node:events';
import { createServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import { checkWeb } from '../../../adapters/web/doctor.js';
import { readConfig } from '../../../src/config.js';

const check = (env: Readonly<Record<string, string>>) => checkWeb(readConfig(env, process.cwd()));

describe('doctor', () => {
  it('says where the page will be and for whom', async () => {
    expect(await check({ PORT: '0' })).toMatchObject({
      name: 'Web page',
      text: expect.stringMatching(/^http:\/\/localhost:0|not built/),
    });
  });

  it('says that a public address needs a token, with the next step', async () => {
    expect(await check({ HOST: '0.0.0.0', PORT: '0' })).toMatchObject({
      state: 'problem',
      text: expect.stringContaining('Set WEB_ACCESS_TOKEN'),
    });
  });

  it('says that the port is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const address = other.address();
    const PORT = String(typeof address === 'object' ? address?.port : '');
    expect(await check({ PORT })).toMatchObject({ state: 'note', text: expect.stringContaining('set PORT to another') });
    other.close();
  });
});
