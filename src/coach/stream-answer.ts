import { isDeepStrictEqual } from 'node:util';
import type { Answer } from '../domain/answer.js';
import type { AnswerEvent } from '../domain/answer-event.js';
import { piecesOf } from './answer-pieces.js';

type Piece = Extract<AnswerEvent, { kind: 'piece' }>;
type Emit = (event: AnswerEvent) => void;

/** What is shown of an answer while it grows. */
export type Showing = {
  status(status: 'searching' | 'writing'): void;
  /** Shows what is new in an answer as far as it goes; takes back what was shown when it begins differently. */
  show(answer: Pick<Answer, 'blocks' | 'citations'>): void;
};

/** Nobody watches: the whole answer is waited for. */
export const unseen: Showing = { status: () => undefined, show: () => undefined };

/** A later sentence may change which sentences of a passage are quoted; what stands in the answer is the same. */
const isSame = (a: Piece, b: Piece | undefined): boolean =>
  b !== undefined && a.continues === b.continues && isDeepStrictEqual(a.block, b.block);

export const createShowing = (emit: Emit): Showing => {
  let shown: readonly Piece[] = [];
  let status: string | undefined;
  return {
    status(next) {
      if (next !== status) emit({ kind: 'status', status: next });
      status = next;
    },
    show(answer) {
      const pieces = piecesOf(answer);
      if (!shown.every((piece, at) => isSame(piece, pieces[at]))) {
        emit({ kind: 'restart' });
        shown = [];
      }
      for (const piece of pieces.slice(shown.length)) emit(piece);
      shown = pieces;
    },
  };
};

/**
 * The events that a piece of work emits, to be iterated while it goes on, and then its answer. Whoever stops iterating calls the work off.
 *
 * @param work is given its own signal, which follows `signal`
 */
export async function* eventsOf(
  work: (emit: Emit, signal: AbortSignal) => Promise<Answer>,
  signal?: AbortSignal,
): AsyncGenerator<AnswerEvent> {
  const waiting: AnswerEvent[] = [];
  const stop = new AbortController();
  let wake = (): void => undefined;
  const emit = (event: AnswerEvent): void => {
    waiting.push(event);
    wake();
  };
  let ended = false;
  const done = work(emit, signal ? AbortSignal.any([signal, stop.signal]) : stop.signal).finally(() => {
    ended = true;
    wake();
  });
  // Its failure is told below, when what came before it was read.
  done.catch(() => undefined);
  try {
    while (!ended || waiting.length > 0) {
      const event = waiting.shift();
      if (event) yield event;
      else if (!ended) await new Promise<void>(resolve => (wake = resolve));
    }
    yield { kind: 'answer', answer: await done };
  } finally {
    stop.abort();
  }
}
