import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('../../bin/nextrung.js', import.meta.url));
const patienceMs = 60_000;

export type ServedPage = { readonly port: number; readonly process: ChildProcess; stop(): Promise<void> };

/** `npm start` as it ships, over a ready index, on a port given by the system. */
export const serveBuiltPage = async (dataDir: string): Promise<ServedPage> => {
  const child = spawn(process.execPath, [program, 'start'], {
    env: { PATH: process.env.PATH, HOME: process.env.HOME, DATA_DIR: dataDir, PORT: '0', LOG_LEVEL: 'error' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const stop = async (): Promise<void> => {
    if (child.exitCode !== null) return;
    child.kill('SIGTERM');
    await once(child, 'exit');
  };
  let told = '';
  const port = await new Promise<number>((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`The page was not served within ${patienceMs} ms: ${told}`)), patienceMs);
    child.once('exit', code => reject(new Error(`The page's server ended with ${code}: ${told}`)));
    child.stdout.on('data', chunk => {
      told += chunk;
      const found = /http:\/\/localhost:(\d+)/.exec(told)?.[1];
      if (!found) return;
      clearTimeout(late);
      resolve(Number(found));
    });
  }).catch(async error => {
    await stop();
    throw error;
  });
  return { port, process: child, stop };
};
