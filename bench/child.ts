import { once } from 'node:events';
import type { indexWith, searchWith } from './retrieval/tasks.js';

/* What a bench runs in a process of its own: named by the first argument, its input and output sent as messages. */

export type Tasks = {
  readonly indexWith: typeof indexWith;
  readonly searchWith: typeof searchWith;
};
export type TaskName = keyof Tasks;

/** A task loads its own code alone: what another needs would count as its memory. */
const tasks: { readonly [Name in TaskName]: () => Promise<Tasks[Name]> } = {
  indexWith: async () => (await import('./retrieval/tasks.js')).indexWith,
  searchWith: async () => (await import('./retrieval/tasks.js')).searchWith,
};

const task = (await tasks[process.argv[2] as TaskName]()) as (input: unknown) => Promise<unknown>;
// Whoever asked is gone: nobody waits for the figures.
process.once('disconnect', () => process.exit());
const [input] = await once(process, 'message');
const reply = await task(input).then(
  output => ({ output }),
  (error: unknown) => ({ error: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
);
process.send?.(reply, undefined, {}, () => process.disconnect());
