import { execFileSync } from 'node:child_process';
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Reply } from '../../adapters/incoming.js';
import { incomingOf, openInbound } from './inbound.js';
import { createScriptedCoach } from './scripted-coach.js';

/*
 * Answers messages in a process of its own that ends where it is told to: `answer-until-killed.ts FOLDER COUNT WHERE`. What a platform
 * would have received stands in FOLDER/received, a line a message: `sending N` when the call begins, `shown N` when it is through.
 */

const [folder = '', count = '1', where = ''] = process.argv.slice(2);
const received = (line: string): void => {
  // On a disk that fills up, or takes nothing more, nothing else is written to it.
  if (where !== 'unrecorded' && where !== 'refused') appendFileSync(join(folder, 'received'), `${line}\n`);
};
const endIf = (place: string): void => {
  if (where === place) process.kill(process.pid, 'SIGKILL');
};

/**
 * From now on no file takes a byte more, open ones included, until the limit is lifted: what a disk does that the system turns read-only under
 * a process. A real one cannot be turned while a file on it is open.
 */
const limitWrites = (limit: '0' | 'unlimited'): void => {
  execFileSync('prlimit', ['--pid', String(process.pid), `--fsize=${limit}:`]);
};
process.on('SIGXFSZ', () => undefined);

const onEvent: Reply['onEvent'] = async ({ kind }) => {
  if (kind !== 'piece') return;
  received('piece');
  endIf('while-streaming');
};
const coach = createScriptedCoach(async () => {
  endIf('while-writing');
  await sleep(where === 'anywhere' ? 15 : 0);
  return undefined;
});
const { handle, drain, stores, logged } = await openInbound(join(folder, 'data'), { coach });
process.stdout.write('ready\n');
const results = await Promise.all(
  Array.from({ length: Number(count) }, (_, at) => {
    const reply: Reply = {
      tell: async () => undefined,
      ...(where === 'while-streaming' ? { onEvent } : {}),
      async show() {
        received(`sending ${at}`);
        if (where === 'refused' && at === Math.floor(Number(count) / 2)) limitWrites('0');
        endIf('while-sending');
        await sleep(where === 'anywhere' ? 5 : 0);
        received(`shown ${at}`);
        endIf('after-showing');
      },
    };
    return handle(incomingOf({ conversation: `thread-${at % 5}`, deliveryKeys: [`message-${at}`] }), reply);
  }),
);
if (where === 'refused') {
  limitWrites('unlimited');
  const reply: Reply = { tell: async () => undefined, show: async () => undefined };
  results.push(await handle(incomingOf({ conversation: 'afterwards', deliveryKeys: ['afterwards'] }), reply));
}
await drain(1_000);
await stores.close();
process.stdout.write(`${JSON.stringify(results)}\n`);
if (where === 'unrecorded' || where === 'refused')
  process.stdout.write(logged.filter(line => JSON.parse(line).level >= 40).join(''));
