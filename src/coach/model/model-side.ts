import type { ChatModel } from '../../contracts/chat-model.js';
import type { Answer, Block } from '../../domain/answer.js';
import { plainTextOf } from '../../domain/drafting.js';
import { NextRungError } from '../../domain/errors.js';
import type { Turn } from '../../domain/question.js';
import { words } from '../../text/tokens.js';
import type { Composer } from '../compose.js';
import { missingSides } from '../disagreements.js';
import type { KnowledgeBase } from '../knowledge-base.js';
import type { Part } from '../part.js';
import type { Showing } from '../stream-answer.js';
import { createAnswerCache } from './answer-cache.js';
import { candidatesOf } from './candidates.js';
import { chooseWithModel } from './choose-with-model.js';
import { answerInstructions, rewriteInstructions, storyInstructions } from './instructions.js';
import { createMaySay, type Lines } from './may-say.js';
import type { ModelBrief } from './prompt.js';
import { rewriteQuestion } from './rewrite.js';
import { createShortcomings } from './shortcomings.js';
import { createTally, type Prices } from './tally.js';

/** Everything that a chat model needs to choose for the coach. */
export type ModelSettings = Prices & {
  readonly chat: ChatModel;
  /** Tells which of its own lines state nothing. */
  readonly lines: Lines;
  /** From question to answer, whoever chooses. */
  readonly deadlineMs: number;
  readonly contextTokens: number;
  /** Of the guides that the index was built from. */
  readonly contentHash: string;
  /** Told of replies that the model gave and that nothing can be made of. */
  readonly onTrouble: (trouble: NextRungError) => void;
};

/** What a model chooses for. */
type Choosing = {
  /** As it was typed. */
  readonly message: string;
  /** Turns that the question leans on; none when it stands alone. */
  readonly turns: readonly Turn[];
  /** The things asked. */
  readonly parts: readonly Part[];
  /** The same things in other words, whose candidates are offered too. */
  readonly also: readonly Part[];
  /** The coach's word for what is felt, shown above. */
  readonly opening: readonly Block<string>[];
  readonly composer: Composer;
  /** The answer where nothing that the guides say helps. */
  readonly silence: () => Answer;
  readonly askBack: (blocks: readonly Block<string>[]) => Answer;
  /** The answer without a model. */
  readonly plain: Answer;
};

/** Kept of the deadline for what comes after the model: composing and showing. */
const reserveMs = 500;
const reserveShare = 0.15;
/** A rewriting may take this share of the deadline, or there is no time left to choose. */
const rewriteShare = 0.3;
/** Shorter follow-ups than this may lean on the turns in ways that the rules don't see; in words. */
const shortFollowUp = 8;
/** A disagreement whose questions are this near to what was asked is offered whole. */
const conflictNear = 0.5;
const mostConflicts = 3;

/** The model's part of answering: one call at most to make a follow-up or a story stand alone, and one to choose. */
export const createModelSide = (base: KnowledgeBase, settings: ModelSettings, onLeftOut: (lines: readonly string[]) => void) => {
  const { chat, deadlineMs, contextTokens } = settings;
  const { conflicts, figures } = base.pack.careerMap;
  const { subject } = base.pack.info;
  const instructions = answerInstructions(subject);
  const maySay = createMaySay(base, settings.lines);
  const onUnusable = createShortcomings(chat.name, settings.onTrouble);
  const cache = createAnswerCache(settings.contentHash, chat.name, instructions);

  const briefOf = ({ message, turns, parts, also, opening, composer }: Choosing): ModelBrief => ({
    questions: parts.map(part => part.question),
    message,
    turns,
    said: plainTextOf([...opening, ...composer.lead()]),
    candidates: candidatesOf([...parts, ...also], composer.conflictsNear(conflictNear).slice(0, mostConflicts), {
      passages: base.passages,
      figures,
    }),
  });

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
        /** A follow-up as a model makes it stand alone, or what a story asks; undefined when the rules' own will do. */
        async rewrite(
          question: string,
          turns: readonly Turn[],
          { leans, isStory }: { readonly leans: boolean; readonly isStory: boolean },
        ): Promise<string | undefined> {
          const mayLean = leans || words(question).length <= shortFollowUp;
          const before = mayLean ? turns : [];
          if (!isStory && !before.some(turn => turn.role === 'user')) return undefined;
          try {
            return await rewriteQuestion(
              chat,
              {
                question,
                isStory,
                turns: before,
                contextTokens,
                instructions: isStory ? storyInstructions(subject) : rewriteInstructions(subject),
                linking: base.pack.vocabulary.linking,
              },
              {
                until: performance.now() + deadlineMs * rewriteShare,
                onReply: tally.add,
                onSpent: tally.spend,
                ...(signal ? { signal } : {}),
              },
            );
          } catch (error) {
            tally.addFailure(error);
            // The model's guard has told the log; the rules take over.
            if (error instanceof NextRungError && error.code.startsWith('model_')) return undefined;
            throw error;
          }
        },
        /**
         * The answer that the model chooses, from the cache when it was asked the same before, or from whoever asks the same right now; `plain`
         * with what was spent when the model could not.
         */
        async choose(choosing: Choosing): Promise<Answer> {
          const { composer, silence, askBack, plain } = choosing;
          showing.status('writing');
          const brief = briefOf(choosing);
          const given = [brief.message, ...brief.questions].join(' ');
          const write = (): Promise<Answer | undefined> =>
            chooseWithModel({
              chat,
              contextTokens,
              instructions,
              guides: base.guides,
              brief,
              composer,
              maySay: (line, chosen) => maySay(line, { question: given, chosen }),
              otherSides: (chosen, told) => missingSides(chosen, told, conflicts),
              silence,
              askBack,
              showing,
              stream,
              until,
              tally,
              onLeftOut,
              onUnusable,
              ...(signal ? { signal } : {}),
            });
          const { message, questions, turns, said, candidates } = brief;
          const key = [message, ...questions].map(text => text.toLowerCase());
          const dependsOn = [...key, said, ...turns.map(turn => turn.content), ...candidates.map(one => one.text)];
          return withUsage((await cache.get(dependsOn, write, signal)) ?? plain);
        },
      };
    },
  };
};
