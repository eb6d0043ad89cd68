import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { passageText } from '../../src/domain/passage.js';
import { createProblemList } from '../../src/knowledge/pack-problem.js';
import { type ParsedGuide, parseGuide } from '../../src/knowledge/parse-guide.js';
import { words } from '../../src/text/tokens.js';
import { bagOf } from '../support/bag.js';
import { forAll } from '../support/for-all.js';
import { passageWords } from '../support/passage-words.js';

const frontMatter =
  '---\nid: made-up\ntitle: Made up\npublisher: Nobody\nspokenName: the made-up guide\nretrieved: 2026-01-01\nregion: US\n---\n\n';

const parse = (body: string): ParsedGuide & { problems: readonly string[] } => {
  const list = createProblemList();
  const guide = parseGuide(`${frontMatter}${body}`, 'guides/made-up.md', list);
  if (!guide) throw new Error(list.problems.map(problem => problem.reason).join('; '));
  return { ...guide, problems: list.problems.map(problem => problem.reason) };
};

/** What Markdown is written from, with the words that a reader sees in it. */
type Piece = { markdown: string; said: readonly string[] };
const seen = (pieces: readonly Piece[]): readonly string[] => pieces.flatMap(piece => piece.said);

const plainWord = fc.oneof(
  fc.stringMatching(/^[a-z]{1,8}$/),
  fc.constantFrom(
    'CCS-P',
    '$50,250',
    '41.6k',
    '8%',
    'ICD-10-CM',
    "coder's",
    'U.S.',
    'e.g.',
    'résumé',
    '10–15',
    'Dr.',
    'AT&T',
    'a/b',
    '“quoted”',
    '(aside)',
    'end.',
    'so?',
    'Yes!',
  ),
);
const word: fc.Arbitrary<Piece> = plainWord.map(text => ({ markdown: text, said: words(text) }));
const wrapped = (mark: string): fc.Arbitrary<Piece> =>
  fc
    .array(word, { minLength: 1, maxLength: 3 })
    .map(all => ({ markdown: `${mark}${all.map(one => one.markdown).join(' ')}${mark}`, said: seen(all) }));
const inline: fc.Arbitrary<Piece> = fc.oneof(
  { weight: 8, arbitrary: word },
  { weight: 1, arbitrary: wrapped('**') },
  { weight: 1, arbitrary: wrapped('*') },
  { weight: 1, arbitrary: wrapped('`') },
  { weight: 1, arbitrary: wrapped('~~') },
  {
    weight: 1,
    arbitrary: fc
      .array(word, { minLength: 1, maxLength: 3 })
      .map(all => ({ markdown: `[${all.map(one => one.markdown).join(' ')}](https://example.org/page)`, said: seen(all) })),
  },
);
/** Letters around every run keep a marker at a line's start or end from meaning something else in Markdown. */
const run: fc.Arbitrary<Piece> = fc
  .array(inline, { minLength: 1, maxLength: 14 })
  .map(all => ({ markdown: `so ${all.map(one => one.markdown).join(' ')} it`, said: ['so', ...seen(all), 'it'] }));
const prose: fc.Arbitrary<Piece> = fc
  .tuple(fc.array(run, { minLength: 1, maxLength: 3 }), fc.constantFrom('\n', '  \n', '\\\n', '. '))
  .map(([runs, joint]) => ({ markdown: runs.map(one => one.markdown).join(joint), said: seen(runs) }));
const indent = (text: string): string => text.replaceAll('\n', '\n  ');
const list: fc.Arbitrary<Piece> = fc
  .array(fc.tuple(run, fc.option(fc.array(run, { minLength: 1, maxLength: 2 }))), { minLength: 1, maxLength: 4 })
  .map(items => ({
    markdown: items
      .map(([item, inner]) => `- ${indent([item.markdown, ...(inner ?? []).map(one => `- ${one.markdown}`)].join('\n'))}`)
      .join('\n'),
    said: items.flatMap(([item, inner]) => [...item.said, ...seen(inner ?? [])]),
  }));
const quote: fc.Arbitrary<Piece> = run.map(one => ({ markdown: `> ${one.markdown}`, said: one.said }));
const code: fc.Arbitrary<Piece> = fc
  .array(word, { minLength: 1, maxLength: 5 })
  .map(all => ({ markdown: `\`\`\`\n${all.map(one => one.markdown).join('\n')}\n\`\`\``, said: seen(all) }));
const table: fc.Arbitrary<Piece> = fc.integer({ min: 1, max: 4 }).chain(columns => {
  const row = fc.array(run, { minLength: columns, maxLength: columns });
  const line = (cells: readonly Piece[]): string => `| ${cells.map(cell => cell.markdown).join(' | ')} |`;
  return fc.tuple(row, fc.array(row, { maxLength: 4 })).map(([header, rows]) => ({
    markdown: [line(header), `|${'---|'.repeat(columns)}`, ...rows.map(line)].join('\n'),
    said: [...seen(header), ...rows.flatMap(seen)],
  }));
});
const section: fc.Arbitrary<Piece> = fc
  .tuple(
    fc.integer({ min: 2, max: 4 }),
    run,
    fc.array(fc.oneof(prose, list, quote, code), { maxLength: 3 }),
    fc.option(table),
    fc.boolean(),
  )
  .map(([depth, heading, blocks, tabled, first]) => {
    const all = tabled ? (first ? [tabled, ...blocks] : [...blocks, tabled]) : blocks;
    return {
      markdown: [
        `${'#'.repeat(depth)} ${heading.markdown}`,
        '<!-- answers: never | part | of the text -->',
        '<!-- also: nor | these -->',
        ...all.map(block => block.markdown),
      ].join('\n\n'),
      said: [...heading.said, ...seen(all)],
    };
  });

describe('parseGuide', () => {
  it('puts every word of a generated guide into some passage, once: prose, lists, quotes, code and tables', () => {
    forAll(
      [fc.array(section, { minLength: 1, maxLength: 5 })],
      sections => {
        const { passages, problems } = parse(sections.map(one => one.markdown).join('\n\n'));
        expect(problems).toEqual([]);
        expect(bagOf(passageWords(passages.map(parsed => parsed.passage)))).toEqual(bagOf(seen(sections)));
      },
      { numRuns: 300 },
    );
  });

  it('opens a section under each heading, with the headings above it in its path', () => {
    const { passages } = parse(
      '# Title\n\n## Pay\n\nOne.\n\n### By level\n\nTwo.\n\n#### In detail\n\nThree.\n\n## Training\n\n### Schools\n\nFour.',
    );
    expect(passages.map(({ passage }) => [passage.id, passage.headingPath, passageText(passage)])).toEqual([
      ['made-up#pay', ['Pay'], 'One.'],
      ['made-up#by-level', ['Pay', 'By level'], 'Two.'],
      ['made-up#in-detail', ['Pay', 'By level', 'In detail'], 'Three.'],
      ['made-up#schools', ['Training', 'Schools'], 'Four.'],
    ]);
    expect(passages.map(({ line }) => line)).toEqual([12, 16, 20, 26]);
  });

  it('keeps a table as cells, and each of its rows as a sentence that can be read alone', () => {
    const [parsed] = parse(
      '## Pay\n\nBefore.\n\n| Level | Pay |\n|---|--:|\n| **Junior** | $42k |\n| `Lead` | a \\| b |\n\nAfter.',
    ).passages;
    expect(parsed?.passage.table).toEqual({
      header: ['Level', 'Pay'],
      rows: [
        ['Junior', '$42k'],
        ['Lead', 'a | b'],
      ],
    });
    expect(parsed?.passage.sentences).toEqual(['Before.', 'Level: Junior, Pay: $42k.', 'Level: Lead, Pay: a | b.', 'After.']);
  });

  it('keeps the header of a table without rows', () =>
    expect(passageText(parse('## Pay\n\n| Level | Pay |\n|---|---|').passages[0]?.passage ?? fail())).toBe('Level, Pay.'));

  it('takes out marks of footnotes, which would look like citations of an answer', () => {
    const [parsed] = parse(
      '## Pay [3]\n\nThe median [7] is $50,250 [12, 13].\n\n| Level | Pay |\n|---|---|\n| Lead [1] | $60k[2] |',
    ).passages;
    expect(parsed?.passage).toMatchObject({
      section: 'Pay',
      sentences: ['The median is $50,250.', 'Level: Lead, Pay: $60k.'],
      table: { rows: [['Lead', '$60k']] },
    });
  });

  it('parts words at line breaks, inside emphasis too', () => {
    expect(parse('## Pay\n\n**half  \nof** it\\\nall').passages[0]?.passage.sentences).toEqual(['half of it all']);
  });

  it('reads the questions of one or several answers comments, and shows none of them', () => {
    const [parsed] = parse(
      '## Pay\n\n<!-- answers: what pay? | how much -->\n\nText.\n\n<!--answers: third|\n  fourth one | -->',
    ).passages;
    expect(parsed?.passage.answers).toEqual(['what pay?', 'how much', 'third', 'fourth one']);
    expect(parsed?.passage.sentences).toEqual(['Text.']);
  });

  it('reads the other words of a topic apart from its questions', () => {
    const [parsed] = parse('## Pay\n\n<!-- answers: what pay? -->\n\n<!-- also: dough | moolah -->\n\nText.').passages;
    expect(parsed?.passage).toMatchObject({ answers: ['what pay?'], also: ['dough', 'moolah'], sentences: ['Text.'] });
  });

  it('says so when an answers comment stands inside a sentence and would be lost', () => {
    expect(parse('## Pay\n\nText <!-- answers: what pay? --> goes on.').problems).toEqual([
      'leave a blank line before and after the answers and also comments',
    ]);
  });

  it('reads any text without failing', () => {
    forAll(
      [
        fc.oneof(
          fc.string({ unit: 'grapheme', maxLength: 300 }),
          fc.string({ unit: fc.constantFrom(...'#|-*_`>[]()!<&\n\t 1a~:'.split('')), maxLength: 300 }),
        ),
      ],
      body => {
        for (const { passage } of parse(body).passages) {
          expect(passage.id.startsWith('made-up#')).toBe(true);
          for (const one of passage.sentences) expect(typeof one).toBe('string');
        }
      },
    );
  });
});

const fail = (): never => {
  throw new Error('no passage');
};
