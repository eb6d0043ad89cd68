import { fork } from 'node:child_process';
import { once } from 'node:events';
import type { TaskName, Tasks } from '../child.js';

type Reply<Output> = { readonly output?: Output; readonly error?: string };

/**
 * Runs a task of `bench/child.ts` in a process of its own: memory and start-up then belong to what is measured, and nothing that ran
 * before has warmed it. Rejects with the task's own error.
 */
export const runTask = async <Name extends TaskName>(
  name: Name,
  input: Parameters<Tasks[Name]>[0],
): Promise<Awaited<ReturnType<Tasks[Name]>>> => {
  const child = fork(new URL('../child.ts', import.meta.url), [name], {
    execArgv: [...process.execArgv, '--expose-gc'],
    serialization: 'advanced',
  });
  const exited = once(child, 'exit');
  let reply: Reply<Awaited<ReturnType<Tasks[Name]>>> | undefined;
  child.on('message', message => {
    reply = message as typeof reply;
  });
  child.send(input as object);
  const [code] = await exited;
  if (reply?.error !== undefined) throw new Error(`${name}: ${reply.error}`);
  if (reply?.output === undefined) throw new Error(`${name} ended with code ${code} and no result`);
  return reply.output;
};
