import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { startLocalProxy } from '../support/local-proxy.js';
import { startOpenaiServer } from '../support/openai-server.js';
import { runProgram } from '../support/run-nextrung.js';
import { useTemporaryFolder } from '../support/temporary-folder.js';

const folder = useTemporaryFolder();

it('an evaluation asks the model that .env configures, by the proxy that stands there', async () => {
  const [server, proxy] = await Promise.all([startOpenaiServer(), startLocalProxy()]);
  server.chat({ kind: 'text', content: 'NONE' });
  const cwd = folder.path();
  await mkdir(cwd, { recursive: true });
  const settings = [
    `OPENAI_BASE_URL=${server.url.replace('127.0.0.1', 'model.test')}`,
    `HTTP_PROXY=${proxy.url}`,
    `KNOWLEDGE_PACK=${resolve('knowledge/medical-coding')}`,
  ];
  const item = { id: 'one', category: 'duties', question: 'what does a coding auditor do?', abstain: false };
  await writeFile(join(cwd, '.env'), settings.join('\n'));
  await writeFile(join(cwd, 'one.jsonl'), JSON.stringify(item));
  const { code, stderr } = await runProgram(
    resolve('node_modules/.bin/tsx'),
    [resolve('test/evaluation/run.ts'), 'one.jsonl', '--quiet', '--writer', 'model'],
    { cwd },
  );
  await Promise.all([server.close(), proxy.close()]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(server.chats()).toHaveLength(1);
  expect(proxy.passed.join('\n')).toContain('/v1/chat/completions');
});
