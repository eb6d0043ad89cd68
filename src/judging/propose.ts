import { setTimeout as sleep } from 'node:timers/promises';
import { createTaintCheck } from '../coach/choose/taint.js';
import type { KnowledgeBase } from '../coach/knowledge-base.js';
import { stripInstructions } from '../coach/strip-instructions.js';
import type { ChatModel, ModelReply, ModelTask } from '../contracts/chat-model.js';
import { NextRungError } from '../domain/errors.js';
import type { JudgmentRow } from '../domain/judgment.js';
import type { Passage } from '../domain/passage.js';
import { poisonIn } from '../text/poison.js';
import type { Rounds } from './judged-file.js';
import { judgeTask, readVerdicts, readWritten, type Sentence, type Verdict, type Written, writeTask } from './tasks.js';

/** A model thinks and writes within this. */
const callMs = 120_000;
/** What failed for a moment is asked again after so long, in milliseconds. */
const waitsMs = [1_000, 5_000, 31_000] as const;
/** Kept free of a model's window for the messages and its reply. */
const reservedTokens = 3_000;

/** Who proposed a judgment; a person's are told by another. */
const proposer = 'model';

export type Judge = {
  readonly chat: ChatModel;
  /** What the model can read and write at once. */
  readonly contextTokens: number;
  readonly subject: string;
  /** Sentences that may help the writers of messages of a section: its own, and those nearest to each message, nearest first. */
  readonly sentencesFor: (passage: Passage, messages: readonly string[]) => Promise<readonly Sentence[]>;
  /** What may be kept of a text; undefined where it tells of a patient. */
  readonly redact: (text: string) => string | undefined;
  readonly signal: AbortSignal;
};

/** The sections that were judged least often; none that holds an order or a disguised address, of which nothing is shown either. */
export const sectionsToJudge = ({ pack, passages }: Pick<KnowledgeBase, 'pack' | 'passages'>, rounds: Rounds): Passage[] => {
  const isTainted = createTaintCheck(passages);
  const sections = pack.passages.filter(({ id }) => !isTainted(id));
  const roundsOf = ({ id }: Passage): number => rounds[id]?.rounds ?? 0;
  const least = Math.min(...sections.map(roundsOf));
  return sections.filter(passage => roundsOf(passage) === least);
};

/** What came of a section. */
export type Proposed = { readonly rows: readonly JudgmentRow[]; readonly written: number; readonly tokens: number };

/** Whether a text may be kept: it tells nothing of a patient, says nobody's name, and holds no order and no disguised address. */
const mayKeep = (text: string, redact: Judge['redact']): boolean =>
  redact(text) === text && !stripInstructions(text).instructed && poisonIn(text) === undefined;

/** A model's reply; what failed for a moment is asked for again, so that the calls before it aren't paid for twice. */
const patientReply = async ({ chat, signal }: Judge, task: ModelTask): Promise<ModelReply> => {
  for (let tried = 0; ; tried++) {
    try {
      return await chat.reply(task, { until: performance.now() + callMs, signal });
    } catch (error) {
      const isBrief = error instanceof NextRungError && (error.code === 'model_failed' || error.code === 'model_paused');
      const wait = waitsMs[tried];
      if (!isBrief || wait === undefined) throw error;
      await sleep(wait, undefined, { signal });
    }
  }
};

/** As many sentences as a model can read at once. */
const fitting = ({ chat, contextTokens }: Judge, sentences: readonly Sentence[]): Sentence[] => {
  let left = contextTokens - reservedTokens;
  return sentences.filter(({ section, text }) => {
    left -= chat.countTokens(`[000] ${section}: ${text}\n`);
    return left >= 0;
  });
};

/**
 * What two judgments of a message agree in, neither made in sight of the other; undefined where they do not: one is silent and the other is not, or what
 * either would show first does not help in the other's eyes.
 */
const agreed = (one: Verdict | undefined, other: Verdict | undefined): Verdict | undefined => {
  if (!one || !other || one.none !== other.none) return undefined;
  const [ofOne, ofOther] = [new Set([...one.best, ...one.useful]), new Set([...other.best, ...other.useful])];
  const useful = one.useful.filter(mark => ofOther.has(mark));
  if (one.none) return { best: [], useful, none: true };
  const [first = '', second = ''] = [one.best[0], other.best[0]];
  if (!ofOther.has(first) || !ofOne.has(second)) return undefined;
  const best = one.best.filter(mark => ofOther.has(mark));
  return {
    best,
    useful: [...useful, ...other.best].filter(
      (mark, at, all) => ofOne.has(mark) && !best.includes(mark) && all.indexOf(mark) === at,
    ),
    none: false,
  };
};

/**
 * Lets a model write messages that a section helps with, and some that it does not, and judge them twice: the second time in another order, without
 * the first judgment. Kept is what both agree in. Rejects as the model does.
 *
 * @param known messages that are judged already
 */
export const proposeFor = async (judging: Judge, passage: Passage, known: readonly string[]): Promise<Proposed> => {
  const { subject, sentencesFor, redact } = judging;
  let tokens = 0;
  const ask = async (task: ModelTask): Promise<ModelReply> => {
    const reply = await patientReply(judging, task);
    tokens += reply.inputTokens + reply.outputTokens;
    return reply;
  };
  const seen = new Set(known);
  const written = readWritten((await ask(writeTask(subject, passage, known))).text)
    .filter(({ message }) => {
      const isNew = !seen.has(message) && mayKeep(message, redact);
      seen.add(message);
      return isNew;
    })
    .map(one => ({ ...one, asks: one.asks.filter(text => mayKeep(text, redact)) }));
  if (written.length === 0)
    throw new NextRungError('model_unusable', 'The chat model wrote no message that could be read and kept.');
  const near = await sentencesFor(
    passage,
    written.map(({ message }) => message),
  );
  const sentences = fitting(judging, near);
  const judge = async (some: readonly Written[], from: readonly Sentence[]): Promise<(Verdict | undefined)[]> => {
    const messages = some.map(({ message }) => message);
    return readVerdicts((await ask(judgeTask(subject, messages, from))).text, messages.length, from);
  };
  const first = await judge(written, sentences);
  const second = (await judge(written.toReversed(), sentences.toReversed())).toReversed();
  const rows = written.flatMap(({ message, asks, feeling, kind }, at): JudgmentRow[] => {
    const verdict = agreed(first[at], second[at]);
    if (!verdict) return [];
    return [
      {
        writer: proposer,
        proposed: true,
        message,
        asks,
        ...verdict,
        best: [...verdict.best],
        useful: [...verdict.useful],
        feeling,
        kind,
      },
    ];
  });
  return { rows, written: written.length, tokens };
};
