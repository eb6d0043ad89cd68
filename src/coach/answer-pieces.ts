import type { Answer, Block } from '../domain/answer.js';
import type { AnswerEvent } from '../domain/answer-event.js';
import { partsOfBlock } from '../domain/drafting.js';

type Piece = Extract<AnswerEvent, { kind: 'piece' }>;

const split = (block: Block<number>): Block<number>[] => {
  switch (block.kind) {
    case 'paragraph':
      return block.sentences.map(sentence => ({ kind: 'paragraph', sentences: [sentence] }));
    case 'list':
      return block.items.map(item => ({ ...block, items: [item] }));
    case 'table':
      return [block];
    default:
      return block satisfies never;
  }
};

/** An answer cut into the pieces that a stream shows, in reading order, each with the citations that it is first to name. */
export const piecesOf = (answer: Pick<Answer, 'blocks' | 'citations'>): Piece[] => {
  const named = new Set<number>();
  return answer.blocks.flatMap(block =>
    split(block).map((piece, at): Piece => {
      const fresh = partsOfBlock(piece)
        .flatMap(part => part.marks)
        .filter(n => !named.has(n) && Boolean(named.add(n)));
      return {
        kind: 'piece',
        block: piece,
        continues: at > 0,
        citations: answer.citations.filter(citation => fresh.includes(citation.n)),
      };
    }),
  );
};
