import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkNativeModules } from '../../adapters/cli/doctor-checks.js';
import { checkAdapters } from '../../adapters/doctor.js';
import { readConfig } from '../../src/config.js';
import { openStores } from '../../src/create-stores.js';
import { citedAnswer } from '../support/open-stores.js';
import { useTemporaryFolder } from '../support/temporary-folder.js';

const folder = useTemporaryFolder();
const check = async (env: Readonly<Record<string, string>>, name: string) =>
  (await checkAdapters(readConfig(env, process.cwd()))).find(one => one.name === name);

describe('doctor', () => {
  it('says what is kept and for how long, without making or changing anything', async () => {
    const path = folder.path();
    expect(await check({ DATA_DIR: path, RETENTION_DAYS: '30' }, 'Kept data')).toEqual({
      name: 'Kept data',
      state: 'ok',
      text: 'nothing yet; conversations and feedback are kept for 30 days',
    });
    const { conversations, close } = await openStores({ dataDir: path, encryptionKey: undefined });
    const key = { community: 'slack:T1', conversation: 'thread-1' };
    for (const question of ['one', 'two'])
      await conversations.remember(key, { member: 'U1', question, answer: citedAnswer(), isPrivate: false });
    const said = /^1 conversation, 2 answers, 0 ratings \(0\.\d MB\), kept for 90 days$/;
    expect((await check({ DATA_DIR: path }, 'Kept data'))?.text).toMatch(said);
    await close();
    expect((await check({ DATA_DIR: path }, 'Kept data'))?.text).toMatch(said);
  });

  it('says that what is kept cannot be read, and the next step', async () => {
    const path = folder.path();
    const { close } = await openStores({ dataDir: path, encryptionKey: undefined });
    await close();
    writeFileSync(join(path, 'community.sqlite'), 'damaged '.repeat(1_000));
    expect(await check({ DATA_DIR: path }, 'Kept data')).toMatchObject({
      state: 'problem',
      text: expect.stringContaining('Put back a backup'),
    });
  });

  it('misses the key of secrets that are kept', async () => {
    const path = folder.path();
    const key = 'a key of some length';
    const { secrets, close } = await openStores({ dataDir: path, encryptionKey: key });
    await secrets.write('slack:T1', 'bot', 'xoxb-one');
    await close();
    expect(await check({ DATA_DIR: path }, 'Encryption')).toMatchObject({
      state: 'problem',
      next: expect.stringContaining('ENCRYPTION_KEY'),
    });
    expect(await check({ DATA_DIR: path, ENCRYPTION_KEY: key }, 'Encryption')).toBeUndefined();
  });

  it('says the quotas', async () => {
    expect(await check({ MEMBER_QUESTIONS_PER_HOUR: '5' }, 'Quotas')).toMatchObject({
      text: '5 questions an hour for a member, 200 for a channel',
    });
  });
});

describe('doctor on what is made for one kind of machine', () => {
  it('names what runs, with its version', () => {
    expect(checkNativeModules(process.cwd())).toEqual({
      name: 'Native modules',
      state: 'ok',
      text: expect.stringMatching(/^better-sqlite3 \d+\.\d+\.\d+, onnxruntime-node \d+\.\d+\.\d+$/),
    });
  });

  it('misses the database, without which nothing is answered, and says what builds it', () => {
    expect(checkNativeModules(folder.path())).toMatchObject({
      state: 'problem',
      text: expect.stringContaining('better-sqlite3'),
      next: expect.stringContaining('C++ compiler'),
    });
  });

  it('notes that the encoder has no library here, in one line, and what answers without it', () => {
    const root = folder.path();
    mkdirSync(join(root, 'node_modules', 'onnxruntime-node'), { recursive: true });
    symlinkSync(join(process.cwd(), 'node_modules', 'better-sqlite3'), join(root, 'node_modules', 'better-sqlite3'));
    expect(checkNativeModules(root)).toEqual({
      name: 'Native modules',
      state: 'note',
      text: expect.stringMatching(/^better-sqlite3 \d+\.\d+\.\d+; onnxruntime-node has no library that runs here: [^\n]+$/),
      next: expect.stringContaining('EMBEDDER=openai'),
    });
  });
});
