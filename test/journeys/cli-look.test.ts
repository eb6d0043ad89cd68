import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { lookOf } from '../../adapters/cli/look.js';
import { readEnvironment } from '../../adapters/cli/read-environment.js';
import { renderAnswer } from '../../adapters/cli/render-answer.js';
import type { Answer } from '../../src/domain/answer.js';
import { cleanJson, cleanText } from '../../src/text/clean-text.js';
import { useTemporaryFolder } from '../support/temporary-folder.js';

const folder = useTemporaryFolder();
const terminal = (columns: number) => ({ isTTY: true, columns }) as NodeJS.WriteStream;
const pipe = {} as NodeJS.WriteStream;

const answer: Answer = {
  outcome: 'answered',
  blocks: [
    { kind: 'paragraph', sentences: [{ parts: [{ text: 'The CCS comes from **AHIMA**.', marks: [1] }] }] },
    {
      kind: 'list',
      ordered: true,
      items: [
        [{ parts: [{ text: 'Pass the exam, then work for a year or two in a hospital before the next step.', marks: [1] }] }],
      ],
    },
    {
      kind: 'table',
      header: ['', 'CPC', 'CCS'],
      rows: [
        [
          { text: 'strongest for', marks: [] },
          { text: 'outpatient work in physician offices and clinics', marks: [1] },
          { text: 'inpatient hospital work, of every size and kind', marks: [1] },
        ],
      ],
    },
  ],
  citations: [
    {
      n: 1,
      guide: 'g',
      title: 'A guide: the long way',
      publisher: 'Not stated (chart)',
      section: 'A section with a rather long heading to it',
      dataAsOf: 'undated; no wage or job figures',
      published: null,
      url: null,
      quote: 'Q.',
    },
  ],
  disagreements: [],
  suggestions: ['What next?'],
  confidence: 1,
  writer: 'extractive',
  charts: [],
};

describe('how an answer looks', () => {
  it('sets what is strong in bold and marks dim on a terminal, and nothing with NO_COLOR, on a dumb terminal or in a pipe', () => {
    const colourful = renderAnswer(answer, lookOf(terminal(80), {}));
    expect(colourful).toContain('\u001B[1mAHIMA\u001B[22m \u001B[2m[1]\u001B[22m.');
    for (const look of [lookOf(terminal(80), { NO_COLOR: '1' }), lookOf(terminal(80), { TERM: 'dumb' }), lookOf(pipe, {})]) {
      const plain = renderAnswer(answer, look);
      expect(plain).not.toContain('\u001B');
      expect(plain).toContain('The CCS comes from AHIMA [1].');
    }
  });

  it('fits 40 to 100 columns, tables and citations too', () => {
    for (let columns = 40; columns <= 140; columns += 5) {
      const lines = renderAnswer(answer, lookOf(terminal(columns), { NO_COLOR: '1' })).split('\n');
      expect(Math.max(...lines.map(line => line.length))).toBeLessThanOrEqual(Math.min(columns, 100));
    }
  });

  it('takes its width from the window, in a pipe from COLUMNS, else 80', () => {
    expect(lookOf(terminal(72), { COLUMNS: '61' }).width).toBe(72);
    expect(lookOf(pipe, { COLUMNS: '61' }).width).toBe(61);
    expect(lookOf(pipe, {}).width).toBe(80);
    expect(lookOf(pipe, { COLUMNS: 'wide' }).width).toBe(80);
  });

  it('hangs list items under their text and sets table columns side by side', () => {
    const text = renderAnswer(answer, lookOf(pipe, { COLUMNS: '60' }));
    expect(text).toMatch(/^1\. Pass the exam.*\n {3}\S/m);
    expect(text).toMatch(/^ +CPC +CCS$/m);
  });

  it('names a guide by its title where the publisher is not known, and gives the age in one line', () => {
    expect(renderAnswer(answer, lookOf(pipe, {}))).toMatch(
      /^\[1\] A guide, “A section with a rather long heading to it” \(undated\)$/m,
    );
  });
});

describe('text from outside', () => {
  it('loses escape sequences, controls and direction marks, and keeps its words and line breaks', () => {
    expect(cleanText('a\u001B[31mred\u0007\r\nb\tc\u009B2J\u202Ed')).toBe('a[31mred\nb c2Jd');
  });

  it('is escaped in JSON, which parses to the same', () => {
    const value = { text: 'a\u001B\u009B\u007F\u202E\u2028é' };
    expect(cleanJson(value)).toMatch(/^[\x20-\x7Eé]+$/);
    expect(JSON.parse(cleanJson(value))).toEqual(value);
  });
});

describe('.env', () => {
  it('is read when present, beneath what the shell sets', async () => {
    const root = folder.path();
    await mkdir(root);
    expect(readEnvironment(root, { A: '1' })).toMatchObject({ env: { A: '1' }, envFile: false });
    await writeFile(join(root, '.env'), 'A=2\nLOG_LEVEL="debug" # why\n');
    expect(readEnvironment(root, { A: '1' })).toMatchObject({ env: { A: '1', LOG_LEVEL: 'debug' }, envFile: true });
  });

  it('that cannot be read is named', async () => {
    const root = folder.path();
    await mkdir(join(root, '.env'), { recursive: true });
    expect(() => readEnvironment(root, {})).toThrow(/\.env cannot be read/);
  });
});
