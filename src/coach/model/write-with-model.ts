import type { Answer, Block } from '../../domain/answer.js';
import { partsOfBlock, plainTextOf } from '../../domain/drafting.js';
import { NextRungError } from '../../domain/errors.js';
import type { Composer } from '../compose.js';
import type { DraftPiece } from '../draft-reader.js';
import type { Showing } from '../stream-answer.js';
import type { Verifier } from '../verify.js';
import { repeatsInstructions } from './instructions.js';
import { joinPieces, type ModelWriter } from './model-writer.js';
import { createStanding } from './standing.js';
import { type Shortcoming, shortcomingOf } from './still-answers.js';
import type { Tally } from './tally.js';
import { createPieceVerifier } from './verify-pieces.js';

/** Words of an answer, tables not counted; what is left of them beside the facts, but never fewer than a thought needs. */
const answerWords = 180;
const fewestWords = 60;
/** A disagreement whose questions are this near to what was asked is shown to the model. */
const conflictNear = 0.5;
const mostConflicts = 3;

type Job = {
  readonly writer: ModelWriter;
  readonly verify: Verifier;
  readonly composer: Composer;
  readonly extractive: readonly Block<string>[];
  readonly rarity: (stem: string) => number;
  readonly showing: Showing;
  /** Whether to stream. */
  readonly stream: boolean;
  readonly until: number;
  readonly signal?: AbortSignal;
  readonly tally: Tally;
  readonly onDropped: (dropped: readonly string[]) => void;
  /** Told why a reply that came does not answer. */
  readonly onShortcoming: (shortcoming: Shortcoming) => void;
  /** Told of a reply that does. */
  readonly onSound: () => void;
};

const isCited = (piece: DraftPiece): boolean => partsOfBlock(piece.block).some(part => part.marks.length > 0);

/** The answer in a sentence first: a table that nothing leads up to waits for the model's first block to be whole. */
const layOut = (lead: readonly Block<string>[], own: readonly Block<string>[], ended: boolean): Block<string>[] => {
  const tables = lead.filter(block => block.kind === 'table');
  const [first, ...rest] = lead.filter(block => block.kind !== 'table');
  if (first) return [first, ...tables, ...rest, ...own];
  return own.length > 1 || ended ? [...own.slice(0, 1), ...tables, ...own.slice(1)] : [...own];
};

/**
 * An answer in a model's words: facts from the career map lead, the model's sentences follow, each verified before anybody sees it. What would
 * tell one side of a disagreement waits for the other, and a sentence without a source for the next with one. Undefined when the model failed or
 * too little of its draft stood: the extractive writer answers then. Rejects with `cancelled` only.
 */
export const writeWithModel = async (job: Job): Promise<Answer | undefined> => {
  const { composer, showing, verify } = job;
  const lead = composer.lead();
  const accepted: DraftPiece[] = [];
  let lost = 0;
  const show = (): void => {
    const last = accepted.findLastIndex(isCited);
    const sure = composer.soFar(layOut(lead, joinPieces(accepted.slice(0, last + 1)), false));
    if (sure) showing.show(sure);
  };
  const verifyPiece = createPieceVerifier(verify, lead);
  const notYetSaid = createStanding(lead);
  let opened = false;
  const take = (piece: DraftPiece): void => {
    const { blocks: sound, dropped } = verifyPiece(piece.block);
    const blocks = sound.flatMap(notYetSaid).filter(block => !repeatsInstructions(plainTextOf([block])));
    if (dropped.length > 0) job.onDropped(dropped);
    lost += dropped.length;
    // A piece may go on in a block whose beginning was dropped: then it begins the block.
    opened = piece.continues && opened;
    for (const block of blocks) {
      accepted.push({ block, continues: opened });
      opened = true;
    }
    if (blocks.length > 0) show();
  };
  showing.status('writing');
  if (lead.length > 0) show();
  let reply = '';
  try {
    const wordBudget = answerWords - plainTextOf(lead).split(/\s+/).length;
    const brief = {
      parts: composer.covered,
      lead,
      conflicts: composer.conflictsNear(conflictNear).slice(0, mostConflicts),
      wordBudget: Math.max(fewestWords, wordBudget),
    };
    const { stream, until, signal } = job;
    const options = { stream, until, onPiece: take, onSpent: job.tally.spend, ...(signal ? { signal } : {}) };
    const replied = await job.writer.writePieces(brief, options);
    job.tally.add(replied);
    reply = replied.text;
  } catch (error) {
    job.tally.addFailure(error);
    // The model's guard has told the log.
    if (error instanceof NextRungError && error.code.startsWith('model_')) return undefined;
    throw error;
  }
  const kept = joinPieces(accepted);
  const questions = composer.covered.map(part => part.question);
  const shortcoming = shortcomingOf({ reply, questions, lead, kept, lost, extractive: job.extractive, rarity: job.rarity });
  if (shortcoming) {
    job.onShortcoming(shortcoming);
    return undefined;
  }
  job.onSound();
  return composer.whole(layOut(lead, kept, true), 'model', true);
};
