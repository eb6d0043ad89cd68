import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { validate } from 'dockerfile-utils';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { isProxy } from '../adapters/web/addresses.js';
import { readConfig } from '../src/config.js';
import { openStores } from '../src/create-stores.js';
import { useTemporaryFolder } from './support/temporary-folder.js';

/* What a server is set up with. Nothing is set up here: each is read as its program reads it, and held against the rest. */

const folder = useTemporaryFolder();

const text = (path: string): string => readFileSync(path, 'utf8');
const has = (program: string): boolean => {
  try {
    execFileSync(program, ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
};

describe('the Dockerfile', () => {
  const file = text('Dockerfile');

  it('has no mistake that its language knows', () => expect(validate(file)).toEqual([]));

  it('copies what is there, and runs the program itself as a user who may do little', () => {
    const copied = [...file.matchAll(/^COPY --from=build \/app\/(\S+)/gm)].map(([, path = '']) => path);
    const { files } = JSON.parse(text('package.json')) as { files: string[] };
    for (const needed of files) expect(copied).toContain(needed);
    for (const path of copied.filter(one => !['node_modules', 'dist'].includes(one))) expect(existsSync(path)).toBe(true);
    expect(file).toMatch(/^USER node$/m);
    expect(file).toMatch(/^VOLUME \/data$/m);
    expect(file).toMatch(/^HEALTHCHECK [\s\S]*\/healthz/m);
    expect(file).toMatch(/^CMD \["node", "bin\/nextrung\.js", "start", "--no-open"\]$/m);
  });

  it('leaves settings, data and what was installed here out', () => {
    const ignored = text('.dockerignore').trim().split('\n');
    for (const name of ['.env', 'data', 'node_modules', '.git']) expect(ignored).toContain(name);
  });
});

describe('compose.yaml', () => {
  const { services, volumes } = parse(text('compose.yaml'));

  it('keeps data in a volume, serves this machine alone, and leaves time for answers under way', () => {
    const { nextrung } = services;
    expect(Object.keys(volumes)).toEqual(['data']);
    expect(nextrung.volumes).toEqual([`data:${nextrung.environment.DATA_DIR}`]);
    expect(nextrung.ports).toEqual([`127.0.0.1:${nextrung.environment.PORT}:${nextrung.environment.PORT}`]);
    expect(nextrung.environment.WEB_ACCESS_TOKEN).toMatch(/:\?/);
    expect(Number.parseInt(nextrung.stop_grace_period, 10)).toBeGreaterThan(10);
    expect(nextrung.restart).toBe('unless-stopped');
    for (const command of ['backup', 'restore'])
      expect(text('compose.yaml')).toContain(`exec nextrung node bin/nextrung.js ${command} ${nextrung.environment.DATA_DIR}/`);
  });

  it('believes a proxy on the host, which comes from the gateway of a network of Docker’s', () => {
    const [, TRUSTED_PROXY = ''] = /^\$\{TRUSTED_PROXY:-(.+)\}$/.exec(services.nextrung.environment.TRUSTED_PROXY) ?? [];
    const { web } = readConfig({ TRUSTED_PROXY }, '/srv');
    for (const gateway of ['172.17.0.1', '172.18.0.1', '172.31.0.1']) expect(isProxy(gateway, web)).toBe(true);
    for (const visitor of ['192.168.1.7', '10.0.0.7', '203.0.113.7']) expect(isProxy(visitor, web)).toBe(false);
  });
});

describe('the unit for systemd', () => {
  const unit = text('deploy/nextrung.service');

  it('runs the program itself, gives it time to end, and starts it again when it fails', () => {
    expect(unit).toMatch(/^ExecStart=.*node bin\/nextrung\.js start --no-open$/m);
    expect(Number(/^TimeoutStopSec=(\d+)$/m.exec(unit)?.[1])).toBeGreaterThan(10);
    expect(unit).toMatch(/^Restart=on-failure$/m);
    expect(unit).toMatch(/^StateDirectory=nextrung$/m);
    expect(unit).toContain('DATA_DIR=/var/lib/nextrung');
  });

  it('names commands that back up and restore what the service keeps, as its user', async () => {
    const dataDir = folder.path();
    await (await openStores({ dataDir, encryptionKey: undefined })).close();
    const commands = [...unit.matchAll(/^# +sudo -u (\S+) (env .* (?:backup|restore) \S+)$/gm)];
    expect(commands.map(([, user]) => user)).toEqual([/^User=(.*)$/m.exec(unit)?.[1], 'nextrung']);
    const here = (line = ''): string =>
      line
        .replaceAll('/var/lib/nextrung', dataDir)
        .replace('/opt/nextrung', process.cwd())
        .replace(' node ', ` ${process.execPath} `);
    const [saved, restored] = commands.map(([, , line]) => execFileSync('sh', ['-c', here(line)], { encoding: 'utf8' }));
    expect(saved).toMatch(/^Saved in .*backup\.sqlite: conversations 0/);
    expect(restored).toContain(join(dataDir, 'community.sqlite.before-restore'));
  });

  it.skipIf(!has('systemd-analyze'))('is one that systemd reads without a word', () => {
    expect(execFileSync('systemd-analyze', ['verify', 'deploy/nextrung.service'], { encoding: 'utf8', stdio: 'pipe' })).toBe('');
  });
});

describe('what is installed', () => {
  /** Newer npm reads `allowScripts`; older ones run the scripts of what the lock says to have any. An install of the package by its name writes it there again. */
  it('fetches no graphics libraries: the script of onnxruntime-node runs on no npm', () => {
    const name = 'onnxruntime-node';
    const { packages } = JSON.parse(text('package-lock.json'));
    const { allowScripts } = JSON.parse(text('package.json'));
    expect(packages[`node_modules/${name}`].version).toBeDefined();
    expect(packages[`node_modules/${name}`].hasInstallScript).toBeUndefined();
    expect(allowScripts[name]).toBe(false);
  });
});
