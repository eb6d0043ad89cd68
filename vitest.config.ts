import { defineConfig, type TestUserConfig } from 'vitest/config';
import { HeavyFirst } from './test/support/heavy-first.js';

const shared = {
  setupFiles: ['test/support/property-seed.ts'],
  pool: 'forks',
  testTimeout: 60_000,
  hookTimeout: 120_000,
} satisfies TestUserConfig;
/** Files that run processes and browsers, or replace parts of the module system: each in a process of its own. */
const alone = ['test/journeys/**/*.test.ts', 'test/model/**/*.test.ts', 'test/evaluation/**/*.test.ts'];

export default defineConfig({
  test: {
    // One index is built for the whole run; two cores are all that is counted on, and journeys leave them idle now and then.
    globalSetup: ['test/support/global-setup.ts'],
    maxWorkers: 3,
    sequence: { sequencer: HeavyFirst },
    projects: [
      // A busy machine may hold up a process or a browser for longer than a test waits: it then has one more try, which is reported.
      { test: { ...shared, name: 'alone', include: alone, retry: 1 } },
      // Files that share a process share what they import: opening the modules anew for each costs more than most of them run.
      { test: { ...shared, name: 'together', include: ['test/**/*.test.ts'], exclude: alone, isolate: false } },
    ],
  },
});
