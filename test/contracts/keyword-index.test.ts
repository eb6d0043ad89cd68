import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openIndexDatabase } from '../../src/backends/sqlite-database.js';
import { sqliteIndexWriter } from '../../src/backends/sqlite-index-writer.js';
import { createSqliteKeywordIndex } from '../../src/backends/sqlite-keyword-index.js';
import type { KeywordDocument, KeywordIndex } from '../../src/contracts/keyword-index.js';
import { stem } from '../../src/text/tokens.js';
import { forAll } from '../support/for-all.js';
import { useTemporaryFolder } from '../support/temporary-folder.js';

const folder = useTemporaryFolder();
type Opened = { readonly index: KeywordIndex; close(): void };

const backends: { name: string; open(documents: readonly KeywordDocument[]): Promise<Opened> }[] = [
  {
    name: 'SQLite FTS5',
    async open(documents) {
      const path = folder.path();
      await sqliteIndexWriter.write(path, { documents, units: [], knownWords: new Map() });
      const database = openIndexDatabase(path, { readonly: true });
      return { index: createSqliteKeywordIndex(database), close: () => void database.raw.close() };
    },
  },
];

const documentOf = (owner: string, fields: Partial<KeywordDocument>): KeywordDocument => ({
  kind: 'passage',
  owner,
  heading: '',
  answers: '',
  also: '',
  text: '',
  ...fields,
});
const filler = 'quite ordinary words that fill a section up to some length';

describe.each(backends)('the keyword index in $name', ({ open }) => {
  let opened: Opened;
  let index: KeywordIndex;
  beforeAll(async () => {
    opened = await open([
      documentOf('in-text', { heading: 'Schools', answers: filler, text: `The certification is named here. ${filler}` }),
      documentOf('in-answers', { heading: 'Schools', answers: `which certification ${filler}`, text: filler }),
      documentOf('in-heading', { heading: 'Certifications', answers: filler, text: filler }),
      documentOf('accents', {
        heading: 'Résumé',
        text: 'Your résumé and CCS-P; O’Neil’s naïve co-worker said “hello”. Зарплата 給料',
      }),
      documentOf('everywhere-a', { text: 'coder coder coder' }),
      documentOf('everywhere-b', { text: 'coder pay' }),
      documentOf('gap', { kind: 'gap', heading: 'exam fees', answers: 'certification exam price' }),
      documentOf('scope', { kind: 'scope', answers: 'which code for a certification' }),
    ]);
    index = opened.index;
  });
  afterAll(() => opened.close());
  const owners = (words: readonly string[], kind: KeywordDocument['kind'] | 'any' = 'passage', count = 10): string[] =>
    index.search(words, kind, count).map(match => match.owner);

  it('ranks a word in the heading above one in the answers above one in the text', () =>
    expect(owners(['certification'])).toEqual(['in-heading', 'in-answers', 'in-text']));

  it('finds singular by plural and the other way round', () => {
    expect(owners(['certifications'])).toEqual(owners(['certification']));
    expect(owners(['school'])).toEqual(owners(['schools']));
  });

  it('finds documents that hold any of the words', () =>
    expect(owners(['pay', 'certification']).sort()).toEqual(['everywhere-b', 'in-answers', 'in-heading', 'in-text']));

  it('tells kinds apart', () => {
    expect(owners(['certification'], 'gap')).toEqual(['gap']);
    expect(owners(['certification'], 'scope')).toEqual(['scope']);
  });

  it('finds documents of any kind together, best first, when asked', () => {
    const all = index.search(['certification'], 'any', 10);
    expect(all.map(match => `${match.kind} ${match.owner}`).sort()).toEqual([
      'gap gap',
      'passage in-answers',
      'passage in-heading',
      'passage in-text',
      'scope scope',
    ]);
    expect(all.map(match => match.bm25)).toEqual(all.map(match => match.bm25).toSorted((a, b) => b - a));
    expect(index.search(['certification'], 'any', 2)).toEqual(all.slice(0, 2));
  });

  it('finds none for no words, unknown words and no count', () => {
    expect(owners([])).toEqual([]);
    expect(owners(['xylophone'])).toEqual([]);
    expect(owners(['certification'], 'passage', 0)).toEqual([]);
    expect(owners(['certification'], 'passage', -1)).toEqual([]);
    expect(owners(['certification'], 'passage', 2)).toEqual(['in-heading', 'in-answers']);
  });

  it('scores above 0, best first, even a word that stands in most documents', () => {
    for (const words of [['coder'], ['filler', 'certification'], ['ordinary', 'words']]) {
      const scores = index.search(words, 'passage', 10).map(match => match.bm25);
      for (const score of scores) expect(score).toBeGreaterThan(0);
      expect(scores).toEqual(scores.toSorted((a, b) => b - a));
    }
  });

  it('does not mind accents, case or script', () => {
    for (const word of ['resume', 'résumé', 'RESUME', 'naive', 'neil', 'зарплата', 'ЗАРПЛАТА', '給料'])
      expect(owners([word]), word).toEqual(['accents']);
  });

  it.each([
    '"',
    '""',
    '"pay',
    'pay"',
    "'",
    '*',
    'pa*',
    '^pay',
    '-pay',
    '+pay',
    'pay:',
    'heading:pay',
    '(',
    ')',
    'NEAR(',
    '{',
    'AND',
    'OR',
    'NOT',
    '',
    ' ',
    '\0',
    'pa\0y',
    ';--',
    '%',
    '\\',
    '\uD800',
    '🙂',
    'a'.repeat(50_000),
  ])('takes %j as a word like any other', word => {
    expect(
      owners([word, 'xylophone']).every(owner =>
        ['everywhere-b', 'in-text', 'in-answers', 'in-heading', 'accents'].includes(owner),
      ),
    ).toBe(true);
    // Beside a real word it changes nothing that the word finds.
    expect(owners([word, 'naive'])).toContain('accents');
  });

  it('takes any words at all', () => {
    const word = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: fc.constantFrom(...'"\'*^-+:(){}[]\\ \0ORANDT'.split('')) }),
    );
    forAll([fc.array(word, { maxLength: 8 })], words => {
      for (const match of index.search(words, 'passage', 5)) expect(match.bm25).toBeGreaterThan(0);
    });
  });

  it('takes as many words as a long question holds', () => {
    const many = Array.from({ length: 4_000 }, (_, n) => `word${n}`);
    expect(owners([...many, 'naive'])).toEqual(['accents']);
  });

  it('gives the same for the same words twice, and does not count a word twice', () => {
    expect(index.search(['pay', 'coder'], 'passage', 10)).toEqual(index.search(['pay', 'coder'], 'passage', 10));
    expect(index.search(['pay', 'pay', 'coder'], 'passage', 10)).toEqual(index.search(['pay', 'coder'], 'passage', 10));
  });

  it('counts documents, all and by stem', () => {
    expect(index.documentCount).toBe(8);
    expect(index.documentFrequency(stem('certifications'))).toBe(5);
    expect(index.documentFrequency(stem('coders'))).toBe(2);
    expect(index.documentFrequency('ccs')).toBe(1);
    expect(index.documentFrequency('xylophon')).toBe(0);
    expect(index.documentFrequency('')).toBe(0);
    for (const stem of ['ccs', 'ccs', 'constructor', '__proto__', 'toString'])
      expect(index.documentFrequency(stem)).toBe(stem === 'ccs' ? 1 : 0);
  });

  it('can be empty', async () => {
    const empty = await open([]);
    expect(empty.index.search(['pay'], 'passage', 5)).toEqual([]);
    expect(empty.index.documentCount).toBe(0);
    expect(empty.index.documentFrequency('pay')).toBe(0);
    empty.close();
  });
});
