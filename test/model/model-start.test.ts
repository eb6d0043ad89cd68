import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { checkWriter } from '../../adapters/cli/doctor-checks.js';
import { type Config, readConfig } from '../../src/config.js';
import { ensureIndex, inspectIndex, openCoach } from '../../src/create-coach.js';
import { type OpenaiServer, startOpenaiServer } from '../support/openai-server.js';
import { nextrung, program, runProgram, writePack } from '../support/run-nextrung.js';
import { smallPackFiles } from '../support/small-pack.js';
import { useTemporaryFolder } from '../support/temporary-folder.js';

const folder = useTemporaryFolder();
let server: OpenaiServer;
beforeAll(async () => {
  server = await startOpenaiServer({ key: 'right-key' });
});
beforeEach(() => server.reset());
afterAll(() => server.close());

const question = 'is the CCS more rigorous than the CPC for hospital inpatient coding?';
const withKey = (key: string): Record<string, string> => ({
  OPENAI_API_KEY: key,
  OPENAI_BASE_URL: server.url,
  ANSWER_DEADLINE_SECONDS: '20',
});

describe('the start', () => {
  it('loads nothing of LangChain without a key', { timeout: 90_000 }, async () => {
    const path = folder.path('watch-imports.mjs');
    await mkdir(join(path, '..'), { recursive: true });
    const hook = `export const resolve = async (name, context, next) => { const found = await next(name, context); if (/langchain|tiktoken|cockatiel/.test(found.url)) console.error('LOADED', found.url); return found; };`;
    await writeFile(
      path,
      `import { register } from 'node:module'; register(${JSON.stringify(`data:text/javascript,${encodeURIComponent(hook)}`)});`,
    );
    const run = (env: Record<string, string>) =>
      runProgram(process.execPath, ['--import', path, program, 'ask', '--json', question], { env });
    const [plain, extractive, keyed] = [
      await run({}),
      await run({ ...withKey('right-key'), ANSWER_WRITER: 'extractive' }),
      await run(withKey('right-key')),
    ];
    expect(plain.stderr).not.toContain('LOADED');
    expect(extractive.stderr).not.toContain('LOADED');
    expect(keyed.stderr).toMatch(/LOADED .*@langchain\/openai/);
    for (const { code, stdout } of [plain, extractive, keyed])
      expect({ code, outcome: JSON.parse(stdout).outcome }).toEqual({ code: 0, outcome: 'answered' });
  });

  it('tells of a refused key once, with the next step, and answers without the model', async () => {
    const { code, stdout, stderr } = await nextrung(['ask', question], { env: withKey('wrong-key') });
    expect(code).toBe(0);
    expect(stdout).toContain('CCS');
    expect(stderr.match(/refuses the key \(401\)/g)).toHaveLength(1);
    expect(stderr).toContain('OPENAI_API_KEY');
    expect(stderr + stdout).not.toMatch(/wrong-key|right-key/);
  });

  it('knows the refused key before anybody asks, and does not try it again with a question', async () => {
    const troubles: string[] = [];
    const config = readConfig({ DATA_DIR: process.env.DATA_DIR, ...withKey('wrong-key') }, process.cwd());
    const opened = await openCoach(config, { onTrouble: trouble => void troubles.push(trouble.code) });
    try {
      await expect.poll(() => troubles).toEqual(['model_rejected']);
      expect((await opened.coach.ask({ text: question, history: [] })).writer).toBe('extractive');
      expect(server.chats()).toEqual([]);
      expect(troubles).toEqual(['model_rejected']);
    } finally {
      await opened.close();
    }
  });

  it('waits for no server that does not answer', async () => {
    server.models({ kind: 'silent' });
    const config = readConfig({ DATA_DIR: process.env.DATA_DIR, ...withKey('right-key') }, process.cwd());
    const started = performance.now();
    const opened = await openCoach(config, { onTrouble: () => undefined });
    // The check of the key alone would wait for five seconds.
    expect(performance.now() - started).toBeLessThan(4_500);
    await opened.close();
  });
});

describe('doctor', () => {
  const writerLine = async (env: Record<string, string>): Promise<string> => {
    const { state, text, next } = await checkWriter(readConfig(env, process.cwd()));
    return `${state}: ${text} ${next ?? ''}`;
  };

  it('says who writes, and tries the key', async () => {
    expect(await writerLine({})).toMatch(/^ok: extractive/);
    expect(await writerLine(withKey('right-key'))).toMatch(/^ok: model: gpt-4o-mini/);
    expect(await writerLine(withKey('wrong-key'))).toMatch(/^note: extractive.*refuses the key.*OPENAI_API_KEY/);
    expect(await writerLine({ ...withKey('right-key'), OPENAI_MODEL: 'gpt-9' })).toMatch(
      /^note: .*does not list "gpt-9".*OPENAI_MODEL/,
    );
    expect(server.chats()).toEqual([]);
    const { stdout } = await nextrung(['doctor'], { env: withKey('wrong-key') });
    expect(stdout.replace(/\s+/g, ' ')).toMatch(/Writer extractive for now\..*refuses the key/);
  });
});

describe('embeddings of a service', () => {
  let packDir = '';
  beforeAll(async () => {
    packDir = await writePack(folder.path(), smallPackFiles());
  });
  const configured = (dataDir: string, extra: Record<string, string> = {}): Config =>
    readConfig(
      {
        DATA_DIR: dataDir,
        KNOWLEDGE_PACK: packDir,
        ...withKey('right-key'),
        EMBEDDER: 'openai',
        ANSWER_WRITER: 'extractive',
        ...extra,
      },
      process.cwd(),
    );

  it('make an index that questions are answered from', async () => {
    const config = configured(folder.path());
    const opened = await openCoach(config);
    try {
      const answer = await opened.coach.ask({ text: 'what do coders make?', history: [] });
      expect(JSON.stringify(answer.blocks)).toContain('$50,250');
      expect(server.calls.every(call => call.path === '/embeddings')).toBe(true);
      expect((await inspectIndex(config)).state).toBe('fresh');
    } finally {
      await opened.close();
    }
  });

  it('are not mixed with those of another model: the index is built again', async () => {
    const dataDir = folder.path();
    const { manifest } = await ensureIndex(configured(dataDir));
    expect(manifest.embedder).toEqual({ name: `text-embedding-3-small@${new URL(server.url).host}`, dimensions: 64 });
    const local = configured(dataDir, { EMBEDDER: 'local' });
    expect(await inspectIndex(local)).toMatchObject({
      state: 'stale',
      reason: expect.stringContaining('text-embedding-3-small@'),
    });
    const other = configured(dataDir, { OPENAI_EMBEDDING_MODEL: 'nomic-embed-text' });
    expect(await inspectIndex(other)).toMatchObject({ state: 'stale' });
    const again = await ensureIndex(local);
    expect(again).toMatchObject({ built: true, manifest: { embedder: { dimensions: 384 } } });
  });

  it('stop a build that they fail in, with the next step', async () => {
    const config = configured(folder.path(), { OPENAI_API_KEY: 'wrong-key' });
    await expect(ensureIndex(config)).rejects.toMatchObject({
      code: 'embedder_failed',
      message: expect.stringContaining('OPENAI_EMBEDDING_MODEL'),
    });
    expect(await inspectIndex(config)).toMatchObject({ state: 'missing' });
  });

  it('are done without when they fail for a question: keywords find the answer', async () => {
    const config = configured(folder.path());
    await ensureIndex(config);
    const troubles: string[] = [];
    const opened = await openCoach(config, { onTrouble: trouble => void troubles.push(trouble.code) });
    try {
      server.embeddings({ kind: 'status', status: 503 });
      const answer = await opened.coach.ask({ text: 'what do coders make?', history: [] });
      expect(JSON.stringify(answer.blocks)).toContain('$50,250');
      expect(troubles).toContain('embedder_failed');
    } finally {
      await opened.close();
    }
  });

  it('are sent nothing that names a member', async () => {
    const opened = await openCoach(configured(folder.path()));
    server.reset();
    try {
      await opened.coach.ask({ text: 'mail me at jo@example.org or (415) 555-0134: what do coders make?', history: [] });
      expect(server.calls.length).toBeGreaterThan(0);
      expect(server.calls.map(call => call.sent).join()).not.toMatch(/example\.org|0134/);
    } finally {
      await opened.close();
    }
  });
});
