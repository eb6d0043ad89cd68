import type { KnowledgeBase } from '../src/coach/knowledge-base.js';
import {
  chancesOf,
  glad,
  type Head,
  type Heads,
  type SignHead,
  signChance,
  turnKinds,
  type WordHead,
  wordChance,
} from '../src/coach/read/heads.js';
import { leanSigns } from '../src/coach/read/lean.js';
import { createNamesIn } from '../src/coach/read/names-in.js';
import { type Signs, wordSigns } from '../src/coach/read/word-signs.js';
import { feelings, type Judgment } from '../src/domain/judgment.js';
import { normaliseQuestion } from '../src/retrieval/normalise-question.js';
import { sayEmoji } from '../src/text/emoji.js';
import { countsBy, fitSigns } from './fit-signs.js';
import { fitSoftmax } from './fit-softmax.js';
import { fitWords } from './fit-words.js';
import { printCross, printNamed } from './print-cross.js';
import { readFields } from './read-fields.js';
import { type Leaning, readLines } from './read-lines.js';

/*
 * What is read off a message before anything is looked for: what it is, what is felt, whether its writer may be in danger, whether it leans on the
 * message before it. Fitted on judged messages of writers that the encoder has not seen, and on the lines of training/heads.
 */

/** A message that asks is one whatever else it is: news with a question is a question. */
const turnKindOf = ({ asks, kind }: Pick<Judgment, 'asks' | 'kind'>): string =>
  asks.length === 0 && (turnKinds as readonly string[]).includes(kind) ? kind : 'ask';

const leanOptions = { fewestLines: 3, ridge: 0.002 } as const;
type Leaned = { readonly leans: boolean; readonly signs: ReadonlyMap<string, number> };
const fitLeans = (lines: readonly Leaned[]): WordHead =>
  fitWords(
    lines.map(line => line.signs),
    lines.map(line => line.leans),
    leanOptions,
  );

const feltRidge = 0.012;
const feltOptions = { fewestLines: 5, ridge: 0.003 } as const;
type Felt = {
  readonly text: string;
  readonly from: 'judged' | 'line';
  readonly vector: Float32Array;
  readonly signs: Signs;
  readonly feeling: string;
  readonly about: string | undefined;
};
const isFelt = (line: Felt): boolean => line.feeling !== 'none';
/** Judged messages are mostly stories: short ones, faces and what is only near a feeling are told by lines. */
const feltShares = { judged: 0.7, line: 0.3 } as const;
const fitFelt = (lines: readonly Felt[]): SignHead =>
  fitSigns(
    lines.map(line => line.signs),
    lines.map(isFelt),
    {
      ...feltOptions,
      counts: countsBy(
        lines.map(line => line.from),
        feltShares,
      ),
    },
  );

const gladShares = { 'good judged': 0.3, 'good line': 0.2, 'hard judged': 0.3, 'hard line': 0.2 } as const;
const isGood = (line: Felt): boolean => glad.has(line.feeling);
const fitGlad = (lines: readonly Felt[]): SignHead =>
  fitSigns(
    lines.map(line => line.signs),
    lines.map(isGood),
    {
      ...feltOptions,
      counts: countsBy(
        lines.map(line => `${isGood(line) ? 'good' : 'hard'} ${line.from}`),
        gladShares,
      ),
    },
  );

type Danger = { readonly signs: Signs; readonly group: 'danger' | 'alike' | 'ordinary' | 'elsewhere' };
/** What only sounds so is rare among what people write, and it's what has to be told apart; what other fields speak of is strange, and no danger. */
const dangerShares = { danger: 0.35, alike: 0.3, ordinary: 0.3, elsewhere: 0.05 } as const;
const inDanger = (line: Danger): boolean => line.group === 'danger';
const fitDanger = (lines: readonly Danger[]): SignHead =>
  fitSigns(
    lines.map(line => line.signs),
    lines.map(inDanger),
    {
      fewestLines: 4,
      ridge: 0.0007,
      counts: countsBy(
        lines.map(line => line.group),
        dangerShares,
      ),
    },
  );

/** Lines of leaning with their signs, of the texts as the coach spells them out. */
const leanedOf = async (
  lines: readonly Leaning[],
  { pack, units, embedder }: Pick<KnowledgeBase, 'pack' | 'units' | 'embedder'>,
): Promise<Leaned[]> => {
  const spell = (one: string): string => normaliseQuestion(one, pack.vocabulary, units);
  const namesIn = createNamesIn(pack);
  const texts = lines.map(line => spell(line.text));
  const vectors = await embedder.embed(texts);
  return lines.map(({ before, leans }, at) => ({
    leans,
    signs: leanSigns(texts[at] ?? '', spell(before.at(-1) ?? ''), namesIn, vectors[at] ?? new Float32Array()),
  }));
};

export const fitHeads = async (
  base: KnowledgeBase,
  judgments: readonly Judgment[],
  writers: readonly string[],
): Promise<Heads> => {
  const { embedder, units, vectors } = base;
  const embed = (texts: readonly string[]): Promise<Float32Array[]> => embedder.embed(texts.map(sayEmoji));
  const messages = units.unitsOf('message');
  const judged = judgments.flatMap((judgment, at) =>
    writers.includes(judgment.writer) ? [{ judgment, vector: vectors.vectorOf(messages[at]?.id ?? -1) }] : [],
  );
  const lines = await readLines();
  const { kinds: kindLines, feelings: feelingLines, messages: messageLines, danger: dangerLines, leaning: leanLines } = lines;
  const leaned = await leanedOf(leanLines, base);
  const kindVectors = await embed(kindLines.map(line => line.text));
  const messageVectors = await embed(messageLines.map(line => line.text));
  const kindRows = [
    ...judged.map(({ judgment, vector }) => ({ vector, name: turnKindOf(judgment) })),
    ...kindVectors.map((vector, at) => ({
      vector,
      name: turnKindOf({ asks: [], kind: (kindLines[at]?.kind ?? '') as Judgment['kind'] }),
    })),
    ...messageLines.map(({ kind: name }, at) => ({ vector: messageVectors[at] as Float32Array, name })),
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
  const feelingVectors = await embed(feelingLines.map(line => line.text));
  const feltRows: Felt[] = [
    ...judgments.map(({ message: text, feeling, about }, at) => ({
      text,
      from: 'judged' as const,
      feeling,
      about,
      vector: vectors.vectorOf(messages[at]?.id ?? -1),
    })),
    ...messageLines.map((line, at) => ({
      about: undefined,
      ...line,
      from: 'judged' as const,
      vector: messageVectors[at] as Float32Array,
    })),
    ...feelingLines.map((line, at) => ({
      about: undefined,
      ...line,
      from: 'line' as const,
      vector: feelingVectors[at] as Float32Array,
    })),
  ].map(row => ({ ...row, signs: wordSigns(row.text, row.vector) }));
  const signsOf = async (texts: readonly string[]): Promise<Signs[]> => {
    const each = await embed(texts);
    return texts.map((text, at) => wordSigns(text, each[at] as Float32Array));
  };
  const told = new Set(dangerLines.map(line => line.text));
  const dangerRows: Danger[] = [
    // Nobody among them is in danger but who is told to be, and they are what most messages are like.
    ...[
      ...feltRows.filter(row => !told.has(row.text)).map(row => row.signs),
      ...(await signsOf([...kindLines, ...leanLines].map(line => line.text))),
    ].map(signs => ({ signs, group: 'ordinary' as const })),
    ...(await signsOf((await readFields()).flatMap(field => field.messages.map(({ message }) => message)))).map(signs => ({
      signs,
      group: 'elsewhere' as const,
    })),
    ...(await signsOf(dangerLines.map(line => line.text))).map((signs, at) => ({
      signs,
      group: dangerLines[at]?.danger ? ('danger' as const) : ('alike' as const),
    })),
  ];
  const feelingRows = feltRows.flatMap(({ feeling, vector }) => (feeling === 'none' ? [] : [{ name: feeling, vector }]));
  const aboutRows = feltRows.flatMap(({ feeling, about = 'other', vector }) =>
    feeling === 'none' ? [] : [{ name: about, vector }],
  );
  const felts = feelings.filter(name => name !== 'none');
  const abouts = [...new Set(aboutRows.map(row => row.name))].sort();
  const chance = (fitted: Head, vector: Float32Array, name: string): number => chancesOf(fitted, vector).get(name) ?? 0;
  const printSigns = <T extends { readonly signs: Signs }>(
    title: string,
    rows: readonly T[],
    wanted: (row: T) => boolean,
    fitOn: (rows: readonly T[]) => SignHead,
  ): void =>
    printCross(title, rows, wanted, (kept, left) => {
      const fitted = fitOn(kept);
      return left.map(row => signChance(fitted, row.signs));
    });
  const surelyFelt = feltRows.filter(isFelt);
  printSigns('felt', feltRows, isFelt, fitFelt);
  printSigns('something good', surelyFelt, isGood, fitGlad);
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
  printSigns('danger', dangerRows, inDanger, fitDanger);
  printCross(
    'leans',
    leaned,
    line => line.leans,
    (kept, left) => {
      const fitted = fitLeans(kept);
      return left.map(line => wordChance(fitted, line.signs));
    },
  );
  return {
    embedder: embedder.name,
    madeFrom: `${judged.length} judged messages, ${kindLines.length} lines of kinds, ${feelingLines.length} of feelings, ${messageLines.length} other messages, ${dangerLines.length} of danger, ${leanLines.length} of leaning (training/heads)`,
    kind: head(kindRows, turnKinds, 0.001),
    felt: fitFelt(feltRows),
    glad: fitGlad(surelyFelt),
    feeling: head(feelingRows, felts, feltRidge),
    about: head(aboutRows, abouts, feltRidge),
    danger: fitDanger(dangerRows),
    leans: fitLeans(leaned),
  };
};
