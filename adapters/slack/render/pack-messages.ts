import { shorten } from '../../shorten.js';
import { maxBlocks, maxMessageText, maxTextOfBlocks } from '../limits.js';
import type { RenderedMessage } from '../message.js';
import type { Piece } from './piece.js';

/** The letters of every text in a block, as Slack seems to count them. */
const lengthOf = (value: unknown): number => {
  if (typeof value === 'string') return value.length;
  if (Array.isArray(value)) return value.reduce<number>((sum, item) => sum + lengthOf(item), 0);
  if (typeof value !== 'object' || value === null) return 0;
  return Object.entries(value).reduce((sum, [key, item]) => sum + (key === 'type' || key === 'value' ? 0 : lengthOf(item)), 0);
};

/** Puts pieces into as few messages as Slack takes, in order. */
export const packMessages = (pieces: readonly Piece[]): RenderedMessage[] => {
  const packed: { pieces: Piece[]; length: number }[] = [];
  for (const piece of pieces) {
    const length = lengthOf(piece.block);
    const last = packed.at(-1);
    if (last && last.pieces.length < maxBlocks && last.length + length <= maxTextOfBlocks) {
      last.pieces.push(piece);
      last.length += length;
    } else packed.push({ pieces: [piece], length });
  }
  return packed.map(({ pieces: part }) => {
    const whole = part
      .map(({ text }) => text)
      .filter(Boolean)
      .join('\n\n');
    return { text: shorten(whole, maxMessageText), blocks: part.map(({ block }) => block), whole };
  });
};
