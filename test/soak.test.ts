import { mkdirSync } from 'node:fs';
import { expect, it } from 'vitest';
import type { SoakPlan } from '../bench/soak/plan.js';
import { runSoak } from '../bench/soak/run-soak.js';
import { isLong } from './support/for-all.js';
import { useTemporaryFolder } from './support/temporary-folder.js';

const folder = useTemporaryFolder();

/** Two minutes with every fault in `test:long`; every day some seconds with a disconnect. */
const plan: SoakPlan = isLong
  ? {
      forMs: 120_000,
      everyMs: 400,
      kills: [0.2, 0.5],
      disconnects: [0.1, 0.4, 0.7, 0.9],
      indexChanges: [0.3],
      rateLimited: 0.02,
      restMs: 0,
    }
  : { forMs: 3_000, everyMs: 250, kills: [], disconnects: [0.5], indexChanges: [], rateLimited: 0.02, restMs: 0 };

it('under mixed traffic and faults everybody is answered, once and in order', { timeout: 400_000 }, async () => {
  const path = folder.path();
  mkdirSync(path);
  const { places, compared, violations, bytes, missed } = await runSoak(plan, path, process.env.DATA_DIR ?? '', () => undefined);
  expect(missed).toEqual([]);
  for (const judged of Object.values(places)) expect(judged.asked).toBeGreaterThan(2);
  const none = { unanswered: 0, doubled: 0, outOfOrder: 0 };
  expect(places).toMatchObject({ Slack: none, Discord: none, page: { ...none, told: 0 } });
  expect(compared).toBeGreaterThan(1);
  expect(violations).toEqual([]);
  expect(bytes.end).toBeLessThan(bytes.start * 2);
});
