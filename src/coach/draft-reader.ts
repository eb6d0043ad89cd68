import type { Block, Part, Sentence } from '../domain/answer.js';
import { createMarkupFilter, forgetMark } from './draft-reader-filter.js';
import { cellsOf, endsCited, endsSentence, kindOfLine, type LineKind } from './draft-reader-lines.js';
import { type PassageOf, readCell, readSentence } from './draft-reader-sentence.js';

/** One sentence of a paragraph, one item of a list, or a whole table; `continues` says that it goes on in the block of the piece before it. */
export type DraftPiece = { readonly block: Block<string>; readonly continues: boolean };

export interface DraftReader {
  /** The pieces that became whole with this delta, in reading order. */
  push(delta: string): readonly DraftPiece[];
  /** What was still open when the reply ended. */
  end(): readonly DraftPiece[];
}

/** An answer has some 180 words; what goes on and on is not read. */
const longestDraft = 20_000;

/**
 * Reads a model's Markdown as it streams and hands out each sentence, list item and table as soon as it is whole. Marks such as `[1]`, `[1, 2]`
 * and `【1】` become passage ids of the part they stand behind; a number that `passageOf` does not know becomes an id that no passage has.
 * Links, images, HTML, mentions, code, tool calls, reasoning and invisible characters are gone. However a text is cut into deltas, the pieces are
 * the same. A piece may continue one that was later dropped: who shows pieces opens the block then.
 */
export const createDraftReader = (passageOf: PassageOf): DraftReader => {
  const filter = createMarkupFilter();
  let out: DraftPiece[] = [];
  let read = 0;
  let line = '';
  let kind: LineKind | undefined;
  /** The sentence or item that is being read, and what it belongs to. */
  let pending = '';
  let sentences: Sentence<string>[] = [];
  let rows: string[][] = [];
  let block: 'none' | 'paragraph' | 'list' | 'table' | 'fence' | 'json' = 'none';
  let ordered = false;
  let begun = false;
  let afterBlank = false;
  let fence = '';
  let depth = 0;

  const closeSentence = (): void => {
    const sentence = readSentence(pending, passageOf);
    pending = '';
    if (!sentence) return;
    if (block === 'list') sentences.push(sentence);
    else {
      out.push({ block: { kind: 'paragraph', sentences: [sentence] }, continues: begun });
      begun = true;
    }
  };
  const closeItem = (): void => {
    closeSentence();
    if (sentences.length === 0) return;
    out.push({ block: { kind: 'list', ordered, items: [sentences] }, continues: begun });
    begun = true;
    sentences = [];
  };
  const closeTable = (): void => {
    const [header, ...body] = rows.filter(row => !row.every(cell => /^\s*:?-+:?\s*$/.test(cell)));
    rows = [];
    if (!header || body.length === 0) return;
    const heads = header.map(cell => readCell(cell, passageOf));
    const cells = body.map(row =>
      heads.map((head, at): Part<string> => {
        const cell = readCell(row[at] ?? '', passageOf);
        // A mark in a column's head stands for the cells below that have none.
        return cell.marks.length > 0 ? cell : { ...cell, marks: head.marks };
      }),
    );
    out.push({ block: { kind: 'table', header: heads.map(head => head.text), rows: cells }, continues: false });
  };
  const close = (): void => {
    if (block === 'table') closeTable();
    else if (block === 'list') closeItem();
    else closeSentence();
  };
  const openBlock = (next: typeof block): void => {
    close();
    block = next;
    begun = false;
  };

  const addText = (character: string): void => {
    // Behind a mark a full stop ends a sentence however the next one begins.
    if (/\S/.test(character) && !/[[【.,;:!?]/.test(character) && /\s$/.test(pending) && endsSentence(pending))
      if (!/\p{Ll}/u.test(character) || endsCited(pending)) closeSentence();
    pending += character;
  };

  const openLine = (found: LineKind): void => {
    switch (found.kind) {
      case 'text': {
        const goesOn =
          !afterBlank && ((block === 'list' && /^\s{2,}/.test(line)) || (block === 'paragraph' && (pending !== '' || begun)));
        if (goesOn) addText(' ');
        else openBlock('paragraph');
        for (const character of line.slice(found.from)) addText(character);
        return;
      }
      case 'item': {
        const same = block === 'list' && (found.ordered === ordered || found.indent > 1);
        if (same) closeItem();
        else openBlock('list');
        if (!same) ordered = found.ordered;
        for (const character of line.slice(found.from)) addText(character);
        return;
      }
      case 'row':
        if (block !== 'table' || afterBlank) openBlock('table');
        return;
      case 'heading':
        openBlock('paragraph');
        return;
      case 'fence':
        openBlock('fence');
        fence = /[`~]{3}/.exec(line)?.[0] ?? '';
        return;
      case 'json':
        openBlock('json');
        depth = 0;
        return;
      case 'ignored':
        return;
      default:
        found satisfies never;
    }
  };

  const closeLine = (found: LineKind): void => {
    const blank = line.trim() === '';
    switch (found.kind) {
      case 'heading':
        pending = line.replace(/^[\s>]*#+\s*/, '').replace(/\s#+\s*$/, '');
        openBlock('none');
        break;
      case 'row':
        rows.push(cellsOf(line));
        break;
      case 'fence':
        // A whole answer fenced as Markdown is an answer still.
        if (/^\s*[`~]{3,}\s*(?:markdown|md)\s*$/i.test(line)) block = 'none';
        break;
      case 'json':
        countBraces();
        break;
      case 'ignored':
        if (block === 'list' && blank) closeItem();
        else if (!/^\s*\[/.test(line)) openBlock('none');
        break;
      case 'text':
      case 'item':
        break;
      default:
        found satisfies never;
    }
    afterBlank = blank;
  };
  const countBraces = (): void => {
    depth += (line.match(/[{[]/g) ?? []).length - (line.match(/[}\]]/g) ?? []).length;
    if (depth <= 0) block = 'none';
  };
  const endLine = (): void => {
    if (block === 'fence' && kind === undefined) {
      if (line.trim().startsWith(fence)) block = 'none';
    } else if (block === 'json' && kind === undefined) countBraces();
    else {
      const found = kind ?? kindOfLine(line, true);
      if (!kind && found) openLine(found);
      if (found) closeLine(found);
    }
    line = '';
    kind = undefined;
  };

  const feed = (character: string): void => {
    if (character === '\n') {
      endLine();
      return;
    }
    if (character === forgetMark) {
      [line, kind, pending, sentences, rows] = ['', undefined, '', [], []];
      return;
    }
    line += character;
    if (kind?.kind === 'text' || kind?.kind === 'item') addText(character);
    else if (!kind && block !== 'fence' && block !== 'json') {
      kind = kindOfLine(line, false);
      if (kind) openLine(kind);
    }
  };
  const take = (): readonly DraftPiece[] => {
    const pieces = out;
    out = [];
    return pieces;
  };
  return {
    push(delta) {
      for (let at = 0; at < delta.length && read < longestDraft; at++, read++)
        for (const one of filter(delta[at] ?? '')) feed(one);
      return take();
    },
    end() {
      endLine();
      close();
      return take();
    },
  };
};
