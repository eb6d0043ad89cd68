import { pino } from 'pino';
import { expect, it } from 'vitest';
import { keepTrying } from '../../../adapters/discord/keep-trying.js';
import type { Running } from '../../../adapters/services.js';
import { NextRungError } from '../../../src/domain/errors.js';

const log = pino({ level: 'silent' });
const running: Running = {
  description: 'Discord',
  health: () => ({ ready: true, detail: '1 servers' }),
  stop: async () => undefined,
};
const unreachable = new NextRungError('platform_unreachable', 'Discord could not be reached.');

it('a start without a network goes on trying, and says meanwhile that it is not ready', async () => {
  let begun = 0;
  const started = await keepTrying(
    async () => {
      if (begun++ === 0) throw unreachable;
      return running;
    },
    log,
    [200],
  );
  expect(started.health().ready).toBe(false);
  await expect.poll(() => started.health().ready, { timeout: 5000 }).toBe(true);
  expect(begun).toBe(2);
});

it('a start that is refused ends at once', async () => {
  const refused = new NextRungError('platform_refused', 'Discord refused the token.');
  await expect(keepTrying(() => Promise.reject(refused), log)).rejects.toBe(refused);
});

it('nothing is begun any more once it was stopped', async () => {
  let begun = 0;
  const started = await keepTrying(
    async () => {
      begun++;
      throw unreachable;
    },
    log,
    [200],
  );
  await started.stop();
  await new Promise(resolve => setTimeout(resolve, 500));
  expect(begun).toBe(1);
});
