import { setTimeout as sleep } from 'node:timers/promises';
import type { Coach } from '../../src/coach/coach.js';
import { NextRungError } from '../../src/domain/errors.js';

/** A coach with a fresh index opens within this; one that builds its index takes half a minute. */
const patienceMs = 3_000;

const notReady = (): NextRungError =>
  new NextRungError('coach_starting', 'A question came in before the index was built.', {
    memberSentence: 'I’m still getting ready: the guides are being read. Please ask me again in a minute.',
  });

/** A coach that can be asked while it is being opened: it waits a little, then says kindly that it is not ready. */
export const coachWhenReady = (opening: Promise<Coach>): Coach => {
  let opened: Coach | undefined;
  opening.then(
    coach => {
      opened = coach;
    },
    () => undefined,
  );
  const ready = async (): Promise<Coach> => {
    if (opened) return opened;
    const timer = new AbortController();
    const late = sleep(patienceMs, undefined, { signal: timer.signal }).then(() => undefined);
    late.catch(() => undefined);
    const coach = await Promise.race([opening.catch(() => undefined), late]);
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
