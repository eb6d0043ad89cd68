import type { ChatModel, ModelReply, ModelTask } from '../contracts/chat-model.js';
import type { JudgmentRow } from '../domain/judgment.js';
import type { Passage } from '../domain/passage.js';
import { judgeTask, readVerdicts, readWritten, type Sentence, type Verdict, type Written, writeTask } from './tasks.js';

/** A model thinks and writes within this. */
const callMs = 120_000;

/** Who proposed a judgment; a person's are told by another. */
const proposer = 'model';

export type Judge = {
  readonly chat: ChatModel;
  readonly subject: string;
  /** Sentences that may help the writers of messages of a section: its own, and those nearest to each message. */
  readonly sentencesFor: (passage: Passage, messages: readonly string[]) => Promise<readonly Sentence[]>;
  /** Whether a message may be kept: it tells nothing of a patient, names nobody and gives no orders. */
  readonly mayKeep: (message: string) => boolean;
  readonly signal: AbortSignal;
};

/** What came of a section. */
export type Proposed = { readonly rows: readonly JudgmentRow[]; readonly written: number; readonly tokens: number };

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
export const proposeFor = async (
  { chat, subject, sentencesFor, mayKeep, signal }: Judge,
  passage: Passage,
  known: readonly string[],
): Promise<Proposed> => {
  let tokens = 0;
  const ask = async (task: ModelTask): Promise<ModelReply> => {
    const reply = await chat.reply(task, { until: performance.now() + callMs, signal });
    tokens += reply.inputTokens + reply.outputTokens;
    return reply;
  };
  const seen = new Set(known);
  const written = readWritten((await ask(writeTask(subject, passage, known))).text).filter(({ message }) => {
    const isNew = !seen.has(message) && mayKeep(message);
    seen.add(message);
    return isNew;
  });
  if (written.length === 0) return { rows: [], written: 0, tokens };
  const sentences = await sentencesFor(
    passage,
    written.map(({ message }) => message),
  );
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
