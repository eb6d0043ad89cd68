import type { ChatModel } from '../../contracts/chat-model.js';
import type { Answer, Block } from '../../domain/answer.js';
import { NextRungError } from '../../domain/errors.js';
import type { Turn } from '../../domain/question.js';
import { words } from '../../text/tokens.js';
import type { Composer } from '../compose.js';
import type { KnowledgeBase } from '../knowledge-base.js';
import type { Showing } from '../stream-answer.js';
import type { Verifier } from '../verify.js';
import { createAnswerCache } from './answer-cache.js';
import { answerInstructions } from './instructions.js';
import { createModelWriter } from './model-writer.js';
import { rewriteFollowUp } from './rewrite.js';
import { createShortcomings } from './shortcomings.js';
import { createTally, type Prices } from './tally.js';
import { writeWithModel } from './write-with-model.js';

/** Everything that a chat model needs to write for the coach. */
export type ModelSettings = Prices & {
  readonly chat: ChatModel;
  /** From question to answer, whoever writes it. */
  readonly deadlineMs: number;
  readonly contextTokens: number;
  /** Of the guides that the index was built from. */
  readonly contentHash: string;
  /** Told of replies that the model gave and that nothing can be made of. */
  readonly onTrouble: (trouble: NextRungError) => void;
};

type Tools = {
  readonly verify: Verifier;
  readonly rarity: (stem: string) => number;
  readonly tellDropped: (dropped: readonly string[]) => void;
};

/** Kept of the deadline for what comes after the model: composing and showing. */
const reserveMs = 500;
const reserveShare = 0.15;
/** A rewriting may take this share of the deadline, or there is no time left to write. */
const rewriteShare = 0.3;
/** Shorter follow-ups than this may lean on the turns in ways that the rules don't see; in words. */
const shortFollowUp = 8;

/** The model's part of answering: one call at most to make a follow-up stand alone, and one to write. */
export const createModelSide = (base: KnowledgeBase, settings: ModelSettings, { verify, rarity, tellDropped }: Tools) => {
  const { chat, deadlineMs, contextTokens } = settings;
  const writer = createModelWriter(chat, base, contextTokens);
  const shortcomings = createShortcomings(chat.name, settings.onTrouble);
  const cache = createAnswerCache(settings.contentHash, chat.name, answerInstructions);

  return {
    /** Begins with one question: its deadline runs from here. */
    begin(showing: Showing, stream: boolean, signal?: AbortSignal) {
      const until = performance.now() + deadlineMs - Math.min(reserveMs, deadlineMs * reserveShare);
      const tally = createTally(settings);
      const withUsage = (answer: Answer): Answer => {
        const usage = tally.usage();
        return usage ? { ...answer, usage } : answer;
      };
      return {
        /** The parts of a follow-up as a model makes them stand alone; undefined when the rules' own will do. */
        async rewrite(
          question: string,
          turns: readonly Turn[],
          byRules: readonly string[],
          split: (rewritten: string) => string[],
        ): Promise<string[] | undefined> {
          const leans = byRules.join(' ') !== split(question).join(' ') || words(question).length <= shortFollowUp;
          if (!leans || !turns.some(turn => turn.role === 'user')) return undefined;
          try {
            const rewritten = await rewriteFollowUp(
              chat,
              { question, turns, contextTokens },
              {
                until: performance.now() + deadlineMs * rewriteShare,
                onReply: tally.add,
                onSpent: tally.spend,
                ...(signal ? { signal } : {}),
              },
            );
            return rewritten === undefined ? undefined : split(rewritten);
          } catch (error) {
            tally.addFailure(error);
            // The model's guard has told the log; the rules take over.
            if (error instanceof NextRungError && error.code.startsWith('model_')) return undefined;
            throw error;
          }
        },
        /**
         * The answer in the model's words, from the cache when the same was asked before, or from whoever asks the same right now; `plain` with what was spent when the model could not.
         *
         * @param texts the parts of the question, each standing alone
         */
        async write(
          texts: readonly string[],
          composer: Composer,
          plain: Answer,
          extractive: readonly Block<string>[],
        ): Promise<Answer> {
          if (composer.covered.length === 0) return withUsage(plain);
          showing.status('writing');
          const write = (): Promise<Answer | undefined> =>
            writeWithModel({
              writer,
              verify,
              composer,
              extractive,
              rarity,
              showing,
              stream,
              until,
              tally,
              onDropped: tellDropped,
              onShortcoming: shortcomings.add,
              onSound: shortcomings.clear,
              ...(signal ? { signal } : {}),
            });
          return withUsage((await cache.get(texts, write, signal)) ?? plain);
        },
      };
    },
  };
};
