import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { createWordTagger } from '../src/backends/compromise-word-tagger.js';
import type { KnowledgeBase } from '../src/coach/knowledge-base.js';
import { lineSigns, wholeAndEach } from '../src/coach/model/line-signs.js';
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

const options = { fewestLines: 3, ridge: 0.001 } as const;
/** One in so many sentences of the guides, and of other fields' guides. */
const everyGuide = 5;
const everyField = 14;
/** A claim at every so-manieth place stands behind one of these once more, or behind a harmless line. */
const everyBehind = 2;
const everyJoined = 3;
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
/** A line with what it is fitted as: itself, its sentences where it is harmless, and what it stands behind where it is a claim. */
type Line = { readonly harmless: boolean; readonly own: readonly Row[]; readonly also: readonly Row[] };

const fitRows = (rows: readonly Row[]) =>
  fitWords(
    rows.map(row => row.signs),
    rows.map(row => row.harmless),
    options,
  );
const fittedOn = (lines: readonly Line[]): Row[] =>
  lines.flatMap(({ harmless, own, also }) => [...(harmless ? own : own.slice(0, 1)), ...also]);

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
  const rowsOf = async (texts: readonly string[], isHarmless: boolean): Promise<Row[]> => {
    const vectors = await embedder.embed([...texts]);
    return texts.map((text, at) => ({
      signs: lineSigns(text, vectors[at] ?? new Float32Array(), tagsOf),
      harmless: isHarmless,
    }));
  };
  const openings = lines.filter(({ line, harmless: isHarmless }) => isHarmless && /[.!?]$/.test(line)).map(({ line }) => line);
  const alsoOf = (line: string, at: number): string[] => [
    ...(at % everyBehind === 0 ? [`${befores[(at / everyBehind) % befores.length]}${line}`] : []),
    ...(at % everyJoined === 0 ? [`${openings[(7 * at) % openings.length]} ${line}`] : []),
  ];
  const own: Line[] = [];
  for (const [at, { line, harmless: isHarmless }] of lines.entries())
    own.push({
      harmless: isHarmless,
      own: await rowsOf(wholeAndEach(line), isHarmless),
      also: await rowsOf(isHarmless ? [] : alsoOf(line, at), false),
    });
  const others = [...(await rowsOf(harmless, true)), ...(await rowsOf(told, false))];
  printCross(
    'lines that state nothing',
    own,
    line => line.harmless,
    (kept, left) => {
      const head = fitRows([...fittedOn(kept), ...others]);
      return left.map(line => Math.min(...line.own.map(row => wordChance(head, row.signs))));
    },
  );
  return {
    embedder: embedder.name,
    madeFrom: `${lines.length} lines (training/heads)`,
    ...fitRows([...fittedOn(own), ...others]),
  };
};
