import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { markOf } from '../../src/career/career-facts.js';
import { createVerifier, type Verifier } from '../../src/coach/verify.js';
import type { Block, Part } from '../../src/domain/answer.js';
import { paragraph, partsOfBlock, sentence, sentenceOf } from '../../src/domain/drafting.js';
import type { Pack } from '../../src/domain/pack.js';
import { type Passage, passageText } from '../../src/domain/passage.js';
import { compilePackOrThrow } from '../../src/knowledge/compile-pack.js';
import { readPackFiles } from '../../src/knowledge/pack-files.js';
import { figuresIn } from '../../src/text/figures.js';
import { forAll, runsOf } from '../support/for-all.js';

let pack: Pack;
let verify: Verifier;
beforeAll(async () => {
  const folder = 'knowledge/medical-coding';
  pack = compilePackOrThrow(await readPackFiles(folder), folder);
  verify = createVerifier(
    new Map(pack.passages.map(passage => [passage.id, passage])),
    new Map(pack.guides.map(guide => [guide.id, guide])),
    pack.careerMap,
  );
});

/** A passage by its text, so that no test hangs on a heading's wording. */
const passageWith = (...phrases: readonly string[]): Passage => {
  const found = pack.passages.find(passage => phrases.every(phrase => passageText(passage).includes(phrase)));
  if (!found) throw new Error(`no passage says ${phrases.join(' and ')}`);
  return found;
};
const kept = (...blocks: readonly Block<string>[]): readonly Block<string>[] => verify({ blocks }).blocks;
const textOf = (blocks: readonly Block<string>[]): string =>
  blocks
    .flatMap(partsOfBlock)
    .map(part => part.text)
    .join(' | ');

describe('verify', () => {
  it('keeps every sentence of the guides under its own mark, word for word', () => {
    const blocks = pack.passages.map(passage => paragraph(...passage.sentences.map(text => sentence(text, passage.id))));
    expect(verify({ blocks })).toEqual({ blocks, dropped: [], repaired: [] });
  });

  it('drops a sentence of the guides when one digit of a figure is altered', () => {
    const withFigure = pack.passages.flatMap(passage =>
      // Behind "about" another digit may be a round number near the true one.
      passage.sentences
        .filter(text => /\d/.test(text) && !/\b(?:about|around|approx\w*|roughly|over|above|at least|up to|nearly)\b/i.test(text))
        .map(text => ({ passage, text })),
    );
    expect(withFigure.length).toBeGreaterThan(100);
    let altered = 0;
    forAll(
      [fc.constantFrom(...withFigure), fc.nat(), fc.integer({ min: 1, max: 9 })],
      ({ passage, text }, which, by) => {
        const places = [...text.matchAll(/\d/g)].map(match => match.index);
        const at = places[which % places.length] ?? 0;
        const wrong = `${text.slice(0, at)}${(Number(text[at]) + by) % 10}${text.slice(at + 1)}`;
        const known = figuresIn(`${passage.section}. ${passageText(passage)}`).map(figure => figure.value);
        // Digits of a code name (ICD-10) are no figure; and by chance the altered one may stand there too.
        if (figuresIn(wrong).every(figure => known.includes(figure.value))) return;
        altered++;
        const { blocks, dropped, repaired } = verify({ blocks: [paragraph(sentence(wrong, passage.id))] });
        expect([...dropped, ...repaired]).toEqual([wrong]);
        // What stands in its place is a record's own sentence.
        for (const part of blocks.flatMap(partsOfBlock))
          expect(pack.careerMap.figures.map(figure => figure.says)).toContain(part.text);
      },
      { numRuns: 1000 },
    );
    expect(altered).toBeGreaterThan(runsOf(1000) / 2);
  });

  it('lets no record of the career map stand under a section without its figure', () => {
    const figures = pack.careerMap.figures;
    forAll([fc.constantFrom(...figures), fc.constantFrom(...pack.passages)], (figure, passage) => {
      const text = `${passage.section}. ${passageText(passage)}`.replace(/(\d)-to-(\d+)-/g, '$1 to $2 ');
      const known = figuresIn(text).map(one => one.value);
      const sound = figuresIn(figure.says).every(one => known.includes(one.value));
      // Where the section has a figure of its own for the same thing, that record may stand there instead.
      const left = kept(paragraph(sentence(figure.says, passage.id)));
      if (!sound) expect(textOf(left)).not.toBe(figure.says);
      for (const part of left.flatMap(partsOfBlock)) expect(part.marks).toEqual([passage.id]);
      expect(kept(paragraph(sentence(figure.says, markOf(figure))))).toHaveLength(1);
    });
  });

  it('drops a sentence that names a credential or issuer which its passage does not', () => {
    const { id, sentences } = passageWith('$50,250');
    const [sound = ''] = sentences;
    for (const name of [
      'CPC',
      'CPCs',
      'RHIA',
      'CCS-P',
      'ccs',
      'AHIMA',
      'AAPC',
      'AAPC-approved',
      '**AHIMA**',
      'CPC/CCS',
      "AHIMA's",
    ]) {
      expect(kept(paragraph(sentence(`${sound} The ${name} helps.`, id))), name).toEqual([]);
    }
    expect(kept(paragraph(sentence(sound, id)))).toHaveLength(1);
  });

  it('takes no hyphenated credential for its stem, nor the other way round', () => {
    const passages = new Map(
      ['The CCS-P is for physician services.', 'The CCS is for hospitals.'].map((text, at): [string, Passage] => [
        `g#${at}`,
        { ...passageWith('CCS'), id: `g#${at}`, section: 'A section', sentences: [text] },
      ]),
    );
    const only = createVerifier(passages, new Map(), pack.careerMap);
    const holds = (text: string, id: string): boolean => only({ blocks: [paragraph(sentence(text, id))] }).blocks.length > 0;
    expect(holds('It is the CCS-P.', 'g#0')).toBe(true);
    expect(holds('It is the CCS.', 'g#1')).toBe(true);
    expect(holds('It is the CCS.', 'g#0')).toBe(false);
    expect(holds('It is the CCS-P.', 'g#1')).toBe(false);
  });

  it('tells dollars from percents of the same number', () => {
    const { id } = passageWith('of 7%');
    expect(kept(paragraph(sentence('Growth is 7 percent.', id)))).toHaveLength(1);
    expect(kept(paragraph(sentence('Growth is $7.', id)))).toEqual([]);
  });

  it('drops figures and names without a mark, and keeps plain words', () => {
    for (const text of ['It pays $50,250.', 'About 8% growth.', 'Take the CPC.', 'AHIMA says so.', 'After 3 years.'])
      expect(kept(paragraph(sentence(text))), text).toEqual([]);
    expect(kept(paragraph(sentence('Here is what the guides say.')))).toHaveLength(1);
  });

  it('keeps the role at the head of a step, whatever letters it has', () => {
    const heads = pack.careerMap.roles.map(role => paragraph(sentence(`**${role.title}.**`)));
    expect(kept(...heads)).toEqual(heads);
  });

  it('drops what is marked with a passage that does not exist', () => {
    expect(kept(paragraph(sentence('Anything at all.', 'nowhere#at-all')))).toEqual([]);
    expect(kept(paragraph(sentence('Anything at all.', passageWith('$50,250').id, 'nowhere#at-all')))).toEqual([]);
  });

  it('needs each part of a sentence to be sound, each under its own marks', () => {
    const [one, other] = [passageWith('$50,250'), passageWith('$47,180')];
    const parts = (a: string, b: string): Part<string>[] => [
      { text: 'One says $50,250,', marks: [a] },
      { text: 'another $47,180.', marks: [b] },
    ];
    expect(kept(paragraph(sentenceOf(...parts(one.id, other.id))))).toHaveLength(1);
    if (one.id !== other.id) expect(kept(paragraph(sentenceOf(...parts(other.id, one.id))))).toEqual([]);
  });

  it('removes the sentence and leaves the rest, in paragraphs and lists', () => {
    const { id } = passageWith('$50,250');
    const good = sentence('The median is $50,250.', id);
    const bad = sentence('Coders earn $50,251.', id);
    expect(kept(paragraph(bad, good))).toEqual([paragraph(good)]);
    expect(kept({ kind: 'list', ordered: true, items: [[bad], [good, bad], [good]] })).toEqual([
      { kind: 'list', ordered: true, items: [[good], [good]] },
    ]);
    expect(kept({ kind: 'list', ordered: false, items: [[bad]] })).toEqual([]);
  });

  it('writes "not stated" for a table cell that fails, with or without a mark', () => {
    const { id } = passageWith('$50,250');
    const table = (...cells: Part<string>[]): Block<string> => ({
      kind: 'table',
      header: ['', 'Median'],
      rows: [[{ text: 'Coder', marks: [] }, ...cells]],
    });
    expect(textOf(kept(table({ text: '$50,250', marks: [id] })))).toBe('Coder | $50,250');
    expect(textOf(kept(table({ text: '$50,251', marks: [id] })))).toBe('Coder | not stated');
    expect(textOf(kept(table({ text: '$50,250', marks: [] })))).toBe('Coder | not stated');
    expect(textOf(kept(table({ text: '$50,250', marks: [id] }, { text: 'RHIA', marks: [] })))).toBe(
      'Coder | $50,250 | not stated',
    );
    expect(verify({ blocks: [table({ text: '$50,251', marks: [id] })] }).dropped).toEqual(['$50,251']);
  });

  it('lets a label of a table row stand by what the cells beside it cite', () => {
    const table = pack.passages.find(passage => passage.table?.rows.some(row => /\d/.test(row.slice(1).join(' '))));
    if (!table?.table) throw new Error('no guide has a table');
    const rows = table.table.rows.map(row => row.map((text, at) => ({ text, marks: at === 0 ? [] : [table.id] })));
    expect(verify({ blocks: [{ kind: 'table', header: table.table.header, rows }] }).dropped).toEqual([]);
    const forged = rows.map(([label, ...cells]) => [{ text: `${label?.text} at $999,999`, marks: [] }, ...cells]);
    expect(textOf(kept({ kind: 'table', header: table.table.header, rows: forged }))).not.toContain('999,999');
  });

  it('drops a table whose header makes a figure up', () => {
    const { id } = passageWith('$50,250');
    const block: Block<string> = {
      kind: 'table',
      header: ['', 'In 2031: $99,000'],
      rows: [
        [
          { text: 'Coder', marks: [] },
          { text: '$50,250', marks: [id] },
        ],
      ],
    };
    expect(verify({ blocks: [block] })).toEqual({ blocks: [], dropped: [' | In 2031: $99,000'], repaired: [] });
  });

  it('lets no figure through in whatever a writer may write', () => {
    const { id } = passageWith('$50,250');
    const known = new Set(
      figuresIn(passageText(passageWith('$50,250')) + passageWith('$50,250').section).map(figure => figure.value),
    );
    const figure = fc.integer({ min: 1, max: 99_999_999 }).filter(value => !known.has(value));
    const written = fc.tuple(
      figure,
      fc.constantFrom('$#', '#%', '#k', '$# to $#', '**$#**', '($#)', '$#/yr', 'USD #', '£#', '~#', '$#,', '#+', '"#"'),
    );
    const block = fc.tuple(written, fc.constantFrom('paragraph', 'list', 'table', 'label', 'header'), fc.constantFrom([id], []));
    forAll(
      [block],
      ([[value, form], kind, marks]) => {
        const text = form.replaceAll('#', value.toLocaleString('en-US'));
        const own: Part<string> = { text: `Coders earn ${text} there`, marks };
        const sound: Part<string> = { text: '$50,250', marks: [id] };
        const blocks: Record<typeof kind, Block<string>> = {
          paragraph: paragraph({ parts: [own] }),
          list: { kind: 'list', ordered: false, items: [[{ parts: [own] }]] },
          table: { kind: 'table', header: ['a', 'b'], rows: [[sound, own]] },
          label: { kind: 'table', header: ['a', 'b'], rows: [[own, sound]] },
          header: { kind: 'table', header: ['a', own.text], rows: [[sound]] },
        };
        const left = kept(blocks[kind]);
        expect(`${textOf(left)} ${left.map(one => (one.kind === 'table' ? one.header.join(' ') : '')).join(' ')}`).not.toContain(
          own.text,
        );
      },
      { numRuns: 1000 },
    );
  });
});
