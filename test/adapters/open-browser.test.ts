import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { hasDesktop } from '../../adapters/cli/open-browser.js';
import { program } from '../support/run-nextrung.js';
import { useTemporaryFolder } from '../support/temporary-folder.js';

describe('the browser is opened', () => {
  it('for who sits at a desktop with a terminal', () => {
    expect(hasDesktop({}, true, 'darwin')).toBe(true);
    expect(hasDesktop({}, true, 'win32')).toBe(true);
    expect(hasDesktop({ DISPLAY: ':0' }, true, 'linux')).toBe(true);
    expect(hasDesktop({ WAYLAND_DISPLAY: 'wayland-0' }, true, 'linux')).toBe(true);
  });

  it('never without a screen or a terminal', () => {
    expect(hasDesktop({}, true, 'linux')).toBe(false);
    expect(hasDesktop({ DISPLAY: ':0' }, false, 'linux')).toBe(false);
    expect(hasDesktop({}, true, 'aix')).toBe(false);
  });

  it.each([
    'CI',
    'SSH_CONNECTION',
    'SSH_TTY',
    'PORT',
    'HOST',
    'WEB_PUBLIC_URL',
    'SLACK_BOT_TOKEN',
    'SLACK_CLIENT_ID',
    'DISCORD_TOKEN',
  ])('never where %s is set', name => {
    expect(hasDesktop({ [name]: '1' }, true, 'darwin')).toBe(false);
  });
});

describe.runIf(process.platform === 'linux')('npm start in a terminal on a desktop', { timeout: 90_000 }, () => {
  const folder = useTemporaryFolder();

  /** A run in a terminal of `script`'s, with an opener that writes down what it was given. */
  const run = async (flags: string): Promise<{ said: () => string; opened: () => Promise<string>; end: () => Promise<void> }> => {
    const data = folder.path();
    await mkdir(data);
    await symlink(join(process.env.DATA_DIR ?? '', 'index'), join(data, 'index'));
    // The usual port may be taken; the shell's setting would say that this is a server, so a settings file gives none either.
    const opener = join(data, 'xdg-open');
    await writeFile(opener, `#!/bin/sh\necho "$@" >> ${join(data, 'opened')}\n`);
    await chmod(opener, 0o755);
    const child = spawn('script', ['-qec', `${process.execPath} ${program} start ${flags}`, '/dev/null'], {
      env: { PATH: `${data}${delimiter}${process.env.PATH}`, DATA_DIR: data, DISPLAY: ':99', TERM: 'dumb' },
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    let said = '';
    child.stdout.on('data', chunk => {
      said += chunk;
    });
    return {
      said: () => said,
      opened: () => readFile(join(data, 'opened'), 'utf8').catch(() => ''),
      async end() {
        if (child.exitCode !== null) return;
        child.stdin.write('\u0003');
        await once(child, 'exit');
      },
    };
  };

  it('opens the address that it prints, and with --no-open does not', async () => {
    const started = await run('');
    try {
      await vi.waitFor(() => expect(started.said()).toContain('Ctrl-C stops it.'), 60_000);
      const address = /http:\/\/localhost:\d+/.exec(started.said())?.[0];
      await vi.waitFor(async () => expect(await started.opened()).toBe(`${address}\n`), 10_000);
    } finally {
      await started.end();
    }
    const quiet = await run('--no-open');
    try {
      await vi.waitFor(() => expect(quiet.said()).toContain('Ctrl-C stops it.'), 60_000);
      expect(await quiet.opened()).toBe('');
    } finally {
      await quiet.end();
    }
  });
});
