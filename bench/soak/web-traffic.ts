import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { eventsIn } from '../../test/support/web/serve-page.js';
import { busyQuestions } from '../support/busy-minute.js';
import { type Judged, pick, type Random, rooms, type Traffic } from './traffic.js';

type Visitor = { cookie: string | undefined; turn: Promise<void> };
type Asked = {
  readonly question: string;
  readonly at: number;
  attempts: number;
  /** Ids of the answers to it that were shown whole, each once. */
  readonly answers: Set<string>;
  answeredAt: number;
  /** The last attempt ended with a sentence in place of an answer. */
  wasTold: boolean;
};

/** How often one that was cut off, or told that it is too much, is asked, and how long is waited between. */
type Patience = { readonly attempts: number; readonly pauseMs: number };
const usual: Patience = { attempts: 60, pauseMs: 500 };
/** A stream that is silent until then will never end. */
const longestStreamMs = 60_000;

/** Sends a question as the page does and reads its events, as far as they come; `onOpened` once it is taken. */
const send = async (
  address: string,
  visitor: Visitor,
  asked: Asked,
  conversation: string,
  onOpened: () => void,
): Promise<void> => {
  const response = await fetch(`${address}/api/ask`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'text/event-stream',
      connection: 'close',
      ...(visitor.cookie ? { cookie: visitor.cookie } : {}),
    },
    body: JSON.stringify({ question: asked.question, conversation }),
    signal: AbortSignal.timeout(longestStreamMs),
  });
  visitor.cookie ??= response.headers.getSetCookie()[0]?.split(';')[0];
  asked.wasTold = !response.ok;
  let text = '';
  for await (const piece of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
    text += piece;
    // What was cut off in its middle was not shown.
    const events = eventsIn(text.slice(0, text.lastIndexOf('\n\n') + 1));
    for (const event of events) {
      if (event.kind === 'opened') onOpened();
      if (event.kind === 'problem') asked.wasTold = true;
      if (event.kind !== 'answer' || event.question !== asked.question) continue;
      if (asked.answers.size === 0) asked.answeredAt = performance.now();
      asked.answers.add(event.answerId);
    }
  }
};

/**
 * Visitors of the page, who each ask two questions in a conversation of their own, the second as soon as the first is taken. `address` is of the
 * server that runs now.
 */
export const webTraffic = (
  address: () => string | undefined,
  random: Random,
  { attempts, pauseMs }: Patience = usual,
): Traffic & { askedAgain(): number; compared(): number } => {
  const visitors = Array.from({ length: rooms }, (): Visitor => ({ cookie: undefined, turn: Promise.resolve() }));
  const pairs: (readonly [Asked, Asked])[] = [];
  const newQuestion = (): Asked => ({
    question: pick(random, busyQuestions),
    at: Date.now(),
    attempts: 0,
    answers: new Set(),
    answeredAt: 0,
    wasTold: false,
  });
  const askUntilAnswered = async (visitor: Visitor, asked: Asked, conversation: string, onOpened: () => void): Promise<void> => {
    while (asked.attempts < attempts && asked.answers.size === 0) {
      if (asked.attempts > 0) await sleep(pauseMs);
      asked.attempts += 1;
      asked.wasTold = false;
      const to = address();
      if (to) await send(to, visitor, asked, conversation, onOpened).catch(() => undefined);
    }
  };
  const askPair = async (visitor: Visitor): Promise<void> => {
    const [first, second] = [newQuestion(), newQuestion()];
    pairs.push([first, second]);
    const conversation = randomUUID();
    let whole = Promise.resolve();
    await new Promise<void>(resolve => {
      whole = askUntilAnswered(visitor, first, conversation, resolve).finally(resolve);
    });
    await Promise.all([whole, askUntilAnswered(visitor, second, conversation, () => undefined)]);
  };
  const all = (): Asked[] => pairs.flat();
  /** Those of which neither was asked again: only there the order is the server's. */
  const inOneGo = () => pairs.filter(pair => pair.every(one => one.attempts === 1 && one.answers.size > 0));
  return {
    async ask() {
      const visitor = pick(random, visitors);
      visitor.turn = visitor.turn.then(() => askPair(visitor));
      await visitor.turn;
    },
    isDone: () => all().every(({ answers }) => answers.size > 0),
    judge(): Judged {
      const missed = all().filter(({ answers }) => answers.size === 0);
      const told = missed.filter(({ wasTold }) => wasTold).length;
      return {
        asked: all().length,
        told,
        unanswered: missed.length - told,
        doubled: all().filter(({ answers }) => answers.size > 1).length,
        outOfOrder: inOneGo().filter(([first, second]) => second.answeredAt < first.answeredAt).length,
        missed: missed.map(({ question, at }) => ({ place: 'page', question, at, key: undefined })),
      };
    },
    askedAgain: () => all().reduce((sum, one) => sum + Math.max(0, one.attempts - 1), 0),
    compared: () => inOneGo().length,
  };
};
