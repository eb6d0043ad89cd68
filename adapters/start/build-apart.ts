import { fork } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { Config } from '../../src/config.js';
import { NextRungError } from '../../src/domain/errors.js';

/** What the process that builds says; `failed` with the code of one of our own errors where it is one. */
const replySchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('building'), reason: z.string() }),
  z.object({ kind: z.literal('done') }),
  z.object({ kind: z.literal('failed'), code: z.custom<NextRungError['code']>().optional(), message: z.string() }),
]);
export type BuildReply = z.output<typeof replySchema>;

/** The child's program, seen from the sources and from the build alike. */
const program =
  ['./build-child.js', '../../dist/adapters/start/build-child.js']
    .map(path => fileURLToPath(new URL(path, import.meta.url)))
    .find(path => existsSync(path)) ?? 'build-child.js';

type BuildOptions = { readonly onBuild: (reason: string) => void; readonly signal: AbortSignal };

/**
 * `ensureIndex` in a process of its own: in this one it would hold everybody up for seconds. Rejects as that does, and when the process ends
 * before its work.
 */
export const ensureIndexApart = async (config: Config, { onBuild, signal }: BuildOptions): Promise<void> => {
  const child = fork(program, { execArgv: [], stdio: ['ignore', 'ignore', 'inherit', 'ipc'], signal });
  try {
    await new Promise<void>((resolve, reject) => {
      child.once('error', reject);
      child.once('exit', (code, by) => reject(new Error(`the process that builds the index ended with ${code ?? by}`)));
      child.on('message', message => {
        const reply = replySchema.parse(message);
        if (reply.kind === 'building') onBuild(reply.reason);
        else if (reply.kind === 'done') resolve();
        else reject(reply.code ? new NextRungError(reply.code, reply.message) : new Error(reply.message));
      });
      child.send(config);
    });
  } finally {
    child.kill();
  }
};
