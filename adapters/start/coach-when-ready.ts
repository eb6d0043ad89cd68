import { setTimeout as sleep } from 'node:timers/promises';
import type { Coach } from '../../src/coach/coach.js';
import { NextRungError } from '../../src/domain/errors.js';

/** A coach with a fresh index opens within this; one that builds its index takes half a minute. */
const usualPatienceMs = 3_000;

const notReady = (): NextRungError =>
  new NextRungError('coach_starting', 'A question came in before the index was built.', {
    memberSentence: 'I’m still getting ready: the guides are being read. Please ask me again in a minute.',
  });

/** Remembers what a promise gave, so that it can be had without waiting. */
const kept = <T>(promise: Promise<T>): { value: T | undefined; readonly promise: Promise<T | undefined> } => {
  const keep: { value: T | undefined; readonly promise: Promise<T | undefined> } = {
    value: undefined,
    promise: promise.then(
      value => {
        keep.value = value;
        return value;
      },
      () => undefined,
    ),
  };
  return keep;
};

/**
 * A coach that can be asked while it is being opened. Until then `meanwhile` answers, if there is one; else it waits a little, then says
 * kindly that it is not ready.
 */
export const coachWhenReady = (
  opening: Promise<Coach>,
  meanwhile: Promise<Coach> = new Promise(() => undefined),
  patienceMs = usualPatienceMs,
): Coach => {
  const opened = kept(opening);
  const stopgap = kept(meanwhile);
  const ready = async (): Promise<Coach> => {
    const now = opened.value ?? stopgap.value;
    if (now) return now;
    const timer = new AbortController();
    const late = sleep(patienceMs, undefined, { signal: timer.signal }).then(() => undefined);
    late.catch(() => undefined);
    // One that cannot be opened is no reason not to wait for the other.
    const either = Promise.any(
      [opened, stopgap].map(async one => (await one.promise) ?? Promise.reject(new Error('not opened'))),
    );
    const coach = await Promise.race([either.catch(() => undefined), late]);
    timer.abort();
    if (!coach) throw notReady();
    return coach;
  };
  return {
    ask: async (question, signal) => (await ready()).ask(question, signal),
    async *stream(question, signal) {
      yield* (await ready()).stream(question, signal);
    },
  };
};
