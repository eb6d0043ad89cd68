import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { openStores } from '../../src/create-stores.js';
import { citedAnswer, createClock } from '../support/open-stores.js';
import { program } from '../support/run-nextrung.js';
import { useTemporaryFolder } from '../support/temporary-folder.js';

const folder = useTemporaryFolder();
const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

/** A data folder of its own, on the index of this run. */
const dataDir = (): string => {
  const path = folder.path();
  mkdirSync(path);
  symlinkSync(join(process.env.DATA_DIR ?? '', 'index'), join(path, 'index'));
  return path;
};

/** Runs `npm start` without npm; `said` settles when it says that it runs, or ends. */
const start = (env: Readonly<Record<string, string>>) => {
  const child = spawn(process.execPath, [program, 'start'], {
    env: { PATH: process.env.PATH, PORT: '0', ...env },
    stdio: 'pipe',
  });
  let [stdout, stderr] = ['', ''];
  const ended = new Promise<number | null>(resolve => child.once('close', resolve));
  const said = new Promise<string>(resolve => {
    child.stdout.on('data', chunk => {
      stdout += chunk;
      if (stdout.includes('Ctrl-C stops it.')) resolve(stdout);
    });
    void ended.then(() => resolve(stdout));
  });
  child.stderr.on('data', chunk => {
    stderr += chunk;
  });
  ends.push(() => child.kill('SIGKILL'));
  return { child, said, ended, stdout: () => stdout, stderr: () => stderr };
};

const addressIn = (said: string): string => /https?:\/\/\S+/.exec(said)?.[0] ?? '';
const portOf = (server: Server): number => {
  const address = server.address();
  return typeof address === 'object' && address ? address.port : 0;
};

describe('npm start', { timeout: 90_000 }, () => {
  it('with nothing set opens the page at a local address, says so, and ends cleanly when asked to', async () => {
    const { child, said, ended, stdout, stderr } = start({ DATA_DIR: dataDir() });
    const address = addressIn(await said);
    expect(new URL(address).hostname).toMatch(/^(localhost|127\.0\.0\.1)$/);
    expect((await fetch(address)).status).toBe(200);
    child.kill('SIGTERM');
    expect(await ended).toBe(0);
    expect(stdout()).toContain('Stopping');
    expect(stderr()).toBe('');
    await expect(fetch(address)).rejects.toThrow();
  });

  it('ends when npm is asked to, and leaves no process behind', async () => {
    const child = spawn('npm', ['start', '--', '--no-open'], {
      env: { PATH: process.env.PATH, HOME: process.env.HOME, PORT: '0', DATA_DIR: dataDir() },
      stdio: 'pipe',
      detached: true,
    });
    ends.push(() => {
      try {
        process.kill(-(child.pid ?? 0), 'SIGKILL');
      } catch {
        // All of them have ended.
      }
    });
    let stdout = '';
    child.stdout.on('data', chunk => {
      stdout += chunk;
    });
    await expect.poll(() => stdout, { timeout: 60_000 }).toContain('Ctrl-C stops it.');
    child.kill('SIGTERM');
    const isThere = (): boolean => {
      try {
        return process.kill(-(child.pid ?? 0), 0);
      } catch {
        return false;
      }
    };
    await expect.poll(isThere, { timeout: 15_000 }).toBe(false);
    await expect(fetch(addressIn(stdout))).rejects.toThrow();
  });

  it('runs on without a platform that refuses its token, and says which and why', async () => {
    const refusing = createHttpServer((_, response) => {
      response.writeHead(401, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ ok: false, error: 'invalid_auth', message: '401: Unauthorized', code: 0 }));
    }).listen(0, '127.0.0.1');
    await once(refusing, 'listening');
    ends.push(() => refusing.close());
    const platform = `http://127.0.0.1:${portOf(refusing)}/api`;
    const { child, said, ended, stderr } = start({
      DATA_DIR: dataDir(),
      SLACK_BOT_TOKEN: 'xoxb-none',
      SLACK_APP_TOKEN: 'xapp-none',
      SLACK_API_URL: `${platform}/`,
      DISCORD_TOKEN: 'none-at-all',
      DISCORD_API_URL: platform,
    });
    const text = await said;
    expect(text).toContain('Not running: Slack, Discord; the log says why.');
    expect((await fetch(addressIn(text))).status).toBe(200);
    expect(stderr()).toMatch(/error {2}Slack did not start: .*SLACK_BOT_TOKEN/);
    expect(stderr()).toMatch(/error {2}Discord did not start: .*DISCORD_TOKEN/);
    expect(stderr()).not.toMatch(/xoxb-none|xapp-none|none-at-all/);
    child.kill('SIGINT');
    expect(await ended).toBe(130);
  });

  it('ends with the next step when nothing could be started, and tells a name that was probably meant for a setting', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    ends.push(() => taken.close());
    const port = portOf(taken);
    const { said, ended, stderr } = start({ DATA_DIR: dataDir(), PORT: String(port), PROT: '1' });
    expect(await said).toBe('');
    expect(await ended).toBe(1);
    expect(stderr()).toMatch(new RegExp(`Web did not start: .*port ${port} is taken.*set PORT to another`));
    expect(stderr()).toContain('Nothing could be started');
    expect(stderr()).toMatch(/warn +the environment: PROT is no setting, so it has no effect; did you mean PORT\?/);
  });

  it('ends with the next step when what was kept is damaged, and leaves it as it is', async () => {
    const path = dataDir();
    writeFileSync(join(path, 'community.sqlite'), 'damaged '.repeat(1_000));
    const { ended, stderr } = start({ DATA_DIR: path });
    expect(await ended).toBe(1);
    expect(stderr()).toMatch(/^nextrung: .*community\.sqlite is damaged or not a SQLite file\. Nothing in it was changed\./);
  });

  it('deletes what is older than the retention, and nothing newer', async () => {
    const path = dataDir();
    const key = { community: 'slack:T1', conversation: 'thread-1' };
    const clock = createClock(new Date(Date.now() - 8 * 24 * 60 * 60 * 1_000).toISOString());
    const before = await openStores({ dataDir: path, encryptionKey: undefined }, clock);
    const ask = () =>
      before.conversations.remember(key, { member: 'U1', question: 'q', answer: citedAnswer(), isPrivate: false });
    const old = await ask();
    clock.forward(2 * 24 * 60 * 60 * 1_000);
    const newer = await ask();
    await before.close();
    const { child, said, ended } = start({ DATA_DIR: path, RETENTION_DAYS: '7' });
    await said;
    child.kill('SIGTERM');
    await ended;
    const after = await openStores({ dataDir: path, encryptionKey: undefined });
    expect(await after.conversations.findAnswer('slack:T1', old)).toBeUndefined();
    expect(await after.conversations.findAnswer('slack:T1', newer)).toBeDefined();
    await after.close();
  });
});
