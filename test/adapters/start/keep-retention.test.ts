import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { createRetention } from '../../../adapters/start/keep-retention.js';
import { openStores } from '../../../src/create-stores.js';
import { citedAnswer, createClock } from '../../support/open-stores.js';
import { useTemporaryFolder } from '../../support/temporary-folder.js';

const folder = useTemporaryFolder();
const dayMs = 24 * 60 * 60 * 1_000;

/**
 * A machine that runs for as long as a test lets it (`pass`), with a clock that may be set besides (`jump`). Each `start` is a process that
 * begins, with the file opened anew; what it gives is its look a day after.
 */
const useMachine = async () => {
  const [clock, runtime] = [createClock(), createClock()];
  const dataDir = folder.path();
  let stores = await openStores({ dataDir, encryptionKey: undefined }, clock);
  const logged: string[] = [];
  const log = pino({ level: 'warn', base: null }, { write: line => void logged.push(JSON.parse(line).msg) });
  const start = async () => {
    await stores.close();
    stores = await openStores({ dataDir, encryptionKey: undefined }, clock);
    const look = createRetention({ ...stores, days: 90, log, now: clock.now, uptimeMs: () => runtime.now().getTime() });
    await look();
    return look;
  };
  const ask = () =>
    stores.conversations.remember(
      { community: 'c', conversation: 't' },
      { member: 'U1', question: 'q', answer: citedAnswer(), isPrivate: false },
    );
  const isKept = async (id: string): Promise<boolean> => (await stores.conversations.findAnswer('c', id)) !== undefined;
  const pass = (milliseconds: number): void => {
    clock.forward(milliseconds);
    runtime.forward(milliseconds);
  };
  return { jump: clock.forward, pass, logged, start, ask, isKept, close: () => stores.close() };
};

describe('a purge', () => {
  it('deletes nothing by a clock that has jumped 100 days, and says so', async () => {
    const { jump, logged, start, ask, isKept, close } = await useMachine();
    const id = await ask();
    await start();
    jump(100 * dayMs);
    await start();
    expect(await isKept(id)).toBe(true);
    expect(logged).toEqual([
      expect.stringMatching(
        /the last run was 100 days ago, so nothing is deleted as too old for a day\. If the date is wrong, set/,
      ),
    ]);
    // The clock is put right, and jumps the other way.
    jump(-100 * dayMs);
    await start();
    jump(-100 * dayMs);
    await start();
    expect(await isKept(id)).toBe(true);
    expect(logged).toHaveLength(1);
    await close();
  });

  it('deletes nothing by what a clock jumps while NextRung runs, however long it stays wrong, and goes on by how long that is', async () => {
    const { jump, pass, logged, start, ask, isKept, close } = await useMachine();
    const id = await ask();
    const look = await start();
    jump(100 * dayMs);
    for (let day = 0; day < 60; day++) {
      pass(dayMs);
      await look();
    }
    expect(await isKept(id)).toBe(true);
    expect(logged).toHaveLength(60);
    expect(logged[0]).toMatch(
      /clock jumped 100 days ahead while NextRung ran, so nothing is deleted by it\. .* start NextRung again/,
    );
    for (let day = 0; day < 31; day++) {
      pass(dayMs);
      await look();
    }
    expect(await isKept(id)).toBe(false);
    await close();
  });

  it('is made a day later when the machine was really off for so long', async () => {
    const { pass, jump, start, ask, isKept, close } = await useMachine();
    const id = await ask();
    await start();
    jump(100 * dayMs);
    const look = await start();
    expect(await isKept(id)).toBe(true);
    pass(dayMs);
    await look();
    expect(await isKept(id)).toBe(false);
    await close();
  });

  /** How NextRung is run after a gap, and what is warned of before the purge. */
  const habits: [habit: string, everyMs: number, warnings: number][] = [
    ['started anew every 12 hours', dayMs / 2, 2],
    ['started once a day', dayMs, 1],
    ['started every ten days', 10 * dayMs, 1],
  ];
  it.each(habits)('is made after a gap of 100 days also where it is %s', async (_habit, everyMs, warnings) => {
    const { jump, logged, start, ask, isKept, close } = await useMachine();
    const id = await ask();
    await start();
    jump(100 * dayMs);
    await start();
    for (let times = 0; times < warnings; times++) {
      expect(await isKept(id)).toBe(true);
      jump(everyMs);
      await start();
    }
    expect(await isKept(id)).toBe(false);
    expect(logged).toHaveLength(warnings);
    await close();
  });

  it('is made where NextRung is never started within a week of the last time', async () => {
    const { jump, start, ask, isKept, close } = await useMachine();
    const id = await ask();
    for (let times = 0; times < 12; times++) {
      await start();
      jump((9 + (times % 3)) * dayMs);
    }
    await start();
    expect(await isKept(id)).toBe(false);
    await close();
  });

  it('doubts anew a clock that was set from one wrong date to another', async () => {
    const { jump, logged, start, ask, isKept, close } = await useMachine();
    const id = await ask();
    await start();
    for (const days of [100, 1_000, -900, 3_000]) {
      jump(days * dayMs);
      await start();
    }
    expect([await isKept(id), logged.length]).toEqual([true, 4]);
    await close();
  });

  it('asks the newest record where no run is known, as in a file of the first version', async () => {
    const { jump, logged, start, ask, isKept, close } = await useMachine();
    const id = await ask();
    jump(100 * dayMs);
    await start();
    expect([await isKept(id), logged.length]).toEqual([true, 1]);
    jump(dayMs);
    await start();
    expect(await isKept(id)).toBe(false);
    await close();
  });

  it('is made every day otherwise', async () => {
    const { pass, logged, start, ask, isKept, close } = await useMachine();
    const id = await ask();
    const look = await start();
    for (let day = 0; day < 91; day++) {
      pass(dayMs);
      await look();
    }
    expect([await isKept(id), logged]).toEqual([false, []]);
    await close();
  });
});
