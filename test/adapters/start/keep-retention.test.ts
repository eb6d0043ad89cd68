import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { createRetention } from '../../../adapters/start/keep-retention.js';
import { openStores } from '../../../src/create-stores.js';
import { citedAnswer, createClock } from '../../support/open-stores.js';
import { useTemporaryFolder } from '../../support/temporary-folder.js';

const folder = useTemporaryFolder();
const dayMs = 24 * 60 * 60 * 1_000;

/** A machine with a clock that a test moves; each `start` is a process that begins, and `later` its look a day after. */
const useMachine = async () => {
  const clock = createClock();
  const stores = await openStores({ dataDir: folder.path(), encryptionKey: undefined }, clock);
  const logged: string[] = [];
  const log = pino({ level: 'warn', base: null }, { write: line => void logged.push(JSON.parse(line).msg) });
  const start = async () => {
    const look = createRetention({ ...stores, days: 90, log, now: clock.now });
    await look();
    return look;
  };
  const ask = () =>
    stores.conversations.remember(
      { community: 'c', conversation: 't' },
      { member: 'U1', question: 'q', answer: citedAnswer(), isPrivate: false },
    );
  const isKept = async (id: string): Promise<boolean> => (await stores.conversations.findAnswer('c', id)) !== undefined;
  return { clock, stores, logged, start, ask, isKept };
};

describe('a purge', () => {
  it('deletes nothing by a clock that has jumped 100 days, at a start or while it runs, and says so', async () => {
    const { clock, stores, logged, start, ask, isKept } = await useMachine();
    const id = await ask();
    const look = await start();
    clock.forward(100 * dayMs);
    await look();
    await start();
    expect(await isKept(id)).toBe(true);
    expect(logged).toHaveLength(2);
    expect(logged[0]).toMatch(
      /the last run was 100 days ago, so nothing is deleted as too old for a day\. If the date is wrong, set the clock/,
    );
    // The clock is put right, and jumps the other way.
    clock.forward(-100 * dayMs);
    await start();
    clock.forward(-100 * dayMs);
    await start();
    expect(await isKept(id)).toBe(true);
    expect(logged).toHaveLength(2);
    await stores.close();
  });

  it('is made a day later when the machine was really off for so long', async () => {
    const { clock, stores, start, ask, isKept } = await useMachine();
    const id = await ask();
    await start();
    clock.forward(100 * dayMs);
    const look = await start();
    expect(await isKept(id)).toBe(true);
    clock.forward(dayMs);
    await look();
    expect(await isKept(id)).toBe(false);
    await stores.close();
  });

  it('asks the newest record where no run is known, as in a file of the first version', async () => {
    const { clock, stores, logged, start, ask, isKept } = await useMachine();
    const id = await ask();
    clock.forward(100 * dayMs);
    await start();
    expect([await isKept(id), logged.length]).toEqual([true, 1]);
    await stores.close();
  });

  it('is made every day otherwise', async () => {
    const { clock, stores, logged, start, ask, isKept } = await useMachine();
    const id = await ask();
    const look = await start();
    for (let day = 0; day < 91; day++) {
      clock.forward(dayMs);
      await look();
    }
    expect([await isKept(id), logged]).toEqual([false, []]);
    await stores.close();
  });
});
