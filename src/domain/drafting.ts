import type { Block, Part, Sentence } from './answer.js';

/** A sentence of one part: text with the passages that support it. */
export const sentence = (text: string, ...marks: readonly string[]): Sentence<string> => ({ parts: [{ text, marks }] });

/** A sentence of the coach's own, which states nothing that a guide would have to say. */
export const ownSentence = (text: string): Sentence<string> => ({ parts: [{ text, marks: [], from: 'coach' }] });

/** A sentence whose facts come from different passages, each marked behind itself. */
export const sentenceOf = (...parts: readonly Part<string>[]): Sentence<string> => ({ parts });

export const paragraph = (...sentences: readonly Sentence<string>[]): Block<string> => ({ kind: 'paragraph', sentences });

/** The sentences of a block, in reading order; a table has none. */
export const sentencesOfBlock = <Mark>(block: Block<Mark>): readonly Sentence<Mark>[] =>
  block.kind === 'paragraph' ? block.sentences : block.kind === 'list' ? block.items.flat() : [];

/** Every part of a block, table cells included. */
export const partsOfBlock = <Mark>(block: Block<Mark>): readonly Part<Mark>[] =>
  block.kind === 'table' ? block.rows.flat() : sentencesOfBlock(block).flatMap(item => item.parts);

/** The text of blocks without marks and markup, for comparing and counting. */
export const plainTextOf = <Mark>(blocks: readonly Block<Mark>[]): string =>
  blocks
    .flatMap(partsOfBlock)
    .map(part => part.text)
    .join(' ')
    .replaceAll('**', '');
