import type { Block, Sentence } from '../../domain/answer.js';
import { ownSentence, paragraph, plainTextOf } from '../../domain/drafting.js';
import { rowsOfTable, tableOf } from '../say/lay-out.js';
import type { Candidate } from './candidates.js';
import type { Line } from './read-lines.js';

/** An answer has some 180 words; what goes on choosing is not read to its end. */
const mostWords = 220;

/** What has to be told beside the sentences chosen, lest they pick one side of a disagreement; `told` is all that stands. */
export type OtherSides = (chosen: readonly Block<string>[], told: readonly Block<string>[]) => readonly Sentence<string>[];

type Rules = {
  readonly candidateOf: (number: number) => Candidate | undefined;
  /** Whether a line of the model's own may be said, beside these chosen sentences. */
  readonly maySay: (line: string, chosen: string) => Promise<boolean>;
  readonly otherSides: OtherSides;
};

export type Assembled = {
  readonly blocks: readonly Block<string>[];
  /** How many sentences were chosen. */
  readonly chosen: number;
  /** The model said that nothing answers, in whole or to these questions. */
  readonly none: boolean;
  readonly noneOf: readonly number[];
  /** Lines of its own that were left out. */
  readonly leftOut: readonly string[];
};

const countWords = (text: string): number => text.split(/\s+/).filter(Boolean).length;

/**
 * Puts an answer together, line by line: sentences chosen, word for word, and the model's own lines where they may be said. A line of its own waits
 * for the next sentence chosen, of which it may speak. Rows of one table wait for one another: three of them are shown as the table.
 */
export const createAssembly = ({ candidateOf, maySay, otherSides }: Rules) => {
  let blocks: Block<string>[] = [];
  let rows: Candidate[] = [];
  let waiting: Line[] = [];
  let begins = true;
  let chosen: Candidate[] = [];
  let none = false;
  let noneOf: number[] = [];
  let leftOut: string[] = [];
  const said = new Set<string>();
  const tables = new Set<Candidate['passage']>();

  const add = (...sentences: readonly Sentence<string>[]): void => {
    const last = blocks.at(-1);
    if (!begins && last?.kind === 'paragraph') blocks[blocks.length - 1] = paragraph(...last.sentences, ...sentences);
    else if (sentences.length > 0) blocks.push(paragraph(...sentences));
    if (sentences.length > 0) begins = false;
  };
  const addRows = (): void => {
    const [first] = rows;
    if (first && rows.length >= rowsOfTable) {
      blocks.push(...tableOf(first.passage));
      tables.add(first.passage);
      begins = true;
    } else add(...rows.map(row => row.sentence));
    rows = [];
  };
  const textOf = (more: readonly Candidate[]): string => [...chosen, ...more].map(one => one.text).join(' ');
  /** What waited is said, or left out. */
  const release = async (next: readonly Candidate[]): Promise<void> => {
    for (const line of waiting) {
      if (line.kind === 'break') {
        addRows();
        begins = true;
      } else if (line.kind === 'own') {
        if (said.has(line.text)) continue;
        if (await maySay(line.text, textOf(next))) {
          addRows();
          said.add(line.text);
          add(ownSentence(line.text));
        } else leftOut.push(line.text);
      }
    }
    waiting = [];
  };
  /** Rows that wait may become a table, which takes no side. */
  const addSides = (): void => {
    const own = chosen.filter(one => !rows.includes(one) && !tables.has(one.passage)).map(one => one.sentence);
    const sides = otherSides([paragraph(...own)], blocks);
    for (const side of sides) said.add(side.parts.map(part => part.text).join(' '));
    add(...sides);
  };
  const isNew = (one: Candidate): boolean => !said.has(one.text) && !(one.isRow && tables.has(one.passage));
  const choose = async (numbers: readonly number[]): Promise<void> => {
    const fresh = [...new Set(numbers)].flatMap(number => candidateOf(number) ?? []).filter(isNew);
    const [first] = fresh;
    if (!first || (chosen.length > 0 && countWords(plainTextOf(blocks)) > mostWords)) return;
    const goesOn = first.isRow && rows[0]?.passage === first.passage && waiting.every(line => line.kind === 'break');
    if (goesOn) waiting = [];
    await release(fresh);
    for (const one of fresh) {
      if (!isNew(one)) continue;
      said.add(one.text);
      chosen.push(one);
      if (!one.isRow || (rows[0] && rows[0].passage !== one.passage)) addRows();
      if (one.isRow) rows.push(one);
      else add(one.sentence);
    }
    addSides();
  };

  const take = async (line: Line): Promise<void> => {
    switch (line.kind) {
      case 'marks':
        await choose(line.numbers);
        return;
      case 'none':
        if (line.parts.length === 0) none = true;
        noneOf.push(...line.parts);
        return;
      case 'own':
      case 'break':
        waiting.push(line);
        return;
      case 'forget':
        [blocks, rows, waiting, chosen, noneOf, leftOut] = [[], [], [], [], [], []];
        [begins, none] = [true, false];
        said.clear();
        tables.clear();
        return;
      default:
        line satisfies never;
    }
  };

  return {
    take,
    /** What can be shown already: it only grows, unless all was forgotten. */
    soFar: (): readonly Block<string>[] => blocks,
    async end(): Promise<Assembled> {
      addRows();
      addSides();
      await release([]);
      return { blocks, chosen: chosen.length, none, noneOf, leftOut };
    },
  };
};
