import { describe, expect, it } from 'vitest';
import { type CompiledPack, compileJudgedPack, compilePack } from '../../src/knowledge/compile-pack.js';
import type { PackFiles } from '../../src/knowledge/pack-files.js';
import { formatProblem } from '../../src/knowledge/pack-problem.js';
import { markOfSentence } from '../../src/knowledge/read-judgments.js';
import { unitsOf } from '../../src/retrieval/index-content.js';
import { judgedPackFiles, judgmentLines, smallJudgments, smallPackFiles, withEdit } from '../support/small-pack.js';

const pay = 'guides/pay-guide.md';
const ladder = 'guides/ladder-guide.md';
const file = 'judgments.jsonl';
const [earn, stuck, thanks, exam] = smallJudgments;
const whole = judgedPackFiles();

/** The beginnings of the sentences that each judgment calls best and useful. */
const sentencesOf = ({ pack, judgments }: CompiledPack): { best: string[]; useful: string[] }[] => {
  const all = pack?.passages.flatMap(passage => passage.sentences) ?? [];
  const begin = (number: number): string => (all[number] ?? `no sentence ${number}`).slice(0, 24);
  return judgments.map(({ best, useful }) => ({ best: best.map(begin), useful: useful.map(begin) }));
};
const asWritten = [
  { best: ['The median pay for coder'], useful: ["By the ladder guide's ow", 'Pay in this guide is for'] },
  {
    best: ['A Coding Manager runs a ', 'Managers often hold the '],
    useful: ['The median pay for coder', 'Level: Coding Manager, M'],
  },
  { best: [], useful: [] },
  { best: [], useful: ['The CPC, the Certified P'] },
];

const withLines = (text: string): PackFiles => new Map(smallPackFiles()).set(file, text);
const problemsOf = (files: PackFiles): string[] => compilePack(files).problems.map(formatProblem);
const warningsOf = (files: PackFiles): string[] => compilePack(files).warnings.map(formatProblem);

describe('judged messages', () => {
  it('are read as written, each mark as the number of its sentence', () => {
    const { judgments, problems, warnings } = compilePack(whole);
    expect([problems, warnings]).toEqual([[], []]);
    expect(judgments).toEqual([
      { ...earn, best: [6], useful: [4, 7] },
      { ...stuck, best: [2, 3], useful: [6, 11] },
      { ...thanks, best: [], useful: [] },
      { ...exam, best: [], useful: [1] },
    ]);
    expect(sentencesOf(compilePack(whole))).toEqual(asWritten);
  });

  it('count sentences as the index does: a number is the id of the sentence’s unit', () => {
    const { pack, judgments } = compileJudgedPack(whole, 'small');
    const sentences = pack.passages.flatMap(passage => passage.sentences);
    const units = unitsOf(pack, judgments);
    for (const [number, sentence] of sentences.entries()) {
      expect(units[number]).toMatchObject({ id: number, kind: 'sentence' });
      expect(units[number]?.text.endsWith(`: ${sentence}`)).toBe(true);
    }
    // Messages and what they ask are units too, owned by the judgment's place.
    const own = units.filter(unit => unit.owner === '1').map(unit => [unit.kind, unit.text]);
    expect(own).toEqual([['message', stuck.message], ...stuck.asks.map(ask => ['ask', ask])]);
  });

  it('need not be there', () => {
    expect(compilePack(smallPackFiles())).toMatchObject({ judgments: [], problems: [], warnings: [] });
    expect(compilePack(withLines(''))).toMatchObject({ judgments: [], problems: [], warnings: [] });
  });

  it('are read the same with blank lines, without a last line end, and with Windows line ends', () => {
    const { judgments } = compilePack(whole);
    const lines = judgmentLines(smallJudgments);
    for (const text of [`\n${lines.replaceAll('\n', '\n\n')}  \n`, lines.trimEnd(), lines.replaceAll('\n', '\r\n')])
      expect(compilePack(withLines(text))).toMatchObject({ judgments, problems: [], warnings: [] });
  });

  it('never stand in the pack itself: what members wrote is nobody’s to read there', () => {
    expect(compilePack(whole).pack).toEqual(compilePack(smallPackFiles()).pack);
  });
});

describe('the marks of judged messages', () => {
  it('name a sentence by its passage and its text, as long as the text is as it was', () => {
    const sentence = 'Level: Junior Coder, Median: $42k.';
    expect(markOfSentence('pay-guide#pay-by-level', sentence)).toBe('pay-guide#pay-by-level:e593a');
    expect(markOfSentence('pay-guide#pay-by-level', `${sentence} `)).not.toBe('pay-guide#pay-by-level:e593a');
  });

  const edits: [name: string, edit: (files: PackFiles) => PackFiles][] = [
    ['another sentence of the section is worded anew', () => judgedPackFiles('second')],
    [
      'a sentence is put before them',
      files => withEdit(files, pay, 'The median pay', 'There are many ways to count pay. The median pay'),
    ],
    [
      'a section is put before them',
      files =>
        withEdit(
          files,
          ladder,
          '### Junior level',
          `### Before the ladder\n\n<!-- answers: one | two | three -->\n\n${'Some words of a new section. '.repeat(6)}\n\n### Junior level`,
        ),
    ],
    [
      'a guide is put before theirs',
      files => new Map([...files, ['guides/a-guide.md', guide('a-guide')] as const].toSorted(([a], [b]) => (a < b ? -1 : 1))),
    ],
    [
      'the lines of a paragraph are broken elsewhere',
      files => withEdit(files, pay, 'for the\nUnited States', 'for\nthe United\nStates'),
    ],
    [
      'sections change places',
      files => {
        const [before = '', growth = ''] = (files.get(pay) ?? '').split('## Job growth');
        return new Map(files).set(pay, before.replace('## Pay by level', `## Job growth${growth}\n## Pay by level`));
      },
    ],
    ['the questions of the section change', files => withEdit(files, pay, 'what do coders make |', 'what is a coder paid |')],
  ];

  it.each(edits)('stay where they are when %s', (_, edit) => {
    const compiled = compilePack(edit(whole));
    expect(compiled.problems.map(formatProblem)).toEqual([]);
    expect(compiled.warnings).toEqual([]);
    expect(sentencesOf(compiled)).toEqual(asWritten);
  });

  it('are lost with their sentence: it is named once, with its first line and how many they were', () => {
    const files = withEdit(whole, pay, 'so half of them earn more', 'so one half of them earns more');
    const compiled = compilePack(files);
    expect(compiled.problems).toEqual([]);
    expect(compiled.warnings.map(formatProblem)).toEqual([
      `${file}:1: the sentence of pay-guide#median-pay:14fd7 has changed or gone (2 marks); judge those messages again`,
    ]);
    // The judgments stand without it.
    expect(sentencesOf(compiled)).toEqual([
      { best: [], useful: asWritten[0]?.useful },
      { best: asWritten[1]?.best, useful: ['Level: Coding Manager, M'] },
      ...asWritten.slice(2),
    ]);
  });

  it('are lost by the letter, and one is called a mark', () => {
    expect(warningsOf(withEdit(whole, ladder, 'the CCS, the\nCertified', 'the CCS, a\nCertified'))).toEqual([
      `${file}:2: the sentence of ladder-guide#manager-level:eb314 has changed or gone (1 mark); judge those messages again`,
    ]);
  });

  it('are lost when the section has another name', () => {
    const files = withEdit(whole, pay, '## Median pay', '## The median');
    expect(warningsOf(files)).toEqual([
      expect.stringMatching(/^judgments\.jsonl:1: the sentence of pay-guide#median-pay:14fd7 .* \(2 marks\)/),
      expect.stringMatching(/^judgments\.jsonl:1: the sentence of pay-guide#median-pay:3878a .* \(1 mark\)/),
    ]);
  });

  it('are all that a judgment tells: one whose every mark is lost is left out, one that never had any stays', () => {
    const alone = { ...earn, message: 'what then', useful: [] };
    const files = withEdit(
      judgedPackFiles('first', [alone, ...smallJudgments]),
      pay,
      'so half of them earn more',
      'so one half of them earns more',
    );
    const { judgments } = compilePack(files);
    expect(judgments.map(judgment => judgment.message)).toEqual(smallJudgments.map(judgment => judgment.message));
    expect(warningsOf(files)).toEqual([expect.stringContaining('(3 marks)')]);
  });

  it('that are lost keep no pack from being opened', () => {
    const files = withEdit(whole, pay, 'so half of them earn more', 'so one half of them earns more');
    expect(compileJudgedPack(files, 'small').judgments).toHaveLength(4);
  });
});

describe('a line of judged messages', () => {
  const broken: [name: string, line: string, reason: RegExp][] = [
    ['that is not JSON', 'what do coders make', /^the line: /],
    ['that is half of one', JSON.stringify(earn).slice(0, 40), /^the line: /],
    ['that is a list', '[]', /^the line: /],
    ['that lacks a field', JSON.stringify({ ...earn, kind: undefined }), /^kind: /],
    ['with a field of no meaning', JSON.stringify({ ...earn, mood: 'fine' }), /mood/],
    ['with a feeling of no name', JSON.stringify({ ...earn, feeling: 'peckish' }), /^feeling: .*worried/],
    ['of an unknown kind', JSON.stringify({ ...earn, kind: 'riddle' }), /^kind: .*thanks/],
    ['without a word', JSON.stringify({ ...earn, message: '' }), /^message: /],
    ['with a sentence number for a mark', JSON.stringify({ ...earn, best: ['6'] }), /^best\.0: a mark is guide#section:12ab3$/],
    ['with a longer mark', JSON.stringify({ ...earn, useful: ['a#b:12ab34'] }), /^useful\.0: a mark is guide#section:12ab3$/],
    [
      'that says that the guides answer nothing, and what is best',
      JSON.stringify({ ...earn, none: true }),
      /^the line: where the guides answer nothing there is no best sentence$/,
    ],
    [
      'that names a gap though the guides answer',
      JSON.stringify({ ...earn, gap: 'exam-fees' }),
      /^the line: a gap is named only where the guides answer nothing$/,
    ],
  ];

  it.each(broken)('%s is named, and the others are read', (_, line, reason) => {
    const { judgments, problems } = compilePack(withLines(`${judgmentLines([stuck])}\n${line}\n${judgmentLines([thanks])}`));
    expect(problems).toEqual([{ file, line: 3, reason: expect.stringMatching(reason) }]);
    expect(judgments.map(judgment => judgment.message)).toEqual([stuck.message, thanks.message]);
  });

  it('that says a message again is named', () => {
    expect(problemsOf(withLines(judgmentLines([earn, stuck, { ...exam, message: earn.message }])))).toEqual([
      `${file}:3: the message stands twice; keep one`,
    ]);
  });

  it('that names a gap is read with it, and a gap that scope.yaml has not is named', () => {
    const { judgments, problems } = compilePack(withLines(judgmentLines([{ ...exam, gap: 'exam-fees' }])));
    expect([problems, judgments.map(({ gap }) => gap)]).toEqual([[], ['exam-fees']]);
    expect(problemsOf(withLines(judgmentLines([{ ...exam, gap: 'exam-dates' }])))).toEqual([
      `${file}:1: scope.yaml has no gap "exam-dates"`,
    ]);
  });

  it('that names a gap is not blamed for a scope.yaml that cannot be read', () => {
    const files = new Map(withLines(judgmentLines([{ ...exam, gap: 'exam-fees' }]))).set('scope.yaml', 'gaps: nothing');
    expect(problemsOf(files)).toEqual([expect.stringMatching(/^scope\.yaml:/)]);
  });

  it('that is wrong keeps the pack from being opened', () => {
    expect(() => compileJudgedPack(withLines(`${judgmentLines([earn])}hello\n`), '/packs/small')).toThrowError(
      expect.objectContaining({
        code: 'pack_invalid',
        message: expect.stringMatching(/\/packs\/small[\s\S]*judgments\.jsonl:2: /),
      }),
    );
  });
});

/** A guide of one section. */
function guide(id: string): string {
  return `---
id: ${id}
title: A guide
publisher: Test Press
spokenName: a guide
retrieved: 2026-01-04
region: US
---

# A guide

## A section

<!-- answers: one | two | three -->

${'Some words of a guide that says nothing. '.repeat(5)}
`;
}
