import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createAnswerSlots, ownLimits } from '../../../adapters/web/guards.js';

describe('places for answers under way', () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['performance'] }));
  afterEach(() => void vi.useRealTimers());

  const isTurnedAway = (enter: () => unknown): boolean => {
    try {
      enter();
      return false;
    } catch {
      return true;
    }
  };

  it('are given while answers go fast, and not while a turn would take longer than anybody waits', () => {
    const slots = createAnswerSlots(ownLimits);
    const leaving: (() => void)[] = [];
    const enter = (): boolean => isTurnedAway(() => leaving.push(slots.enter('203.0.113.1')));
    /** One answer ends, and another is asked for. */
    const step = (ms: number): boolean => {
      vi.advanceTimersByTime(ms);
      leaving.shift()?.();
      return enter();
    };
    for (let at = 0; at < 100; at++) enter();
    // 100 that end every 50 ms: five seconds to the last.
    for (let at = 0; at < 50; at++) expect(step(50)).toBe(false);
    // The machine is busy with something else: a second each, so a minute and a half.
    const turnedAway = Array.from({ length: 30 }, () => step(1_000)).filter(Boolean);
    expect(turnedAway.length).toBeGreaterThan(15);
    // All have ended: it was for a while.
    for (const leave of leaving.splice(0)) leave();
    expect(enter()).toBe(false);
  });

  it('of one address leave room for others', () => {
    const slots = createAnswerSlots({ requestsPerMinute: 1, answersAtOnceEach: 2, answersAtOnce: 3 });
    const leave = [slots.enter('203.0.113.1'), slots.enter('203.0.113.1')];
    expect(isTurnedAway(() => slots.enter('203.0.113.1'))).toBe(true);
    expect(isTurnedAway(() => slots.enter('203.0.113.2'))).toBe(false);
    expect(isTurnedAway(() => slots.enter('203.0.113.3'))).toBe(true);
    leave[0]?.();
    expect(isTurnedAway(() => slots.enter('203.0.113.3'))).toBe(false);
  });
});
