import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { documentSchema, type SourceDocument, UnreadableDocument } from './document.js';

/** What one document may take. The heap's limit alone would not do: a library was seen to take 691 MB outside of a heap of 256. */
const limits = { ms: 30_000, heapMegabytes: 384, memoryKilobytes: 1_200_000 } as const;

const replySchema = z.union([z.object({ document: documentSchema }), z.object({ reason: z.string() })]);

/** The child's program, seen from the sources and from the build alike. */
const program =
  ['./read-child.js', '../../dist/src/documents/read-child.js']
    .map(path => fileURLToPath(new URL(path, import.meta.url)))
    .find(path => existsSync(path)) ?? 'read-child.js';

const start = (): ChildProcess => {
  const node = [process.execPath, `--max-old-space-size=${limits.heapMegabytes}`, program];
  const stdio = ['ignore', 'ignore', 'ignore', 'ipc'] as const;
  if (process.platform === 'win32') return spawn(node[0] as string, node.slice(1), { stdio: [...stdio] });
  // Where the system knows no such limit, the heap's stands.
  const limited = `ulimit -d ${limits.memoryKilobytes} 2>/dev/null; exec "$@"`;
  return spawn('/bin/sh', ['-c', limited, 'sh', ...node], { stdio: [...stdio] });
};

export type DocumentReader = {
  /** Rejects with `UnreadableDocument`, which says why. */
  read(path: string): Promise<SourceDocument>;
  close(): void;
};

/** Reads documents in a process of its own, with limits on memory and time. After one that it did not survive it begins anew. */
export const createDocumentReader = (timeoutMs: number = limits.ms): DocumentReader => {
  let child: ChildProcess | undefined;
  const end = (): void => {
    child?.removeAllListeners();
    child?.kill('SIGKILL');
    child = undefined;
  };
  return {
    read: path =>
      new Promise((resolve, reject) => {
        child ??= start();
        const own = child;
        const settle = (act: () => void): void => {
          clearTimeout(timer);
          own.removeAllListeners();
          act();
        };
        const fail = (reason: string): void =>
          settle(() => {
            end();
            reject(new UnreadableDocument(reason));
          });
        const timer = setTimeout(() => fail(`it took longer than ${timeoutMs / 1000} seconds to read`), timeoutMs);
        own.once('error', () => fail('no process could be started to read it'));
        own.once('exit', () => fail('it takes too much memory to read'));
        own.once('message', reply =>
          settle(() => {
            const parsed = replySchema.safeParse(reply);
            if (parsed.success && 'document' in parsed.data) resolve(parsed.data.document);
            else reject(new UnreadableDocument(parsed.success && 'reason' in parsed.data ? parsed.data.reason : 'it is damaged'));
          }),
        );
        own.send(path);
      }),
    close: end,
  };
};
