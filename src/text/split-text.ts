import { splitSentences } from './sentences.js';

/** Below this a fence or the head of a table would leave no room for what is in it. */
const smallestLimit = 40;
const fencePattern = /^ {0,3}(`{3,}|~{3,})(.*)$/;
const tableRow = /^ {0,3}\|/;
const tableRule = /^ {0,3}\|(?:\s*:?-+:?\s*\|)+\s*$/;

/** What is kept in one piece, and what stands before it when it does not begin a message. */
type Atom = { readonly glue: string; readonly text: string };

type Block = { readonly kind: 'text' | 'code' | 'table'; readonly glue: string; readonly lines: readonly string[] };

/** Bold and code that begin in a text end in it. */
const isWhole = (text: string): boolean => (text.split('**').length - 1) % 2 === 0 && (text.split('`').length - 1) % 2 === 0;

/** Joins neighbours until each is whole; marks that stand behind a full stop stay with their sentence. */
const joinUntilWhole = (parts: readonly string[]): string[] => {
  const joined: string[] = [];
  for (const part of parts) {
    const last = joined.at(-1);
    const [, marks = '', rest = part] = /^((?:\[\d+\])+)\s*([\s\S]*)$/.exec(part) ?? [];
    if (last !== undefined && !isWhole(last)) joined[joined.length - 1] = `${last} ${part}`;
    else if (last !== undefined && marks) {
      joined[joined.length - 1] = `${last} ${marks}`;
      if (rest) joined.push(rest);
    } else joined.push(part);
  }
  return joined;
};

/** Words with what must not be torn: code, bold, links and mentions. */
const wordPattern = /(?:`[^`\n]+`|\*\*[^*\n]+\*\*|\[[^\]\n]*\]\([^)\n]*\)|<[^>\s][^>\n]*>|\S)+/g;
const wordsOf = (text: string): string[] => text.match(wordPattern) ?? [];

/** Words, each with the marks behind it. */
const markedWordsOf = (text: string): string[] => text.match(new RegExp(`${wordPattern.source}(?:\\s*\\[\\d+\\])*`, 'g')) ?? [];

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** The last resort, for a word longer than a message: marks and what a reader sees as one letter stay whole. */
const lettersOf = (text: string, limit: number): string[] =>
  text
    .split(/(\[\d{1,6}\])/)
    .flatMap(part =>
      /^\[\d{1,6}\]$/.test(part)
        ? [part]
        : [...graphemes.segment(part)].flatMap(({ segment }) => (segment.length > limit ? [...segment] : [segment])),
    );

/** Each finer way of taking a text apart, with what stands between its parts. */
const finer: readonly { readonly glue: string; apart(text: string, limit: number): string[] }[] = [
  { glue: '\n', apart: text => text.split('\n') },
  { glue: ' ', apart: text => joinUntilWhole(splitSentences(text)) },
  { glue: ' ', apart: markedWordsOf },
  { glue: ' ', apart: wordsOf },
  { glue: '', apart: lettersOf },
];

const atomsOfText = (text: string, glue: string, limit: number, level = 0): Atom[] => {
  const way = finer[level];
  if (text.length <= limit || !way) return [{ glue, text }];
  return way
    .apart(text, limit)
    .filter(part => part !== '')
    .flatMap((part, at) => atomsOfText(part, at === 0 ? glue : way.glue, limit, level + 1));
};

/** Puts lines together to pieces of at most `room`; a longer line is cut. */
const packLines = (lines: readonly string[], room: number): string[] => {
  const pieces: string[] = [];
  let piece: string | undefined;
  for (const line of lines.flatMap(one =>
    one.length > room ? pack(atomsOfText(one, '', room, finer.length - 1), room) : [one],
  )) {
    const longer: string = piece === undefined ? line : `${piece}\n${line}`;
    if (piece !== undefined && longer.length > room) {
      pieces.push(piece);
      piece = line;
    } else piece = longer;
  }
  return piece === undefined ? pieces : [...pieces, piece];
};

/** Code that is too long becomes several pieces of code, each with its own fence. */
const atomsOfCode = ({ glue, lines }: Block, limit: number): Atom[] => {
  const whole = lines.join('\n');
  if (whole.length <= limit) return [{ glue, text: whole }];
  const [, fence = '```', language = ''] = fencePattern.exec(lines[0] ?? '') ?? [];
  const open = language.length + fence.length < smallestLimit / 4 ? `${fence}${language}` : '```';
  const close = open.startsWith(fence) ? fence : '```';
  const closed = lines.length > 1 && lines.at(-1)?.trim().startsWith(fence);
  const room = limit - open.length - close.length - 2;
  return packLines(lines.slice(1, closed ? -1 : undefined), room).map((piece, at) => ({
    glue: at === 0 ? glue : '\n',
    text: `${open}\n${piece}\n${close}`,
  }));
};

/** A table that is too long becomes several, each with the head. Where not even a row fits beside the head, its rows become text. */
const atomsOfTable = ({ glue, lines }: Block, limit: number): Atom[] => {
  const whole = lines.join('\n');
  if (whole.length <= limit) return [{ glue, text: whole }];
  const head = lines.slice(0, 2).join('\n');
  const rows = lines.slice(2);
  const room = limit - head.length - 1;
  if (rows.some(row => row.length > room)) return atomsOfText(whole, glue, limit);
  return packLines(rows, room).map((piece, at) => ({ glue: at === 0 ? glue : '\n\n', text: `${head}\n${piece}` }));
};

/** Takes Markdown apart into code, tables and paragraphs; blank lines become the glue before the next. */
const blocksOf = (text: string): Block[] => {
  const lines = text.split('\n');
  const blocks: Block[] = [];
  let at = 0;
  let glue = '\n';
  const add = (kind: Block['kind'], end: number): void => {
    blocks.push({ kind, glue, lines: lines.slice(at, end) });
    at = end;
    glue = '\n';
  };
  const until = (ends: (line: string, next: string | undefined) => boolean): number => {
    const found = lines.findIndex((line, place) => place > at && ends(line, lines[place + 1]));
    return found < 0 ? lines.length : found;
  };
  const beginsTable = (line: string, next: string | undefined): boolean => tableRow.test(line) && tableRule.test(next ?? '');
  while (at < lines.length) {
    const line = lines[at] ?? '';
    const fence = fencePattern.exec(line)?.[1];
    if (line.trim() === '') {
      glue = '\n\n';
      at++;
    } else if (fence) add('code', Math.min(lines.length, until(other => other.trim().startsWith(fence)) + 1));
    else if (beginsTable(line, lines[at + 1]))
      add(
        'table',
        until(other => !tableRow.test(other)),
      );
    else
      add(
        'text',
        until((other, next) => other.trim() === '' || fencePattern.test(other) || beginsTable(other, next)),
      );
  }
  return blocks;
};

const atomsOf = (block: Block, limit: number): Atom[] => {
  switch (block.kind) {
    case 'code':
      return atomsOfCode(block, limit);
    case 'table':
      return atomsOfTable(block, limit);
    case 'text':
      return atomsOfText(block.lines.join('\n'), block.glue, limit);
    default:
      return block.kind satisfies never;
  }
};

const pack = (atoms: readonly Atom[], limit: number): string[] => {
  const pieces: string[] = [];
  let piece = '';
  for (const { glue, text } of atoms) {
    if (piece !== '' && piece.length + glue.length + text.length > limit) {
      pieces.push(piece);
      piece = text;
    } else piece = piece === '' ? text : `${piece}${glue}${text}`;
  }
  return [...pieces, piece].filter(one => one.trim() !== '');
};

/**
 * Splits Markdown into pieces of at most `limit` UTF-16 units, as few as may be: between paragraphs, lines or sentences, between words
 * where a sentence is longer than that. Never inside a mark like [1], bold, a link or a mention; a table or code that is too long becomes
 * several, each with its head or its fence. Blank text gives none.
 *
 * @param limit 40 or more; throws `RangeError` below
 */
export const splitText = (text: string, limit: number): string[] => {
  if (limit < smallestLimit) throw new RangeError(`the limit is ${limit}; ${smallestLimit} is the least`);
  if (text.trim() === '') return [];
  if (text.length <= limit) return [text];
  return pack(
    blocksOf(text).flatMap(block => atomsOf(block, limit)),
    limit,
  );
};
