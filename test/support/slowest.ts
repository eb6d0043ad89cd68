import type { Reporter, TestModule } from 'vitest/node';

const shown = 20;
const seconds = (ms: number): string => `${(ms / 1000).toFixed(1).padStart(7)} s`;

const print = (what: string, all: readonly { readonly ms: number; readonly name: string }[]): void => {
  const slowest = all.toSorted((a, b) => b.ms - a.ms).slice(0, shown);
  process.stdout.write(`\nSlowest ${what}:\n${slowest.map(({ ms, name }) => `${seconds(ms)}  ${name}\n`).join('')}`);
};

/** Prints where a run's time went, before the summary: the slowest files, with their hooks, and the slowest tests. */
export default class Slowest implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    if (modules.length < 2) return;
    print(
      'files',
      modules.map(module => ({
        ms: module.diagnostic().duration + module.diagnostic().collectDuration,
        name: module.relativeModuleId,
      })),
    );
    print(
      'tests',
      modules.flatMap(module =>
        [...module.children.allTests()].map(test => ({
          ms: test.diagnostic()?.duration ?? 0,
          name: `${module.relativeModuleId} > ${test.fullName}`,
        })),
      ),
    );
  }
}
