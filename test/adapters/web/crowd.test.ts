import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { startAll } from '../../../adapters/start.js';
import { type AskResponse, askResponseSchema } from '../../../adapters/web/contract.js';
import { answerToMarkdown } from '../../../src/coach/answer-to-markdown.js';
import { readConfig } from '../../../src/config.js';
import { createLog } from '../../../src/log.js';
import { runsOf } from '../../support/for-all.js';
import { writePack } from '../../support/run-nextrung.js';
import { smallPackFiles } from '../../support/small-pack.js';
import { useTemporaryFolder } from '../../support/temporary-folder.js';

/* A crowd at the page, over the real coach of a small pack: everybody gets the answer to their own question, as if nobody else were there. */

const folder = useTemporaryFolder();
const visitors = 200;
const questions = [
  'what do coders make?',
  'how do I become a coding manager?',
  'what is the CPC?',
  'what is a junior coder?',
  'is coding growing?',
];

const openPage = async () => {
  const pack = await writePack(folder.path(), smallPackFiles());
  const config = readConfig({ DATA_DIR: folder.path(), KNOWLEDGE_PACK: pack, PORT: '0' }, process.cwd());
  const nothing = (): void => undefined;
  const started = await startAll({
    config,
    log: createLog(config, nothing),
    drainMs: 100,
    onBuild: nothing,
    onProgress: nothing,
  });
  await started.ready;
  return started;
};

/** Asks as a program does: who is told that it is too busy comes back. */
const ask = async (address: string | undefined, question: string, conversation: string = randomUUID()): Promise<AskResponse> => {
  const headers = { 'content-type': 'application/json' };
  const body = JSON.stringify({ question, conversation, standsAlone: true });
  for (;;) {
    const response = await fetch(`${address}/api/ask`, { method: 'POST', headers, body });
    if (response.status !== 503) return askResponseSchema.parse(await response.json());
    await response.text();
    await sleep(200);
  }
};

it(`${visitors} at once, with questions one after the other: each is answered, once, as it is alone`, {
  timeout: 240_000,
}, async () => {
  const { address, stop } = await openPage();
  try {
    const alone = new Map<string, string>();
    for (const question of questions) alone.set(question, answerToMarkdown((await ask(address, question)).answer));
    const ids: string[] = [];
    const visit = async (_: unknown, who: number): Promise<void> => {
      const conversation = randomUUID();
      for (let turn = 0; turn < runsOf(2_000, visitors) / visitors; turn++) {
        const question = questions[(who + turn) % questions.length] ?? '';
        const given = await ask(address, question, conversation);
        expect([given.question, given.conversation]).toEqual([question, conversation]);
        expect(answerToMarkdown(given.answer)).toBe(alone.get(question));
        ids.push(given.answerId);
      }
    };
    await Promise.all(Array.from({ length: visitors }, visit));
    expect(new Set(ids).size).toBe(runsOf(2_000, visitors));
  } finally {
    await stop();
  }
});
