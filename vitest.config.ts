import { defineConfig, type TestUserConfig } from 'vitest/config';
import { HeavyFirst } from './test/support/heavy-first.js';

const shared = {
  setupFiles: ['test/support/property-seed.ts'],
  pool: 'forks',
  testTimeout: 30_000,
  hookTimeout: 120_000,
} satisfies TestUserConfig;
/** Files that run processes and browsers, or replace parts of the module system: each in a process of its own. */
const alone = ['test/journeys/**/*.test.ts', 'test/model/**/*.test.ts', 'test/evaluation/**/*.test.ts'];

export default defineConfig({
  test: {
    // One index is built for the whole run. Two cores are all that is counted on; journeys leave them idle half of the time.
    globalSetup: ['test/support/global-setup.ts'],
    maxWorkers: 4,
    sequence: { sequencer: HeavyFirst },
    projects: [
      { test: { ...shared, name: 'alone', include: alone } },
      // Files that share a process share what they import: opening the modules anew for each costs more than most of them run.
      { test: { ...shared, name: 'together', include: ['test/**/*.test.ts'], exclude: alone, isolate: false } },
    ],
  },
});
