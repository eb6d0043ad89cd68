import { readFile } from 'node:fs/promises';
import { z } from 'zod';
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
type Row = { readonly piece: string; readonly harmless: boolean; readonly vector: Float32Array };

const options = { fewestLines: 2, ridge: 0.002 } as const;
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
/** A claim's last piece makes it; the ones before may be harmless. Every other claim stands behind something once more. */
const claimed = (line: string, at: number): string[] => {
  const [last] = piecesOf(line).slice(-1);
  return [last ?? '', ...(at % 2 === 0 ? [`${befores[(at / 2) % befores.length]}${last}`] : [])];
};

const fitPieces = (rows: readonly Row[]) =>
  fitWords(
    rows.map(row => lineSigns(row.piece, row.vector)),
    rows.map(row => row.harmless),
    options,
  );

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
  const rowsOf = async (pieces: readonly string[], isHarmless: boolean): Promise<Row[]> => {
    const vectors = await embedder.embed([...pieces]);
    return pieces.map((piece, at) => ({ piece, harmless: isHarmless, vector: vectors[at] ?? new Float32Array() }));
  };
  const own: Row[][] = [];
  for (const [at, line] of lines.entries())
    own.push(await rowsOf(line.harmless ? piecesOf(line.line) : claimed(line.line, at), line.harmless));
  const others = [...(await rowsOf(harmless.flatMap(piecesOf), true)), ...(await rowsOf(told, false))];
  printCross(
    'lines that state nothing',
    own,
    ([first]) => first?.harmless ?? false,
    (kept, left) => {
      const head = fitPieces([...kept.flat(), ...others]);
      return left.map(rows => Math.min(...rows.map(row => wordChance(head, lineSigns(row.piece, row.vector)))));
    },
  );
  return {
    embedder: embedder.name,
    madeFrom: `${lines.length} lines (training/heads)`,
    ...fitPieces([...own.flat(), ...others]),
  };
};
