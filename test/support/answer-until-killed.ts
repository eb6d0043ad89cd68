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
  // On a disk that fills up, nothing else is written to it.
  if (where !== 'unrecorded') appendFileSync(join(folder, 'received'), `${line}\n`);
};
const endIf = (place: string): void => {
  if (where === place) process.kill(process.pid, 'SIGKILL');
};

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
        endIf('while-sending');
        await sleep(where === 'anywhere' ? 5 : 0);
        received(`shown ${at}`);
        endIf('after-showing');
      },
    };
    return handle(incomingOf({ conversation: `thread-${at % 5}`, deliveryKeys: [`message-${at}`] }), reply);
  }),
);
await drain(1_000);
await stores.close();
process.stdout.write(`${JSON.stringify(results)}\n`);
if (where === 'unrecorded') process.stdout.write(logged.filter(line => JSON.parse(line).level >= 40).join(''));
