import { type ChildProcess, spawn } from 'node:child_process';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { askResponseSchema, statusSchema } from '../../adapters/web/contract.js';
import { answerToMarkdown } from '../../src/coach/answer-to-markdown.js';
import { endWithWorker, nextrung, program } from '../support/run-nextrung.js';
import { useTemporaryFolder } from '../support/temporary-folder.js';

/* A folder of documents, as somebody has it: imported into a pack to go on editing, and as a pack as it is, while it changes. */

const temporary = useTemporaryFolder();

const faq = (dues: string): string => `CHAPTER QUESTIONS

Q: How much are the dues?
A: Dues are ${dues} a year, and students pay $12. They are due by the end of January.

Q: Where do I park?
A: Use the library garage, level P2. It is free after five if your ticket is stamped at the desk.
`;
const bylaws = `# Bylaws

## Officers

Officers serve one year, from January to December. No one may hold the same office for more than two terms in a row. Write to secretary@chapter.example.

## Dues

Dues are $28 a year for members, as the meeting decided.
`;

const writeDocuments = async (): Promise<string> => {
  const folder = temporary.path();
  await mkdir(join(folder, 'rules'), { recursive: true });
  await writeFile(join(folder, 'chapter-faq.txt'), faq('$30'));
  await writeFile(join(folder, 'rules', 'bylaws.md'), bylaws);
  await writeFile(join(folder, 'scan.pdf'), '');
  return folder;
};

describe('nextrung import', { shuffle: false }, () => {
  let [folder, pack] = ['', ''];
  const run = () => nextrung(['import', folder, '--to', pack], { env: { DATA_DIR: temporary.path('import-data') } });
  beforeAll(async () => {
    folder = await writeDocuments();
    pack = temporary.path();
  });

  it('writes a pack, tells what became of each document, and shows questions with answers', async () => {
    const { code, stdout } = await run();
    expect(code).toBe(0);
    expect(stdout).toContain('chapter-faq.txt: 2 sections');
    expect(stdout).toContain('rules/bylaws.md: 2 sections');
    expect(stdout).toContain('scan.pdf: not read, since it is empty');
    expect(stdout).toContain('e-mail address secretary@chapter.example in rules-bylaws');
    expect(stdout).toMatch(/Figures that may differ[\s\S]*\$30[\s\S]*\$28/);
    expect(stdout).toMatch(/How much are the dues\?\n.*Dues are \$30 a year/);
    expect(await readdir(join(pack, 'guides'))).toEqual(['chapter-faq.md', 'rules-bylaws.md']);
  }, 120_000);

  it('is a pack like any other', async () => {
    const checked = await nextrung(['check-pack', pack]);
    expect(checked).toMatchObject({ code: 0, stdout: expect.stringContaining('is sound: 2 guides, 4 passages') });
  });

  it('changes only what changed when it runs again, and keeps what was written by hand', async () => {
    const guide = join(pack, 'guides', 'rules-bylaws.md');
    const edited = (await readFile(guide, 'utf8')).replace(
      '## Officers\n',
      '## Officers\n\n<!-- answers: who may stand twice -->\n',
    );
    await writeFile(guide, edited);
    await writeFile(join(folder, 'chapter-faq.txt'), faq('$35'));
    const { code, stdout } = await run();
    expect(code).toBe(0);
    expect(stdout).toContain('rules/bylaws.md: 2 sections, 37 words; unchanged');
    expect(await readFile(guide, 'utf8')).toBe(edited);
    expect(await readFile(join(pack, 'guides', 'chapter-faq.md'), 'utf8')).toContain('Dues are $35 a year');
  }, 120_000);

  it('says plainly what it cannot import', async () => {
    expect(await nextrung(['import', '/nowhere/at/all'])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('cannot be read (ENOENT)'),
    });
    expect(await nextrung(['import', folder, '--to', folder])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('Choose another folder'),
    });
  });
});

describe('a folder of documents as KNOWLEDGE_PACK', { shuffle: false }, () => {
  const patience = { timeout: 60_000, interval: 300 };
  let [folder, url] = ['', ''];
  let child: ChildProcess;
  const ask = async (question: string): Promise<string> => {
    const response = await fetch(`${url}/api/ask`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ question }),
    });
    return answerToMarkdown(askResponseSchema.parse(await response.json()).answer);
  };
  const status = async () => statusSchema.parse(await (await fetch(`${url}/api/status`)).json()).index;

  beforeAll(async () => {
    folder = await writeDocuments();
    child = spawn(process.execPath, [program, 'start', '--no-open'], {
      env: { PATH: process.env.PATH, DATA_DIR: temporary.path('data'), KNOWLEDGE_PACK: folder, PORT: '0' },
      stdio: 'pipe',
    });
    endWithWorker(child);
    let said = '';
    child.stdout?.on('data', chunk => {
      said += chunk;
    });
    await vi.waitFor(() => {
      url = /http:\/\/localhost:\d+/.exec(said)?.[0] ?? '';
      expect(url).not.toBe('');
    }, patience);
    await vi.waitFor(async () => expect((await status()).state).toBe('ready'), patience);
    return async () => {
      child.kill('SIGKILL');
    };
  });

  it('answers from them, and offers their own questions and headings', async () => {
    expect(await ask('How much are the dues?')).toContain('Dues are $30 a year');
    const pack = await (await fetch(`${url}/api/pack`)).json();
    expect(pack.suggestions).toEqual(expect.arrayContaining(['How much are the dues?', 'Where do I park?']));
  });

  it('takes a document that changed within seconds, and tells the age of what is in use', async () => {
    const before = await status();
    const writtenAt = Date.now();
    await writeFile(join(folder, 'chapter-faq.txt'), faq('$35'));
    await vi.waitFor(async () => expect(await ask('How much are the dues?')).toContain('Dues are $35 a year'), patience);
    const after = await status();
    expect(after).toMatchObject({ state: 'ready', ageSeconds: expect.any(Number) });
    if (before.state === 'ready' && after.state === 'ready') expect(after.builtAt).not.toBe(before.builtAt);
    const metrics = await (await fetch(`${url}/metrics`)).text();
    const age = Number(/^nextrung_index_age_seconds (\S+)$/m.exec(metrics)?.[1]);
    // The index before it was older than that.
    expect(age).toBeLessThan((Date.now() - writtenAt) / 1000);
  }, 90_000);

  it('goes on with the old ones while the new ones cannot be read', async () => {
    await writeFile(join(folder, 'chapter-faq.txt'), '');
    await writeFile(join(folder, 'rules', 'bylaws.md'), '');
    await new Promise(resolve => setTimeout(resolve, 5_000));
    expect(await ask('How much are the dues?')).toContain('Dues are $35 a year');
  });
});
