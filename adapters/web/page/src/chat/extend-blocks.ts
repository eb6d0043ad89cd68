import type { Block } from '../../../../../src/domain/answer.js';

/** Adds a piece of a stream to the blocks so far: it goes on in the last of them, or begins another. */
export const extendBlocks = (
  blocks: readonly Block<number>[],
  piece: Block<number>,
  continues: boolean,
): readonly Block<number>[] => {
  const last = blocks.at(-1);
  const before = blocks.slice(0, -1);
  if (continues && last?.kind === 'paragraph' && piece.kind === 'paragraph')
    return [...before, { ...last, sentences: [...last.sentences, ...piece.sentences] }];
  if (continues && last?.kind === 'list' && piece.kind === 'list')
    return [...before, { ...last, items: [...last.items, ...piece.items] }];
  return [...blocks, piece];
};
