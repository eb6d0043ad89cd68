import { writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { nextrungHere, openShared } from '../support/nextrung-here.js';
import { nextrung, program, runProgram } from '../support/run-nextrung.js';
import { useTemporaryFolder } from '../support/temporary-folder.js';

const folder = useTemporaryFolder();
// biome-ignore lint/suspicious/noControlCharactersInRegex: this is what must not be printed
const controls = /[\u0000-\u0009\u000B-\u001F\u007F-\u009F]/;
const contractKeys = [
  'answer',
  'outcome',
  'abstained',
  'citations',
  'disagreements',
  'suggestions',
  'confidence',
  'writer',
  'ms',
];

describe('ask, for reading', () => {
  it('answers with marks, one line a citation with the age of its data, and what to ask next', async () => {
    const { code, stdout, stderr } = await nextrung(['ask', 'what', 'is', 'the', '90th', 'percentile', 'for', 'coders?']);
    expect(code).toBe(0);
    expect(stderr).toBe('');
    expect(stdout).toMatch(/\$80,950/);
    expect(stdout).toMatch(/\[1\]/);
    expect(stdout).toMatch(/^\[1\] Resume Geni, “.+” \(.*year not stated.*\)$/m);
    expect(stdout).toMatch(/Ask next:\n {2}1\. /);
  });

  it('tells where the guides differ, each figure with its mark', async () => {
    const { stdout } = await nextrungHere(['ask', 'what is the median pay for coders']);
    const said = stdout.replace(/\s+/g, ' ');
    expect(said).toMatch(/\$50,250[^.]*\[\d\]/);
    expect(said).toMatch(/\$47,180[^.]*\[\d\]/);
    expect(said).toContain('neither guide says why they differ');
    // Told in the answer, so not told again below it.
    expect(said).not.toContain('The guides differ on');
  });

  it('prints plain text into a pipe: no colours, no Markdown', async () => {
    const { stdout } = await nextrung(['ask', 'cpc vs ccs'], { env: { TERM: 'xterm-256color', FORCE_COLOR: '1' } });
    expect(stdout).not.toMatch(controls);
    expect(stdout).not.toMatch(/\*\*|\| ---/);
  });

  it.each(['cpc vs ccs', 'what does each level pay', 'how do I get from coder 2 to him director?'])(
    'keeps within 60 columns: %s',
    async question => {
      const { stdout } = await nextrungHere(['ask', question], { env: { COLUMNS: '60' } });
      expect(stdout.split('\n').filter(line => line.length > 60)).toEqual([]);
    },
  );

  it('fills no more than 80 columns of a pipe', async () => {
    const { stdout } = await nextrungHere(['ask', 'what do coders make']);
    expect(Math.max(...stdout.split('\n').map(line => line.length))).toBeLessThanOrEqual(80);
  });

  it('ends with 0 when the guides don’t say', async () => {
    const { code, stdout } = await nextrungHere(['ask', 'how much is the RHIA exam fee?', '--json']);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ outcome: 'no_evidence', abstained: true });
  });

  it('prints no control character that came with the question', async () => {
    const hostile = 'what does a coder make and what of \u001B]0;owned\u0007 \u001B[2J\u009B31m \u202Egnip rates on mars?';
    const [reading, json] = await Promise.all([nextrungHere(['ask', hostile]), nextrungHere(['ask', '--json', hostile])]);
    expect(reading.stdout).not.toMatch(controls);
    expect(reading.stdout).not.toContain('\u202E');
    expect(json.stdout).not.toMatch(controls);
    expect(json.stdout).not.toContain('\u202E');
  });

  it('says nothing when its reader leaves early', async () => {
    const file = folder.path('many.jsonl');
    await writeFile(file, `${JSON.stringify({ id: 1, question: 'what do coders make' })}\n`.repeat(60));
    const script = `{ "${process.execPath}" "${program}" ask --batch "${file}"; echo "code $?" >&2; } | head -1`;
    const { stdout, stderr } = await runProgram('/bin/sh', ['-c', script]);
    expect(JSON.parse(stdout)).toMatchObject({ id: 1 });
    expect(stderr).toBe('code 0\n');
  });
});

describe('ask --json', () => {
  it('prints exactly one object, as the contract has it, without an id', async () => {
    const { code, stdout, stderr } = await nextrung(['ask', '--json', 'who issues the CCS?']);
    expect(code).toBe(0);
    expect(stderr).toBe('');
    const answer = JSON.parse(stdout);
    expect(Object.keys(answer)).toEqual(contractKeys);
    expect(answer).toMatchObject({ outcome: 'answered', abstained: false, writer: 'extractive' });
    expect(answer.answer).toMatch(/AHIMA.*\[1\]/s);
    expect(Object.keys(answer.citations[0])).toEqual([
      'n',
      'guide',
      'title',
      'publisher',
      'section',
      'dataAsOf',
      'published',
      'url',
      'quote',
    ]);
  });

  it('leaves start-up out of ms, and the first run of the model', async () => {
    const file = folder.path();
    await writeFile(file, `${JSON.stringify({ id: 1, question: 'who issues the CCS?' })}\n`.repeat(2));
    const startMs = 2_000;
    const slowToStart: typeof openShared = async config => {
      const opened = await openShared(config);
      await sleep(startMs);
      const embed = async (texts: readonly string[], signal?: AbortSignal) => {
        await sleep(startMs);
        return opened.base.embedder.embed(texts, signal);
      };
      return { ...opened, base: { ...opened.base, embedder: { ...opened.base.embedder, embed } } };
    };
    const { stdout } = await nextrungHere(['ask', '--batch', file], { openCoach: slowToStart });
    const times = stdout
      .trim()
      .split('\n')
      .map(line => JSON.parse(line).ms as number);
    expect(times).toHaveLength(2);
    expect(Math.max(...times)).toBeLessThan(startMs);
  });

  it('gives an object with error for what cannot be asked, beside the message on stderr', async () => {
    const { code, stdout, stderr } = await nextrungHere(['ask', '--json', '?!']);
    expect(code).toBe(2);
    expect(JSON.parse(stdout)).toMatchObject({ error: { code: 'question_empty' } });
    expect(stderr).toMatch(/didn’t see a question/);
  });
});

describe('a question from a pipe', () => {
  it('is answered', async () => {
    const { code, stdout } = await nextrung(['ask'], { input: 'who issues the CCS?\n' });
    expect(code).toBe(0);
    expect(stdout).toMatch(/AHIMA/);
  });

  it('may run over several lines', async () => {
    const { stdout } = await nextrungHere(['ask', '--json'], { input: 'i code outpatient.\r\n\r\nwho issues\nthe CCS?' });
    expect(JSON.parse(stdout).answer).toMatch(/AHIMA/);
  });

  it.each([
    ['nothing at all', '', /didn’t see a question[\s\S]*npm run --silent ask/],
    ['blanks', ' \n\t ', /didn’t see a question/],
    ['100 kB', 'a'.repeat(100_000), /longer than I can read[\s\S]*100000 characters; 8000 is the most/],
    [
      'binary data',
      Buffer.from(Array.from({ length: 4_000 }, (_, at) => (at * 7919) % 256)),
      /couldn’t read that as text[\s\S]*UTF-8/,
    ],
  ])('is refused with a kind sentence, the next step and code 2 when it holds %s', async (_, input, message) => {
    const { code, stdout, stderr } = await nextrungHere(['ask'], { input });
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/ {4}at /);
  });

  it('is refused the same way when 100 kB come as an argument', async () => {
    const { code, stderr } = await nextrungHere(['ask', 'b'.repeat(100_000)]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/longer than I can read/);
  });
});

describe('pay, path and compare', () => {
  it.each([
    [['pay', 'senior', 'coder'], /\$65k/],
    [['pay', 'in', 'canada'], /C\$45,000/],
    [['pay', 'by', 'level'], /^Level +US median +US average$/m],
    [['path', 'coder', '2', 'to', 'him', 'director'], /1\. Senior/],
    [['path', 'coder 2', 'to', 'him director'], /1\. Senior/],
    [['compare', 'cpc', 'vs', 'ccs'], /issued by +AAPC \[\d\] +AHIMA \[\d\]/],
  ])('%j is asked of the coach', async (args, expected) => {
    const { code, stdout } = await nextrungHere(args);
    expect(code).toBe(0);
    expect(stdout).toMatch(expected);
  });

  it('are not needed for thanks, which get a few words back', async () => {
    const { code, stdout } = await nextrungHere(['ask', 'thanks!']);
    expect([code, stdout.length < 120, stdout.includes('[1]')]).toEqual([0, true, false]);
  });

  it('print JSON when asked', async () => {
    const { stdout } = await nextrungHere(['pay', 'senior coder', '--json']);
    expect(Object.keys(JSON.parse(stdout))).toEqual(contractKeys);
  });

  it.each([
    [['path', 'coder 2', 'him director'], /1\. Senior/],
    [['path', 'coder', '2', 'him', 'director'], /1\. Senior/],
    [['path', 'him director', 'to', 'coder 1'], /^No guide tells a way from HIM Director to Junior Medical Coder\./],
    [['path', 'him director to coder 1'], /^No guide tells a way from HIM Director/],
    [['path', 'nurse', 'to', 'cdi specialist'], /CDI|clinical documentation/i],
    [['compare', 'cpc', 'ccs', 'rhit'], /^ +CPC +CCS +RHIT$/m],
    [['compare', 'cpc vs ccs, rhit'], /^ +CPC +CCS +RHIT$/m],
    [['compare', 'coding', 'manager', 'him', 'director'], /Coding Manager +HIM Director/],
    [['pay', 'sennior coder'], /\$65k/],
    [['pay', 'after 3 years'], /\$/],
    [['pay', '90th percentile'], /\$80,950/],
  ])('%j is read as it is meant', async (args, expected) => {
    const { code, stdout, stderr } = await nextrungHere(args);
    expect([stderr, code]).toEqual(['', 0]);
    expect(stdout).toMatch(expected);
  });

  it.each([
    [['pay', 'wizard'], /don’t know the role “wizard”\. Did you mean [A-Z]/],
    [['pay', 'senior wizard'], /don’t know the role “senior wizard”\. Did you mean Senior Medical Coder/],
    [['pay', 'as', 'a', 'wizard'], /role “wizard”/],
    [['path', 'wizard to king'], /don’t know the role “wizard”\. Did you mean/],
    [['path', 'wizard', 'king'], /don’t know the role/],
    [['path', 'coder', 'to', 'physician'], /role “physician”\. Did you mean Physician Coder/],
    [['path', 'to', 'king'], /role “king”\. Did you mean/],
    [['compare', 'cpc', 'wizard'], /role or credential “wizard”\. Did you mean/],
    [['compare', 'cpc ccs wizard'], /role or credential “wizard”/],
    [['compare', 'cpc', 'cpx'], /role or credential “cpx”\. Did you mean .*CPC/],
    [['compare', 'cpc', 'ccs', 'rhit', 'cca'], /two or three/],
    [['path'], /missing/],
    [['compare'], /missing/],
    [['compare', 'cpc'], /Name two or three things/],
    [['compare', 'cpc', 'CPC'], /Name two or three things/],
  ])('%j is refused with code 2, the nearest names or the usage', async (args, expected) => {
    const { code, stdout, stderr } = await nextrungHere(args);
    expect(stderr).toMatch(expected);
    expect([code, stdout]).toEqual([2, '']);
  });
});

describe('ask --batch', () => {
  const lines = [
    '\uFEFF{"id":"a","question":"who issues the CCS?"}',
    'this is not JSON',
    '',
    '{"id":7,"question":""}',
    '{"question":"no id"}',
    '{"id":"b","question":"and inpatient?","history":[{"role":"user","content":"which credential is best for outpatient?"},{"role":"assistant","content":"The CPC."}]}',
    '[]',
    '{"id":"c","question":"hi","history":"none"}',
    '{"id":"d","question":"pt Maria Lopez dob 3/4/61 mrn 88213 denied, would a cert help?"}',
  ];

  it('answers every line in order, id first; a bad line gives an object with error and the rest goes on', async () => {
    const file = folder.path('questions.jsonl');
    await writeFile(file, lines.join('\r\n'));
    const { code, stdout, stderr } = await nextrung(['ask', '--batch', file]);
    expect(code).toBe(0);
    expect(stderr).toBe('');
    const objects = stdout
      .trim()
      .split('\n')
      .map(line => JSON.parse(line));
    expect(objects.map(object => [object.id, object.error?.line ?? object.outcome])).toEqual([
      ['a', 'answered'],
      [undefined, 2],
      [7, 4],
      [undefined, 5],
      ['b', 'answered'],
      [undefined, 7],
      ['c', 8],
      ['d', 'declined'],
    ]);
    expect(Object.keys(objects[0])).toEqual(['id', ...contractKeys]);
    expect(objects[1].error.message).toBe('Line 2 is not JSON.');
    expect(objects[3].error.message).toMatch(/Line 5: give an id/);
    expect(objects[4].answer).toMatch(/CCS/);
    expect(stdout).not.toMatch(/Lopez|88213/);
  });

  it.each([
    ['a file that is not there', '/nowhere/questions.jsonl'],
    ['a folder', '/tmp'],
  ])('refuses %s with code 2', async (_, path) => {
    const { code, stdout, stderr } = await nextrungHere(['ask', '--batch', path]);
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toMatch(/cannot be read\. Give a file of/);
  });

  it('refuses a question beside the file', async () => {
    expect(await nextrungHere(['ask', 'hello', '--batch', '/tmp/x'])).toMatchObject({ code: 2, stdout: '' });
  });
});
