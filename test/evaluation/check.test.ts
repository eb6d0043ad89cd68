import { describe, expect, it } from 'vitest';
import { runsOf } from '../support/for-all.js';
import { useCoach } from '../support/shared-coach.js';
import { plantFaults } from './check/check.js';
import { checkPhrasings, checkWrittenFaults, heldOut, tuned } from './check/written.js';

/** Faults of each kind, and how many of them are planted every day. */
const whole = 18;
const rounds = runsOf(whole, 6);

describe('What a model says', () => {
  const coach = useCoach();

  it('reaches no member where a fault was planted, over real questions and in every kind of fault, streamed or not', async () => {
    const { planted, escapes, streamed, byModel } = await plantFaults(rounds);
    const total = Object.values(planted).reduce((sum, n) => sum + n, 0);
    expect(escapes).toEqual([]);
    expect(total).toBeGreaterThanOrEqual((300 * rounds) / whole);
    for (const [kind, n] of Object.entries(planted)) expect(n, kind).toBeGreaterThanOrEqual((12 * rounds) / whole);
    expect(streamed).toBeGreaterThan((100 * rounds) / whole);
    // A check that throws the whole answer away with the fault would pass, too: the rest of the model's answer stands.
    expect(byModel / total).toBeGreaterThan(0.7);
  }, 600_000);

  it.each([tuned.faults, heldOut.faults])('reaches no member where it was written wrong by hand: %s', async file => {
    const { planted, escapes } = await checkWrittenFaults(coach.opened().base, file);
    expect(escapes).toEqual([]);
    expect(Object.keys(planted).length).toBeGreaterThanOrEqual(12);
  });

  it('is kept where it is right, in 350 ways of saying it and more', async () => {
    const { sentences, kept, lost } = await checkPhrasings(coach.opened().base, tuned.phrasings);
    expect(sentences).toBeGreaterThanOrEqual(350);
    expect(kept / sentences, lost.join('\n')).toBeGreaterThanOrEqual(0.95);
  });
});
