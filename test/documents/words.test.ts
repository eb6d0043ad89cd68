import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { cut } from '../../src/documents/cut.js';
import type { Block } from '../../src/documents/document.js';
import { findHeadings } from '../../src/documents/find-headings.js';
import { guideOf } from '../../src/documents/guide-of.js';
import { readDocument } from '../../src/documents/read-document.js';
import { textOf } from '../../src/documents/read-markdown.js';
import { tidy } from '../../src/documents/tidy.js';
import { writeGuide } from '../../src/documents/write-guide.js';
import { isTableRow } from '../../src/domain/passage.js';
import { createProblemList } from '../../src/knowledge/pack-problem.js';
import { parseGuide } from '../../src/knowledge/parse-guide.js';

/* Every word of a document ends in one passage, once, or among its headings and questions, or is listed as dropped. */

const wordsOf = (text: string): string[] => text.split(/\s+/).filter(word => /[\p{L}\p{N}]/u.test(word));
const counted = (words: readonly string[]): Map<string, number> => {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
};

/** Words that a document has oftener than its passages do. */
const missing = (from: readonly string[], to: readonly string[]): string[] => {
  const held = counted(to);
  return [...counted(from)].flatMap(([word, count]) => (count > (held.get(word) ?? 0) ? [word] : []));
};

const passagesOf = (draft: ReturnType<typeof guideOf>) =>
  parseGuide(writeGuide({ id: 'test', ...draft.info }, draft.sections), 'guides/test.md', createProblemList())?.passages.map(
    ({ passage }) => passage,
  ) ?? [];

const proseOf = (blocks: readonly Block[]): string[] =>
  blocks.flatMap(block => (block.kind === 'paragraph' || block.kind === 'list' ? wordsOf(textOf(block)) : []));
const headingsOf = (blocks: readonly Block[]): string[] =>
  blocks.flatMap(block => (block.kind === 'heading' || block.kind === 'question' ? wordsOf(block.text) : []));

const long = (sentences: number): string =>
  Array.from(
    { length: sentences },
    (_, at) => `Sentence number ${at} of this paragraph says something that no other one says.`,
  ).join(' ');

const documents: readonly (readonly [string, string])[] = [
  [
    'Markdown with tables and lists',
    `# Guide\n\n${long(2)}\n\n## A\n\n${long(30)}\n\n- ${long(3)}\n- ${long(2)}\n\n### Aa\n\nShort one.\n\n| K | V |\n|---|---|\n| one | two |\n\n${long(4)}\n\n## B\n\n## C\n\n${long(1)}`,
  ],
  ['text without headings', Array.from({ length: 9 }, (_, at) => long(at + 1)).join('\n\n')],
  ['text with headings', `The title\n\nFirst part\n\n${long(12)}\n\nSecond part\n\n${long(20)}`],
  ['questions and answers', `Q: Who?\nA: ${long(2)}\n\nQ: Why?\nA: Because.\n\nQ: When?\nA: ${long(25)}`],
];

describe('every word', () => {
  it.each(documents)('of %s ends in some passage, once, or in a heading', async (_, text) => {
    const read = await readDocument(Buffer.from(text));
    const blocks = findHeadings(tidy(read).blocks);
    const draft = guideOf(read, 'test.txt', '2026-11-29');
    const passages = passagesOf(draft);
    const prose = passages.flatMap(passage =>
      passage.sentences.filter(sentence => !isTableRow(passage, sentence)).flatMap(wordsOf),
    );
    const headings = [draft.info.title, ...passages.flatMap(({ headingPath, answers }) => [...headingPath, ...answers])]
      .concat(draft.dropped.map(one => one.text))
      .flatMap(wordsOf);
    expect(missing(proseOf(blocks), prose)).toEqual([]);
    // Of what stands in a passage, only headings of short sections come on top.
    expect(missing(prose, [...proseOf(blocks), ...headingsOf(blocks), ...headingsOf(blocks).map(word => `${word}:`)])).toEqual(
      [],
    );
    expect(
      missing([...new Set(headingsOf(blocks))], [...headings, ...prose, ...prose.map(word => word.replace(/:$/, ''))]),
    ).toEqual([]);
    for (const block of blocks)
      if (block.kind === 'table')
        expect(passages.filter(({ table }) => JSON.stringify(table?.rows) === JSON.stringify(block.rows))).toHaveLength(1);
  });

  it('of the shipped guides, imported anew, is kept', async () => {
    const text = await readFile(new URL('../../knowledge/medical-coding/guides/aapc-ladder.md', import.meta.url), 'utf8');
    const read = await readDocument(Buffer.from(text));
    const passages = passagesOf(guideOf(read, 'aapc-ladder.md', '2026-11-29'));
    const list = createProblemList();
    const whole = parseGuide(text, 'guides/aapc-ladder.md', list)?.passages.map(({ passage }) => passage) ?? [];
    expect(passages.map(passage => passage.section)).toEqual(whole.map(passage => passage.section));
    expect(passages.flatMap(passage => passage.sentences)).toEqual(whole.flatMap(passage => passage.sentences));
  });
});

describe('a cut', () => {
  it('keeps sections between 30 and 150 words where the text allows it', () => {
    const sections = cut('Guide', [
      { kind: 'heading', depth: 1, text: 'A' },
      ...Array.from({ length: 12 }, (_, at): Block => ({ kind: 'paragraph', text: long((at % 5) + 1) })),
      { kind: 'paragraph', text: long(40) },
    ]);
    const sizes = sections.map(({ content }) => content.flatMap(block => wordsOf(textOf(block))).length);
    expect(Math.min(...sizes)).toBeGreaterThanOrEqual(30);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(150);
    expect(new Set(sections.map(({ headings }) => headings.at(-1))).size).toBe(sections.length);
  });

  it('gives a heading that several parts share the name of its part', () => {
    const part = (heading: string): Block[] => [
      { kind: 'heading', depth: 1, text: heading },
      { kind: 'heading', depth: 2, text: 'Requirements' },
      { kind: 'paragraph', text: long(4) },
    ];
    expect(cut('Guide', [...part('Clerk'), ...part('Auditor')]).map(({ headings }) => headings.at(-1))).toEqual([
      'Clerk: Requirements',
      'Auditor: Requirements',
    ]);
  });
});
