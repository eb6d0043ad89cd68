import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { askResponseSchema, statusSchema } from '../../adapters/web/contract.js';
import { answerToMarkdown } from '../../src/coach/answer-to-markdown.js';
import { program } from '../support/run-nextrung.js';
import { useTemporaryFolder } from '../support/temporary-folder.js';
import { writeUnreadPack } from '../support/unread-pack.js';
import { expectValidAnswer } from '../support/valid-answer.js';

/* `npm start` on a machine where nothing was ever built: the page is there before the index is. */

const patience = { timeout: 90_000, interval: 100 };
const folder = useTemporaryFolder();
let child: ChildProcess;
let told = '';
let url = '';

beforeAll(async () => {
  const pack = await writeUnreadPack(folder.path('pack'));
  const env = { PATH: process.env.PATH, HOME: process.env.HOME, DATA_DIR: folder.path('data'), KNOWLEDGE_PACK: pack, PORT: '0' };
  // A terminal, as far as the bar can tell; what is told and how far it is come in the order in which a person sees them.
  const terminal = folder.path('terminal.cjs');
  await writeFile(terminal, 'process.stderr.isTTY = true; process.stderr.columns = 80;');
  const script = `exec "${process.execPath}" --require "${terminal}" "${program}" start --no-open 2>&1`;
  child = spawn('/bin/sh', ['-c', script], { env, stdio: 'pipe' });
  child.stdout?.on('data', chunk => {
    told += chunk;
  });
  await vi.waitFor(() => {
    url = /http:\/\/localhost:\d+/.exec(told)?.[0] ?? '';
    expect(url).not.toBe('');
  }, patience);
});
afterAll(() => {
  child.kill('SIGKILL');
});

// One process, from its start to its end.
describe('a first start', { shuffle: false }, () => {
  it('says where the page is, and draws how far the index is below that', async () => {
    await vi.waitFor(() => expect(told).toContain('░'), patience);
    expect(told).toMatch(/kept for next time\.\nNextRung is running:\n {2}Web page at .*\nCtrl-C stops it\.\n/);
  });

  it('serves the page and answers by keywords while the index is built, and says so', async () => {
    const status = statusSchema.parse(await (await fetch(`${url}/api/status`)).json());
    expect(status.index.state).toBe('building');
    await vi.waitFor(async () => {
      const response = await fetch(`${url}/api/ask`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ question: 'cpc or ccs for hospital work?' }),
      });
      expect(response.status).toBe(200);
      const { answer, keywordsOnly } = askResponseSchema.parse(await response.json());
      expect(keywordsOnly).toBe(true);
      const text = answerToMarkdown(answer);
      expectValidAnswer({ ...answer, text });
      expect(text).toContain('CCS');
    }, patience);
    expect((await fetch(`${url}/api/guides/resumegeni-path`)).status).toBe(200);
    // The index that is built is another, and not there yet.
    expect(existsSync(join(folder.path('data'), 'index', 'manifest.json'))).toBe(false);
  }, 120_000);

  it('ends when it is asked to, with the index half built', async () => {
    child.kill('SIGTERM');
    const [code] = await once(child, 'exit');
    expect(code).toBe(0);
    expect(existsSync(join(folder.path('data'), 'index', 'manifest.json'))).toBe(false);
  }, 60_000);
});
