import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { KnowledgeBase } from '../src/coach/knowledge-base.js';
import { chancesOf, glad, type Head, type Heads, turnKinds, type WordHead, wordChance } from '../src/coach/read/heads.js';
import { leanSigns } from '../src/coach/read/lean.js';
import { createNamesIn } from '../src/coach/read/names-in.js';
import { wordSigns } from '../src/coach/read/word-signs.js';
import { feelings, type Judgment } from '../src/domain/judgment.js';
import { normaliseQuestion } from '../src/retrieval/normalise-question.js';
import { fitSoftmax } from './fit-softmax.js';
import { fitWords } from './fit-words.js';
import { printCross, printNamed } from './print-cross.js';

/*
 * What is read off a message before anything is looked for: what it is, what is felt, whether its writer may be in danger, whether it leans on the
 * message before it. Fitted on judged messages of writers that the encoder has not seen, and on the lines of training/heads.
 */

const folder = fileURLToPath(new URL('heads/', import.meta.url));

const read = async <S extends z.ZodType>(name: string, schema: S): Promise<z.output<S>[]> =>
  (await readFile(`${folder}${name}.jsonl`, 'utf8'))
    .split('\n')
    .filter(Boolean)
    .map(line => schema.parse(JSON.parse(line)));

const kindSchema = z.object({ text: z.string(), kind: z.string() });
const dangerSchema = z.object({ text: z.string(), danger: z.boolean() });
const feelingSchema = z.object({ text: z.string(), feeling: z.enum(feelings), about: z.string().optional() });
const leanSchema = z.object({ before: z.array(z.string()).min(1), text: z.string(), leans: z.boolean() });
type Leaning = z.infer<typeof leanSchema>;

/** A message that asks is one whatever else it is: news with a question is a question. */
const turnKindOf = ({ asks, kind }: Pick<Judgment, 'asks' | 'kind'>): string =>
  asks.length === 0 && (turnKinds as readonly string[]).includes(kind) ? kind : 'ask';

const leanOptions = { fewestLines: 3, ridge: 0.002 } as const;
const dangerOptions = { fewestLines: 4, ridge: 0.0007, balanced: true } as const;

const fitLeans = (lines: readonly Leaning[], base: Pick<KnowledgeBase, 'pack' | 'units'>): WordHead =>
  fitWords(
    lines.map(line => leanSignsOf(line, base)),
    lines.map(line => line.leans),
    leanOptions,
  );

const feltRidge = 0.012;
const feltOptions = { fewestLines: 5, ridge: 0.003 } as const;
const gladOptions = { ...feltOptions, balanced: true } as const;
type Felt = {
  readonly text: string;
  readonly vector: Float32Array;
  readonly feeling: string;
  readonly about: string | undefined;
};
const fitFelt = (lines: readonly Felt[]): WordHead =>
  fitWords(
    lines.map(line => wordSigns(line.text, line.vector)),
    lines.map(line => line.feeling !== 'none'),
    feltOptions,
  );

const fitGlad = (lines: readonly Felt[]): WordHead =>
  fitWords(
    lines.map(line => wordSigns(line.text, line.vector)),
    lines.map(line => glad.has(line.feeling)),
    gladOptions,
  );

type Danger = z.infer<typeof dangerSchema> & { readonly vector: Float32Array };
export const fitDanger = (lines: readonly Danger[]): WordHead =>
  fitWords(
    lines.map(line => wordSigns(line.text, line.vector)),
    lines.map(line => line.danger),
    dangerOptions,
  );

const leanSignsOf = ({ text, before }: Leaning, { pack, units }: Pick<KnowledgeBase, 'pack' | 'units'>) => {
  const spell = (one: string): string => normaliseQuestion(one, pack.vocabulary, units);
  return leanSigns(spell(text), spell(before.at(-1) ?? ''), createNamesIn(pack));
};

export const fitHeads = async (
  base: KnowledgeBase,
  judgments: readonly Judgment[],
  writers: readonly string[],
): Promise<Heads> => {
  const { embedder, units, vectors } = base;
  const embed = (texts: readonly string[]): Promise<Float32Array[]> => embedder.embed(texts);
  const messages = units.unitsOf('message');
  const judged = judgments.flatMap((judgment, at) =>
    writers.includes(judgment.writer) ? [{ judgment, vector: vectors.vectorOf(messages[at]?.id ?? -1) }] : [],
  );
  const [kindLines, feelingLines, dangerLines, leanLines] = [
    await read('kinds', kindSchema),
    await read('feelings', feelingSchema),
    await read('danger', dangerSchema),
    await read('leaning', leanSchema),
  ];
  const kindVectors = await embed(kindLines.map(line => line.text));
  const kindRows = [
    ...judged.map(({ judgment, vector }) => ({ vector, name: turnKindOf(judgment) })),
    ...kindVectors.map((vector, at) => ({
      vector,
      name: turnKindOf({ asks: [], kind: (kindLines[at]?.kind ?? '') as Judgment['kind'] }),
    })),
  ];
  const head = (
    rows: readonly { readonly vector: Float32Array; readonly name: string }[],
    names: readonly string[],
    ridge: number,
  ): Head =>
    fitSoftmax(
      rows.map(row => row.vector),
      rows.map(row => names.indexOf(row.name)),
      names,
      ridge,
    );
  const feltRows: Felt[] = [
    ...judgments.map(({ message: text, feeling, about }, at) => ({
      text,
      feeling,
      about,
      vector: vectors.vectorOf(messages[at]?.id ?? -1),
    })),
    ...(await embed(feelingLines.map(line => line.text))).map((vector, at) => ({
      about: undefined,
      ...(feelingLines[at] as (typeof feelingLines)[number]),
      vector,
    })),
  ];
  const dangerRows: Danger[] = [
    // Nobody among them is in danger, and they are what most messages are like.
    ...feltRows.map(({ text, vector }) => ({ text, vector, danger: false })),
    ...kindVectors.map((vector, at) => ({ text: kindLines[at]?.text ?? '', vector, danger: false })),
    ...(await embed(leanLines.map(line => line.text))).map((vector, at) => ({
      text: leanLines[at]?.text ?? '',
      vector,
      danger: false,
    })),
    ...(await embed(dangerLines.map(line => line.text))).map((vector, at) => ({
      ...(dangerLines[at] as (typeof dangerLines)[number]),
      vector,
    })),
  ];
  const feelingRows = feltRows.flatMap(({ feeling, vector }) => (feeling === 'none' ? [] : [{ name: feeling, vector }]));
  const aboutRows = feltRows.flatMap(({ feeling, about = 'other', vector }) =>
    feeling === 'none' ? [] : [{ name: about, vector }],
  );
  const felts = feelings.filter(name => name !== 'none');
  const abouts = [...new Set(aboutRows.map(row => row.name))].sort();
  const chance = (fitted: Head, vector: Float32Array, name: string): number => chancesOf(fitted, vector).get(name) ?? 0;
  printCross(
    'felt',
    feltRows,
    row => row.feeling !== 'none',
    (kept, left) => {
      const fitted = fitFelt(kept);
      return left.map(row => wordChance(fitted, wordSigns(row.text, row.vector)));
    },
  );
  printCross(
    'something good',
    feltRows.filter(row => row.feeling !== 'none'),
    row => glad.has(row.feeling),
    (kept, left) => {
      const fitted = fitGlad(kept);
      return left.map(row => wordChance(fitted, wordSigns(row.text, row.vector)));
    },
  );
  printNamed('what is felt', feelingRows, kept => head(kept, felts, feltRidge));
  printNamed('about what', aboutRows, kept => head(kept, abouts, feltRidge));
  printCross(
    'asks',
    kindRows,
    row => row.name === 'ask',
    (kept, left) => {
      const fitted = head(kept, turnKinds, 0.001);
      return left.map(row => chance(fitted, row.vector, 'ask'));
    },
  );
  printCross(
    'danger',
    dangerRows,
    row => row.danger,
    (kept, left) => {
      const fitted = fitDanger(kept);
      return left.map(row => wordChance(fitted, wordSigns(row.text, row.vector)));
    },
  );
  printCross(
    'leans',
    leanLines,
    line => line.leans,
    (kept, left) => {
      const fitted = fitLeans(kept, base);
      return left.map(line => wordChance(fitted, leanSignsOf(line, base)));
    },
  );
  return {
    embedder: embedder.name,
    madeFrom: `${judged.length} judged messages, ${kindLines.length} lines of kinds, ${feelingLines.length} of feelings, ${dangerLines.length} of danger, ${leanLines.length} of leaning (training/heads)`,
    kind: head(kindRows, turnKinds, 0.001),
    felt: fitFelt(feltRows),
    glad: fitGlad(feltRows.filter(row => row.feeling !== 'none')),
    feeling: head(feelingRows, felts, feltRidge),
    about: head(aboutRows, abouts, feltRidge),
    danger: fitDanger(dangerRows),
    leans: fitLeans(leanLines, base),
  };
};
