import type { Turn } from '../../domain/question.js';
import { pickOf } from './pick.js';

/** An earlier question as it was typed, and saying in full what it asked. */
export type Standing = { readonly typed: string; readonly question: string };

type Reading = {
  /** Whether a message asks something that can be understood. */
  readonly isAsk: (message: string) => boolean;
  readonly leansOn: (message: string, standing: Standing | undefined) => standing is Standing;
  /** A message that leans, said in full. */
  readonly restated: (message: string, before: string) => string;
};

/** The last question of a conversation, saying in full what it asked: a follow-up goes with the one before it. */
export const standingOf = (turns: readonly Turn[], { isAsk, leansOn, restated }: Reading): Standing | undefined => {
  let standing: Standing | undefined;
  let suggestions: readonly string[] = [];
  for (const { role, content, suggestions: own } of turns) {
    if (role === 'assistant') {
      suggestions = own ?? suggestions;
      continue;
    }
    const picked = pickOf(content, suggestions);
    const typed = picked ?? content;
    // Nothing goes on from thanks, nor from what was not understood.
    if (!isAsk(typed)) continue;
    const question: string = picked === undefined && leansOn(typed, standing) ? restated(typed, standing.question) : typed;
    standing = { typed, question };
  }
  return standing;
};
