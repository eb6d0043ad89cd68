import type { ChatModel, ModelReply, ReplyOptions } from '../../contracts/chat-model.js';
import type { Block } from '../../domain/answer.js';
import { plainTextOf } from '../../domain/drafting.js';
import { createDraftReader, type DraftPiece } from '../draft-reader.js';
import { answerPrompt, type ModelBrief, type Sources } from './prompt.js';

const countWords = (blocks: readonly Block<string>[]): number =>
  plainTextOf(blocks.filter(block => block.kind !== 'table'))
    .split(/\s+/)
    .filter(Boolean).length;

/** Pieces put together as the blocks that they were cut from. */
export const joinPieces = (pieces: readonly DraftPiece[]): Block<string>[] => {
  const blocks: Block<string>[] = [];
  for (const { block, continues } of pieces) {
    const last = blocks.at(-1);
    if (continues && last?.kind === 'paragraph' && block.kind === 'paragraph')
      blocks[blocks.length - 1] = { kind: 'paragraph', sentences: [...last.sentences, ...block.sentences] };
    else if (continues && last?.kind === 'list' && block.kind === 'list')
      blocks[blocks.length - 1] = { ...last, items: [...last.items, ...block.items] };
    else blocks.push(block);
  }
  return blocks;
};

type Writing = Omit<ReplyOptions, 'onText'> & {
  readonly stream: boolean;
  /** Each piece of the draft as it is whole, not yet verified. */
  readonly onPiece: (piece: DraftPiece) => void;
};

export type ModelWriter = {
  /** Writes all parts of a question in one call; rejects as the model does. */
  writePieces(brief: ModelBrief, writing: Writing): Promise<ModelReply>;
};

/** Writes around the facts in a chat model's words. Its draft is a claim like any other: `verify` decides what a member sees. */
export const createModelWriter = (chat: ChatModel, sources: Sources, contextTokens: number): ModelWriter => {
  const writePieces: ModelWriter['writePieces'] = async (brief, { stream, onPiece, ...options }) => {
    const { task, passageOf } = answerPrompt(brief, sources, contextTokens, chat.countTokens);
    const reader = createDraftReader(passageOf);
    let words = 0;
    const take = (pieces: readonly DraftPiece[]): void => {
      for (const piece of pieces) {
        words += countWords([piece.block]);
        if (words <= brief.wordBudget) onPiece(piece);
      }
    };
    const reply = await chat.reply(task, stream ? { ...options, onText: text => take(reader.push(text)) } : options);
    if (!stream) take(reader.push(reply.text));
    // What a model was cut off in the middle of may say the opposite of what it was about to.
    if (reply.complete) take(reader.end());
    return reply;
  };
  return { writePieces };
};
