import type { ChatModel } from '../../contracts/chat-model.js';
import type { Answer, Block } from '../../domain/answer.js';
import { plainTextOf } from '../../domain/drafting.js';
import { NextRungError } from '../../domain/errors.js';
import type { GuideInfo } from '../../domain/guide.js';
import type { Composer } from '../compose.js';
import type { Showing } from '../stream-answer.js';
import { type Assembled, createAssembly, type OtherSides } from './assemble.js';
import { answerPrompt, type ModelBrief } from './prompt.js';
import { createLineReader, type Line } from './read-lines.js';
import type { Tally } from './tally.js';

type Job = {
  readonly chat: ChatModel;
  readonly contextTokens: number;
  readonly instructions: string;
  readonly guides: ReadonlyMap<string, GuideInfo>;
  readonly brief: ModelBrief;
  readonly composer: Composer;
  readonly maySay: (line: string, chosen: string) => Promise<boolean>;
  readonly otherSides: OtherSides;
  /** The answer where nothing that the guides say helps. */
  readonly silence: () => Answer;
  /** The answer that asks back in these words. */
  readonly askBack: (blocks: readonly Block<string>[]) => Answer;
  readonly showing: Showing;
  readonly stream: boolean;
  readonly until: number;
  readonly signal?: AbortSignal;
  readonly tally: Tally;
  readonly onLeftOut: (lines: readonly string[]) => void;
  /** Told of a reply that came and chose nothing. */
  readonly onUnusable: () => void;
};

/** Sends the one prompt and puts the reply together line by line. Rejects as the model does. */
const assembleReply = async (job: Job): Promise<Assembled> => {
  const { chat, composer, showing, stream, until, signal } = job;
  const { task, candidateOf } = answerPrompt(job.brief, job.instructions, job.guides, job.contextTokens, chat.countTokens);
  const assembly = createAssembly({ candidateOf, maySay: job.maySay, otherSides: job.otherSides });
  const reader = createLineReader();
  let isOver = false;
  let taking = Promise.resolve();
  // Lines are taken one after another, since whether one may be said is looked up meanwhile; none once the model has failed.
  const take = (lines: readonly Line[]): void => {
    taking = taking.then(async () => {
      for (const line of lines) if (!isOver) await assembly.take(line);
      const blocks = assembly.soFar();
      if (stream && !isOver && lines.length > 0 && blocks.length > 0) showing.show(composer.soFar(blocks));
    });
  };
  const options = { until, onSpent: job.tally.spend, ...(signal ? { signal } : {}) };
  const reply = await chat
    .reply(task, stream ? { ...options, onText: text => take(reader.push(text)) } : options)
    .catch(async (error: unknown) => {
      isOver = true;
      await taking;
      throw error;
    });
  job.tally.add(reply);
  if (!stream) take(reader.push(reply.text));
  take(reader.end(reply.complete));
  await taking;
  return assembly.end();
};

const asks = (blocks: readonly Block<string>[]): boolean => plainTextOf(blocks).trim().endsWith('?');

/**
 * The answer that a model chooses: the guides' sentences by their numbers, with lines of its own that state nothing. Undefined when the model failed
 * or chose nothing that it was given: the extractive answer is shown then. Rejects with `cancelled` only.
 */
export const chooseWithModel = async (job: Job): Promise<Answer | undefined> => {
  const { composer } = job;
  let assembled: Assembled;
  try {
    assembled = await assembleReply(job);
  } catch (error) {
    job.tally.addFailure(error);
    // The model's guard has told the log.
    if (error instanceof NextRungError && error.code.startsWith('model_')) return undefined;
    throw error;
  }
  const { blocks, chosen, none, noneOf, leftOut } = assembled;
  if (leftOut.length > 0) job.onLeftOut(leftOut);
  const silent = job.brief.questions.flatMap((_, at) => (noneOf.includes(at + 1) ? [at + 1] : []));
  // A number that no question has says the same of all of them.
  const isSilent = none || silent.length === job.brief.questions.length || (noneOf.length > 0 && silent.length === 0);
  const own =
    chosen > 0 ? composer.chosen(blocks, silent) : isSilent ? job.silence() : asks(blocks) ? job.askBack(blocks) : undefined;
  if (!own) job.onUnusable();
  return own && { ...own, writer: 'model' };
};
