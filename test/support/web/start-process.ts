import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { endWithWorker, program } from '../run-nextrung.js';
import { useTemporaryFolder } from '../temporary-folder.js';

/**
 * `npm start` without npm, in a process of its own for a test file: on this run's index, with data of its own, on a port given by the
 * system. `url` is `http://localhost:PORT`.
 */
export const useServerProcess = (): { url(): string } => {
  const folder = useTemporaryFolder();
  let child: ChildProcess | undefined;
  let address = '';
  beforeAll(async () => {
    const data = folder.path();
    await mkdir(data);
    await symlink(join(process.env.DATA_DIR ?? '', 'index'), join(data, 'index'));
    const quotas = { MEMBER_QUESTIONS_PER_HOUR: '1000', CHANNEL_QUESTIONS_PER_HOUR: '10000' };
    const started = spawn(process.execPath, [program, 'start'], {
      env: { PATH: process.env.PATH, DATA_DIR: data, PORT: '0', ...quotas },
      stdio: 'pipe',
    });
    child = started;
    endWithWorker(started);
    let said = '';
    address = await new Promise<string>((resolve, reject) => {
      const listen = (chunk: Buffer): void => {
        said += chunk.toString();
        const found = /http:\/\/\S+/.exec(said)?.[0];
        if (found && said.includes('Ctrl-C')) resolve(found.replace(/\/$/, ''));
      };
      started.stdout.on('data', listen);
      started.stderr.on('data', listen);
      started.on('exit', code => reject(new Error(`NextRung ended with ${code}: ${said}`)));
    });
  });
  afterAll(async () => {
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGKILL');
    await once(child, 'exit');
  });
  return { url: () => address };
};
