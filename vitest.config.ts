import { defineConfig, type TestUserConfig } from 'vitest/config';
import { HeavyFirst } from './test/support/heavy-first.js';
import { holdsProperties, type Kind, kindOf, testFiles } from './test/support/kinds.js';

const files = testFiles().filter(path => !process.env.TEST_LONG || holdsProperties(path));
const project = (name: Kind, options: TestUserConfig = {}) => ({
  test: {
    name,
    include: files.filter(path => kindOf(path) === name),
    setupFiles: ['test/support/property-seed.ts', 'test/support/leaves-nothing.ts'],
    pool: 'forks' as const,
    // Files that share a process share what they import and what stands ready there: the open coach, the browser, the page.
    isolate: false,
    testTimeout: 60_000,
    hookTimeout: 120_000,
    ...options,
  },
});
/** Everything but units: one build, one index, one folder for temporary ones. */
const shared = { globalSetup: ['test/support/global-setup.ts'] };

export default defineConfig({
  test: {
    // Two cores are all that is counted on, and journeys leave them idle now and then.
    maxWorkers: 3,
    sequence: { sequencer: HeavyFirst },
    reporters: ['./test/support/counts.ts', './test/support/slowest.ts', 'default'],
    projects: [
      project('unit'),
      project('whole', shared),
      // A busy machine may hold up a browser for longer than a test waits: it has one more try, which is reported. Nothing else has.
      project('browser', { ...shared, retry: 1 }),
    ],
  },
});
