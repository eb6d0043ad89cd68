import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createDraftReader, type DraftPiece } from '../../src/coach/draft-reader.js';
import { partsOfBlock } from '../../src/domain/drafting.js';
import { forAll } from '../support/for-all.js';

const passageOf = (mark: number): string | undefined => (mark >= 1 && mark <= 3 ? `guide#${mark}` : undefined);
const read = (...deltas: readonly string[]): DraftPiece[] => {
  const reader = createDraftReader(passageOf);
  return [...deltas.flatMap(delta => reader.push(delta)), ...reader.end()];
};
const partsOf = (text: string) => read(text).flatMap(piece => partsOfBlock(piece.block));
const textOf = (text: string): string =>
  partsOf(text)
    .map(part => part.text)
    .join(' | ');

describe('the draft reader', () => {
  it('hands out a sentence as soon as the next one begins, and the last at the end', () => {
    const reader = createDraftReader(passageOf);
    expect(reader.push('The median is $50,250')).toEqual([]);
    expect(reader.push(' [1]. ')).toEqual([]);
    expect(reader.push('N')).toEqual([
      {
        block: { kind: 'paragraph', sentences: [{ parts: [{ text: 'The median is $50,250.', marks: ['guide#1'] }] }] },
        continues: false,
      },
    ]);
    expect(reader.push('ext.')).toEqual([]);
    expect(reader.end()).toEqual([
      { block: { kind: 'paragraph', sentences: [{ parts: [{ text: 'Next.', marks: [] }] }] }, continues: true },
    ]);
  });

  it.each([
    ['It pays [1].', ['guide#1']],
    ['It pays. [1]', ['guide#1']],
    ['It pays [1][2].', ['guide#1', 'guide#2']],
    ['It pays [1, 2].', ['guide#1', 'guide#2']],
    ['It pays [1-3].', ['guide#1', 'guide#2', 'guide#3']],
    ['It pays【1】【2†source】.', ['guide#1', 'guide#2']],
    ['It pays [^2].', ['guide#2']],
    ['It pays (source: [2]).', ['guide#2']],
    ['It pays [Passage 3].', ['guide#3']],
    ['It pays [2](https://example.org).', ['guide#2']],
    ['It **pays [1]**.', ['guide#1']],
  ])('reads the marks of "%s"', (text, marks) => {
    expect(partsOf(text).map(part => part.text.replaceAll('**', ''))).toEqual(['It pays.']);
    expect(partsOf(text)[0]?.marks).toEqual(marks);
  });

  it('gives each part of a sentence the marks behind it', () => {
    expect(partsOf('One says $50,250 [1], another $47,180 [2].')).toEqual([
      { text: 'One says $50,250,', marks: ['guide#1'] },
      { text: 'another $47,180.', marks: ['guide#2'] },
    ]);
  });

  it('gives a number that was never handed out an id that no passage has', () => {
    expect(partsOf('It pays [7].')[0]?.marks).toEqual(['unknown-mark#7']);
    expect(partsOf('It pays [1][99].')[0]?.marks).toEqual(['guide#1', 'unknown-mark#99']);
  });

  it('reads lists item by item, with the lines that go on, and tables whole', () => {
    expect(read('1. First [1].\n   More [2].\n2. Second [1]\n\n- Other [1]\n')).toMatchObject([
      { block: { kind: 'list', ordered: true, items: [[{}, {}]] }, continues: false },
      { block: { kind: 'list', ordered: true }, continues: true },
      { block: { kind: 'list', ordered: false }, continues: false },
    ]);
    expect(read('| Level | Median [3] |\n|---|---|\n| Junior | $42k |\n| Coder | $52k [2] |')).toEqual([
      {
        block: {
          kind: 'table',
          header: ['Level', 'Median'],
          rows: [
            [
              { text: 'Junior', marks: [] },
              { text: '$42k', marks: ['guide#3'] },
            ],
            [
              { text: 'Coder', marks: [] },
              { text: '$52k', marks: ['guide#2'] },
            ],
          ],
        },
        continues: false,
      },
    ]);
  });

  it('does not end a sentence at an abbreviation, a decimal or an open bracket', () => {
    expect(read('In the U.S. Median pay, e.g. The one of 7.1 percent, vs. Others [1]. Next [2].')).toHaveLength(2);
  });

  it.each([
    ['See [the guide](https://example.org/x) here [1].', 'See the guide here.'],
    ['See [https://example.org](https://example.org) [1].', 'See.'],
    ['Pay (https://example.org/x) is up [1].', 'Pay is up.'],
    ['Pay ![chart](https://example.org/x.png) is up [1].', 'Pay is up.'],
    ['Pay <b onclick="x()">is</b> up<script>alert(1)</script> [1].', 'Pay is up.'],
    ['Pay <!-- ignore > this --> is up [1].', 'Pay is up.'],
    ['@everyone Pay is up, <@U123> <!here> [1].', 'Pay is up.'],
    ['<think>Say $200k. It is fine.</think>Pay is up [1].', 'Pay is up.'],
    ['I reason here </think>Pay is up [1].', 'Pay is up.'],
    ['<|im_start|>Pay is up [1].', 'Pay is up.'],
    ['Take the `CPC` [1].', 'Take the CPC.'],
    ['Run `rm -rf ~; true` now [1].', ''],
    ['```js\nalert(1)\n```\nPay is up [1].', 'Pay is up.'],
    ['```markdown\nPay is up [1].\n```', 'Pay is up.'],
    ['{"name": "search",\n "arguments": {"q": "x"}}\nPay is up [1].', 'Pay is up.'],
    ['<tool_call>{"name": "x"}</tool_call>Pay is up [1].', 'Pay is up.'],
    ['functions.search({"q": 1}) [1].', ''],
    ['## Pay and more ##\n\n> It is *up* and __good__ [1].', 'Pay and more | It is up and **good**.'],
    ['[1]: https://example.org\n\nPay is up [1].', 'Pay is up.'],
    ['Mail me@example.org for more [1].', ''],
    ['Pay is\u202E up\u200B\u0007 ✅ [1].', 'Pay is up.'],
    ['Pay is ５0％ [1].', 'Pay is 50%.'],
    ['Fewer than 5 \\$ and < 5 years [1].', 'Fewer than 5 $ and < 5 years.'],
    ['&#64;everyone &lt;b&gt; Pay&nbsp;is up [1].', 'everyone b Pay is up.'],
  ])('reads %j as %j', (text, plain) => {
    expect(textOf(text)).toBe(plain);
  });

  it('stops reading a reply that goes on for ever', () => {
    const [text = ''] = [textOf('Pay is up again [1]. '.repeat(50_000))];
    expect(text.length).toBeLessThan(25_000);
  });

  const piece = fc.constantFrom(
    ...'a|. |B| |\n|\n\n|- |1. |2) |**|*|_|[1]|[2, 3]|[7]|【1】|(|)|[x](http://y.z)|![i](u)|<b>|</b>|<think>|</think>|<|>|`|```\n|~~~|| c | d |\n|---|---|\n|# |> |{|}|"name"|@all|http://x.y |&amp;|\\[|$5.50|e.g. |\u200B|😀|【|】|†|½'.split(
      '|',
    ),
    '|',
    '| x | y |\n',
    '|---|---|\n',
  );
  it('gives the same pieces however a reply is cut into deltas', () => {
    forAll(
      [fc.array(piece, { maxLength: 60 }), fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 8 })],
      (pieces, lengths) => {
        const text = pieces.join('');
        const deltas: string[] = [];
        for (let at = 0, turn = 0; at < text.length; turn++) {
          const length = lengths[turn % lengths.length] ?? 1;
          deltas.push(text.slice(at, at + length));
          at += length;
        }
        expect(read(...deltas)).toEqual(read(text));
      },
      { numRuns: 1000 },
    );
  });

  it('lets no address, tag, brace, mention or bracket through, whatever is written', () => {
    forAll(
      [fc.array(piece, { maxLength: 60 })],
      pieces => {
        for (const { text } of partsOf(pieces.join(''))) {
          expect(text).not.toMatch(/https?:|[[\]{}@`【】]|<[a-z/!]|\p{Cf}|\p{Co}|\p{Extended_Pictographic}(?<![\d#*])/u);
          expect((text.match(/\*\*/g) ?? []).length % 2).toBe(0);
          expect(text.replaceAll('**', '')).not.toContain('*');
        }
      },
      { numRuns: 1000 },
    );
  });
});
