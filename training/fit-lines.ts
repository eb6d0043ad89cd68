import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { createWordTagger } from '../src/backends/compromise-word-tagger.js';
import type { KnowledgeBase } from '../src/coach/knowledge-base.js';
import { lineSigns, piecesOf } from '../src/coach/model/line-signs.js';
import { type LineHead, wordChance } from '../src/coach/read/heads.js';
import { fitWords } from './fit-words.js';
import { printCross } from './print-cross.js';
import { readFields } from './read-fields.js';

/*
 * Which of a model's own lines state nothing: fitted on such lines and on claims put in their place (training/heads: `lines.jsonl`, and `checked-lines.jsonl`, which tests hold it to), on what the coach says
 * of its own, and on sentences of guides, which all state something.
 */

const lineSchema = z.object({ question: z.string(), line: z.string(), harmless: z.boolean() });
type Row = { readonly signs: ReadonlyMap<string, number>; readonly harmless: boolean };

/** Times that a claim's piece is looked for anew. */
const rounds = 2;
const options = { fewestLines: 2, ridge: 0.001 } as const;
/** One in so many sentences of the guides, and of other fields' guides. */
const everyGuide = 5;
const everyField = 14;
/** A claim is one behind these too. */
const befores = [
  'In short, ',
  'Could it be that ',
  'Check that ',
  'Remember that ',
  'Do you know that ',
  'Have you heard that ',
  'Ask whether ',
];

const everyOne = <T>(all: readonly T[], every: number): T[] => all.filter((_, at) => at % every === 0);
/** A line cut into what is said by itself; every other claim's last piece stands behind something once more. */
type Cut = { readonly pieces: readonly Row[]; readonly behind: readonly Row[]; readonly harmless: boolean };
const behindIn = (pieces: readonly string[], at: number): string[] =>
  at % 2 === 0 ? [`${befores[(at / 2) % befores.length]}${pieces.at(-1)}`] : [];

const fitPieces = (rows: readonly Row[]) =>
  fitWords(
    rows.map(row => row.signs),
    rows.map(row => row.harmless),
    options,
  );

/** One piece of a claim makes it, the others may be harmless: the least harmless one by the fit before (Andrews et al. 2003), at first the last. */
const fitCut = (lines: readonly Cut[], others: readonly Row[]) => {
  const sure = [...others, ...lines.flatMap(({ pieces, behind, harmless }) => (harmless ? pieces : behind))];
  const claims = lines.filter(line => !line.harmless).map(line => line.pieces);
  let head = fitPieces([...sure, ...claims.flatMap(pieces => pieces.slice(-1))]);
  for (let round = 0; round < rounds; round++) {
    const before = head;
    const chance = (row: Row): number => wordChance(before, row.signs);
    head = fitPieces([...sure, ...claims.flatMap(pieces => pieces.toSorted((a, b) => chance(a) - chance(b)).slice(0, 1))]);
  }
  return head;
};

export const fitLines = async ({ pack, embedder }: KnowledgeBase): Promise<LineHead> => {
  const files = await Promise.all(
    ['checked-lines', 'lines'].map(name => readFile(new URL(`heads/${name}.jsonl`, import.meta.url), 'utf8')),
  );
  const lines = files.flatMap(text =>
    text
      .split('\n')
      .filter(Boolean)
      .map(line => lineSchema.parse(JSON.parse(line))),
  );
  const { links, steps, questions, feelings, hard, glad, thanks, goodNews, badNews } = pack.voice;
  const named = [feelings, hard.about, glad.about].flatMap(one => Object.values(one).flat());
  const harmless = [...links, ...steps, ...questions, ...thanks, ...goodNews, ...badNews, ...named];
  const told = [
    ...everyOne(
      pack.passages.flatMap(passage => passage.sentences),
      everyGuide,
    ),
    ...everyOne(
      (await readFields()).flatMap(field => field.sentences.map(sentence => sentence.text)),
      everyField,
    ),
  ];
  const tagsOf = await createWordTagger();
  const rowsOf = async (pieces: readonly string[], isHarmless: boolean): Promise<Row[]> => {
    const vectors = await embedder.embed([...pieces]);
    return pieces.map((piece, at) => ({
      signs: lineSigns(piece, vectors[at] ?? new Float32Array(), tagsOf),
      harmless: isHarmless,
    }));
  };
  const own: Cut[] = [];
  for (const [at, { line, harmless: isHarmless }] of lines.entries()) {
    const pieces = piecesOf(line);
    own.push({
      harmless: isHarmless,
      pieces: await rowsOf(pieces, isHarmless),
      behind: await rowsOf(isHarmless ? [] : behindIn(pieces, at), false),
    });
  }
  const others = [...(await rowsOf(harmless.flatMap(piecesOf), true)), ...(await rowsOf(told, false))];
  printCross(
    'lines that state nothing',
    own,
    line => line.harmless,
    (kept, left) => {
      const head = fitCut(kept, others);
      return left.map(({ pieces }) => Math.min(...pieces.map(row => wordChance(head, row.signs))));
    },
  );
  return {
    embedder: embedder.name,
    madeFrom: `${lines.length} lines (training/heads)`,
    ...fitCut(own, others),
  };
};
