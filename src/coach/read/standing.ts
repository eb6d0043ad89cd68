import type { Turn } from '../../domain/question.js';
import { type Said, saidAlone } from './restate.js';

/** An earlier question as it was typed, and saying in full what it asked. */
export type Standing = Said & { readonly typed: string };

type Reading = {
  /** Whether a message asks something that can be understood. */
  readonly isAsk: (message: string) => boolean;
  readonly leansOn: (message: string, standing: Standing | undefined) => standing is Standing;
  /** What a message picks of what an answer offered. */
  readonly picked: (message: string, offer: Turn | undefined, standing: Standing | undefined) => string | undefined;
  /** A message that leans, said in full. */
  readonly restate: (message: string, before: Said) => Said;
};

/**
 * The last question of a conversation, saying in full what it asked: a follow-up goes with the one before it; and the last answer that offered
 * something.
 */
export const standingOf = (
  turns: readonly Turn[],
  { isAsk, leansOn, restate, picked }: Reading,
): { readonly standing: Standing | undefined; readonly offer: Turn | undefined } => {
  let [standing, offer]: [Standing | undefined, Turn | undefined] = [undefined, undefined];
  for (const turn of turns) {
    const typed = turn.content;
    if (turn.role === 'assistant') {
      if (turn.suggestions) offer = turn;
      continue;
    }
    const own: string | undefined = picked(typed, offer, standing);
    if (own !== undefined) standing = { typed: own, ...saidAlone(own) };
    // Nothing goes on from thanks, nor from what was not understood.
    else if (isAsk(typed)) standing = { typed, ...(leansOn(typed, standing) ? restate(typed, standing) : saidAlone(typed)) };
  }
  return { standing, offer };
};
