import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { bulkhead } from 'cockatiel';
import type { Logger } from 'pino';
import type { Coach } from '../src/coach/coach.js';
import { readQuestion } from '../src/coach/read-question.js';
import type { ConversationStore } from '../src/contracts/conversation-store.js';
import type { DeliveryMarks } from '../src/contracts/delivery-store.js';
import type { Answer } from '../src/domain/answer.js';
import { NextRungError } from '../src/domain/errors.js';
import type { Question, Turn } from '../src/domain/question.js';
import type { Redact } from '../src/open-redactor.js';
import { createForgivingDeliveries } from './forgiving-deliveries.js';
import { createInOrder } from './in-order.js';
import type { AnswerIncoming, Incoming, IncomingResult, Reply, Settled } from './incoming.js';
import type { QuestionQuotas } from './question-quotas.js';
import { untilAborted } from './until-aborted.js';

export type AnswerIncomingOptions = {
  readonly coach: Pick<Coach, 'stream'>;
  readonly conversations: Pick<ConversationStore, 'recentTurns' | 'turnsSince' | 'remember'>;
  readonly deliveries: DeliveryMarks;
  readonly quotas: QuestionQuotas;
  /** The coach reads, and the store keeps, what it gives. */
  readonly redact: Redact;
  readonly log: Logger;
  /** Answers written at once; more wait. */
  readonly atOnce?: number;
  /** Questions that may be waiting or under way; one more is turned away. */
  readonly mostWaiting?: number;
};

/** As many turns as the coach looks back on. */
const turnsOfHistory = 8;
/** A message that begins a conversation goes on from what its member said before, for as long as one remembers it. */
const goesOnMs = 30 * 60_000;
const defaultAtOnce = 32;
/** A question and what its adapter holds for it take some 20 kB: 40 MB at most. */
const defaultMostWaiting = 2_000;
/** After the deadline of a drain: long enough to tell those who are left. */
const graceMs = 1_500;

const apology = 'Something went wrong on my side. Please ask again in a minute.';
const restarting = 'I’m being restarted just now. Please ask again in a minute.';
const tooBusy = 'A lot of questions came in at once. Please ask again in a minute.';

/** What an answer's signal aborts with: a member's wish ends in silence, the end of the process is told. */
const stoppedByMember = new NextRungError('cancelled', 'A member stopped the answer.');
const stoppedByDrain = new NextRungError('cancelled', 'The process ended before the answer was written.', {
  memberSentence: restarting,
});

/**
 * The inbound path that every adapter shares: each message once, one at a time within a conversation and in the order in which they came,
 * conversations side by side, within quotas, remembered and logged without its words.
 */
export const createAnswerIncoming = (options: AnswerIncomingOptions): AnswerIncoming => {
  const { coach, conversations, quotas, redact, log } = options;
  const deliveries = createForgivingDeliveries(options.deliveries, log);
  const { atOnce = defaultAtOnce, mostWaiting = defaultMostWaiting } = options;
  const conversationsInOrder = createInOrder();
  const slots = bulkhead(atOnce, mostWaiting);
  const running = new Map<string, AbortController>();
  const inFlight = new Set<Promise<unknown>>();
  const ending = new AbortController();
  const listeners: ((settled: Settled) => void)[] = [];
  let draining = false;

  const about = ({ community, channel, conversation }: Incoming) => ({ community, channel, conversation });
  const nameOf = ({ community, conversation }: Pick<Incoming, 'community' | 'conversation'>): string =>
    JSON.stringify([community, conversation]);

  /** What the adapter does for show alone: its failure is the log's, not the member's. */
  const besides = async (incoming: Incoming, what: string, work: Promise<void> | undefined): Promise<void> => {
    try {
      await work;
    } catch (err) {
      log.warn({ err, ...about(incoming) }, `${what} could not be shown`);
    }
  };

  const take = ({ community, deliveryKeys, isUnanswered }: Incoming) => deliveries.take(community, deliveryKeys, isUnanswered);

  /** No answer came of it: a message is done with, a button can be pressed again. */
  const close = ({ community, deliveryKeys, canAskAgain }: Incoming): Promise<void> =>
    canAskAgain ? deliveries.release(community, deliveryKeys) : deliveries.done(community, deliveryKeys);

  const tell = async (incoming: Incoming, reply: Reply, sentence: string): Promise<void> => {
    await close(incoming);
    if (sentence === '') return besides(incoming, 'silence', reply.rest?.());
    await besides(incoming, 'a sentence to the member', reply.tell(sentence));
  };

  const fail = async (incoming: Incoming, reply: Reply, error: unknown): Promise<IncomingResult> => {
    const known = error instanceof NextRungError ? error : undefined;
    const [level, result] =
      known?.code === 'cancelled'
        ? (['info', known === stoppedByDrain ? 'restarting' : 'stopped'] as const)
        : known?.code.startsWith('question_')
          ? (['info', 'unreadable'] as const)
          : known?.code === 'coach_starting'
            ? (['info', 'failed'] as const)
            : (['error', 'failed'] as const);
    log[level]({ err: error, ...about(incoming) }, known?.message ?? 'a question could not be answered');
    if (error === stoppedByMember) await close(incoming);
    else await tell(incoming, reply, known?.memberSentence ?? apology);
    return result;
  };

  /** Whether a question gets its turn; begun at once, so that of two deliveries the first is the one that is answered. */
  const admit = async (incoming: Incoming, reply: Reply): Promise<IncomingResult | Question> => {
    const [isLate, isTooMuch] = [draining, inFlight.size >= mostWaiting];
    try {
      if ((await take(incoming)) === 'taken') return 'duplicate';
      if (isLate) throw stoppedByDrain;
      const quota = await quotas.count(incoming);
      const turnedAway = quota.over ? quota.sentence : isTooMuch ? tooBusy : undefined;
      if (turnedAway !== undefined) await tell(incoming, reply, turnedAway);
      else if (quota.over) await close(incoming);
      if (quota.over || turnedAway !== undefined) return 'over_quota';
      const question = readQuestion(incoming.text);
      // What may not be kept goes on as it is, for the coach alone to decline.
      return { ...question, text: redact(question.text) || question.text };
    } catch (error) {
      return fail(incoming, reply, error);
    }
  };

  /** What a question may lean on. */
  const turnsBefore = async (incoming: Incoming): Promise<readonly Turn[]> => {
    const { community, member, place, isPrivate } = incoming;
    const turns = await conversations.recentTurns(incoming, isPrivate ? member : undefined, turnsOfHistory);
    if (turns.length > 0 || place === undefined) return turns;
    return conversations.turnsSince({ community, place }, member, new Date(Date.now() - goesOnMs), turnsOfHistory);
  };

  /** Asks the coach and passes on what it writes, once its turn is shown: a slow status costs no time of the answer's. */
  const write = async (
    incoming: Incoming,
    question: Question,
    reply: Reply,
    begun: Promise<void>,
    signal: AbortSignal,
  ): Promise<Answer> => {
    const history = incoming.standsAlone ? [] : await turnsBefore(incoming);
    const events = coach.stream({ ...question, history }, signal)[Symbol.asyncIterator]();
    let sending = false;
    try {
      for (;;) {
        const next = await untilAborted(events.next(), signal);
        if (next.done) throw new Error('the coach’s stream ended without an answer');
        if (next.value.kind === 'answer') return next.value.answer;
        if (!reply.onEvent) continue;
        await untilAborted(begun, signal);
        if (next.value.kind === 'piece' && !sending) {
          await deliveries.sending(incoming.community, incoming.deliveryKeys);
          sending = true;
        }
        await besides(incoming, 'a piece of an answer', reply.onEvent(next.value));
      }
    } finally {
      events.return?.()?.catch(() => undefined);
    }
  };

  /** Gives the answer's id. An answer that cannot be kept is still an answer: only feedback on it will find nothing. */
  const remember = async (incoming: Incoming, question: string, answer: Answer): Promise<string> => {
    const { member, isPrivate } = incoming;
    try {
      return await conversations.remember(incoming, { member, question, answer, isPrivate });
    } catch (err) {
      log.error({ err, ...about(incoming) }, 'an answer could not be kept; check the disk that DATA_DIR is on');
      return randomUUID();
    }
  };

  const answer = async (incoming: Incoming, question: Question, reply: Reply): Promise<[IncomingResult, Answer?]> => {
    const name = nameOf(incoming);
    const stopping = new AbortController();
    const signal = AbortSignal.any([stopping.signal, ending.signal]);
    running.set(name, stopping);
    try {
      signal.throwIfAborted();
      const begun = besides(incoming, 'the status', reply.begin?.());
      const given = await slots.execute(() => write(incoming, question, reply, begun, signal));
      if (given.isAside && incoming.isOverheard) {
        await close(incoming);
        await besides(incoming, 'silence', reply.rest?.());
        return ['silent', given];
      }
      const id = await remember(incoming, question.text, given);
      await untilAborted(begun, signal);
      await deliveries.sending(incoming.community, incoming.deliveryKeys);
      await (given.isPrivate && reply.showAlone ? reply.showAlone(given) : reply.show(given, id));
      await deliveries.done(incoming.community, incoming.deliveryKeys);
      return ['answered', given];
    } catch (error) {
      return [await fail(incoming, reply, signal.aborted ? signal.reason : error)];
    } finally {
      running.delete(name);
    }
  };

  const settle = (incoming: Incoming, began: number, result: IncomingResult, given?: Answer): IncomingResult => {
    const ms = Math.round(performance.now() - began);
    const told = given && { outcome: given.outcome, writer: given.writer };
    log.info({ ...about(incoming), result, ...told, ms }, 'a question was settled');
    for (const listener of listeners) listener({ community: incoming.community, result, answer: told, ms });
    return result;
  };

  const handle = async (incoming: Incoming, reply: Reply): Promise<IncomingResult> => {
    const began = performance.now();
    const admitted = admit(incoming, reply);
    const work = (): Promise<[IncomingResult, Answer?]> =>
      admitted.then(question => (typeof question === 'string' ? [question] : answer(incoming, question, reply)));
    // The place in the conversation is taken in this very turn, or by those that wait for the same in their order; a duplicate waits for neither.
    const turn = conversationsInOrder.run(nameOf(incoming), work, incoming.after);
    const early = await admitted;
    const [result, given] = typeof early === 'string' ? [early] : await turn;
    return settle(incoming, began, result, given);
  };

  return {
    handle(incoming, reply) {
      const work = handle(incoming, reply);
      inFlight.add(work);
      return work.finally(() => inFlight.delete(work));
    },
    stop(community, conversation) {
      const stopping = running.get(nameOf({ community, conversation }));
      stopping?.abort(stoppedByMember);
      return stopping !== undefined;
    },
    async drain(deadlineMs) {
      draining = true;
      const timers = new AbortController();
      const wait = (ms: number): Promise<void> => sleep(ms, undefined, { signal: timers.signal }).catch(() => undefined);
      const all = async (): Promise<unknown> => Promise.allSettled([...inFlight]);
      await Promise.race([all(), wait(deadlineMs)]);
      if (inFlight.size > 0) {
        log.warn({ unfinished: inFlight.size }, 'the deadline has passed: unfinished answers are stopped');
        ending.abort(stoppedByDrain);
        await Promise.race([all(), wait(graceMs)]);
      }
      timers.abort();
    },
    onSettled: listener => void listeners.push(listener),
  };
};
