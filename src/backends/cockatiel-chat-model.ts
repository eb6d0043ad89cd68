import {
  type CircuitBreakerPolicy,
  ConsecutiveBreaker,
  circuitBreaker,
  handleWhen,
  isBrokenCircuitError,
  TaskCancelledError,
  TimeoutStrategy,
  timeout,
  wrap,
} from 'cockatiel';
import type { ChatModel, ModelReply, ModelTask, ReplyOptions, Tokens } from '../contracts/chat-model.js';
import type { TokenLedger } from '../contracts/token-ledger.js';
import { NextRungError } from '../domain/errors.js';
import { mayBeCharged } from './openai-errors.js';

/** Failures in a row, or replies that cannot be read, after which the model is left alone, and for how long. */
const failuresInRow = 3;
const pauseMs = 30_000;
/** A refused key is not right again in half a minute. */
const rejectedPauseMs = 10 * 60_000;
/** What a reply may come to, in tokens, where it is not known: before the call, and when the call was given up. */
const expectedReply = 400;

type GuardOptions = {
  readonly ledger: TokenLedger;
  /** Tokens of a day; none means no limit. */
  readonly dailyBudget: number | undefined;
  /** Told of each failure once; not of calls that were not made. */
  readonly onTrouble: (trouble: NextRungError) => void;
};

const isCode = (error: unknown, ...codes: readonly NextRungError['code'][]): error is NextRungError =>
  error instanceof NextRungError && codes.includes(error.code);

const breakerFor = (halfOpenAfter: number, failures: number, ...codes: readonly NextRungError['code'][]): CircuitBreakerPolicy =>
  circuitBreaker(
    handleWhen(error => isCode(error, ...codes)),
    { halfOpenAfter, breaker: new ConsecutiveBreaker(failures) },
  );

export type GuardedChatModel = ChatModel & {
  /** Leaves the model alone as after a refused key; used when the check at start finds it refused. */
  reject(trouble: NextRungError): Promise<void>;
};

/**
 * Keeps a chat model from costing more than it should: a time-out by the deadline, a circuit breaker (Nygard, Release It) for one that is down,
 * a longer pause for one that refuses the key, and the day's budget of tokens.
 */
export const guardChatModel = (model: ChatModel, { ledger, dailyBudget, onTrouble }: GuardOptions): GuardedChatModel => {
  const whenDown = breakerFor(pauseMs, failuresInRow, 'model_failed', 'model_unusable');
  const whenRejected = breakerFor(rejectedPauseMs, 1, 'model_rejected');
  const breakers = wrap(whenRejected, whenDown);
  let inFlight = 0;
  let overBudgetOn = '';

  /** Takes its share of the day's budget, calls in flight included; what it returns gives it back. */
  const takeOfBudget = async (expected: number): Promise<() => void> => {
    const spent = dailyBudget === undefined ? 0 : await ledger.spentToday();
    if (dailyBudget === undefined || spent + inFlight + expected <= dailyBudget) {
      inFlight += expected;
      return () => {
        inFlight -= expected;
      };
    }
    const trouble = new NextRungError(
      'model_over_budget',
      `${spent} of the day's ${dailyBudget} tokens are spent and a question may take ${expected}, so answers are extractive until midnight UTC. Raise DAILY_TOKEN_BUDGET to go on sooner.`,
    );
    const today = new Date().toISOString().slice(0, 10);
    if (overBudgetOn !== today) onTrouble(trouble);
    overBudgetOn = today;
    throw trouble;
  };

  const write = ({ inputTokens, outputTokens }: Tokens): Promise<void> =>
    ledger
      .add(inputTokens + outputTokens)
      .catch((cause: unknown) =>
        onTrouble(
          new NextRungError('model_failed', 'The count of tokens cannot be written; see that DATA_DIR can be.', { cause }),
        ),
      );

  /**
   * The call with its time-out; what the caller called off stays so, and is no fault of the model's. What was sent may be charged for, whatever came
   * back and whether anybody still waits: so it is counted, by what was sent and what had come.
   */
  const inTime = async (task: ModelTask, options: ReplyOptions, inputTokens: number): Promise<ModelReply> => {
    const ms = Math.round(options.until - performance.now());
    if (ms <= 0) throw slow(model.name);
    if (options.signal?.aborted) throw calledOff();
    const policy = timeout(ms, TimeoutStrategy.Aggressive);
    const { onText } = options;
    let came = '';
    const watched: ReplyOptions = onText
      ? {
          ...options,
          onText: text => {
            came += text;
            onText(text);
          },
        }
      : options;
    try {
      return await policy.execute(({ signal }) => model.reply(task, { ...watched, signal }), options.signal);
    } catch (error) {
      const cancelled = options.signal?.aborted ? calledOff(error) : undefined;
      // By its class: the library's own test for it looks for another field (3.2.1).
      const isLate = error instanceof TaskCancelledError || isCode(error, 'cancelled');
      const failure = cancelled ?? (isLate ? slow(model.name, error) : error);
      // Whoever sent words may charge for them, whatever came behind.
      if (failure instanceof NextRungError && (came !== '' || mayBeCharged(failure))) {
        const spent = { inputTokens, outputTokens: onText ? model.countTokens(came) : expectedReply };
        options.onSpent?.(spent);
        await write(spent);
      }
      throw failure;
    }
  };

  const reply = async (task: ModelTask, options: ReplyOptions): Promise<ModelReply> => {
    const inputTokens = model.countTokens(
      [task.instructions, ...task.passages.map(passage => passage.text), task.request].join('\n'),
    );
    const giveBack = await takeOfBudget(inputTokens + expectedReply);
    try {
      const done = await breakers.execute(() => inTime(task, options, inputTokens));
      await write(done);
      return done;
    } catch (error) {
      if (isBrokenCircuitError(error))
        throw new NextRungError('model_paused', 'The chat model failed lately and is left alone for a while.', { cause: error });
      if (error instanceof NextRungError && error.code !== 'cancelled') onTrouble(error);
      throw error;
    } finally {
      giveBack();
    }
  };

  return {
    name: model.name,
    countTokens: model.countTokens,
    reply,
    async reject(trouble) {
      onTrouble(trouble);
      await whenRejected.execute(() => Promise.reject(trouble)).catch(() => undefined);
    },
  };
};

const calledOff = (cause?: unknown): NextRungError => new NextRungError('cancelled', 'The answer was called off.', { cause });

const slow = (name: string, cause?: unknown): NextRungError =>
  new NextRungError(
    'model_failed',
    `"${name}" did not answer in time; the extractive writer does. Raise ANSWER_DEADLINE_SECONDS or choose a faster OPENAI_MODEL.`,
    { cause },
  );
