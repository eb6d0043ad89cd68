import type { TestContext } from 'vitest';
import type { Reporter, TestCase } from 'vitest/node';

const kind = 'counts';

/** Has the run print what a test came to, in one line: "60 messages, 0 pings". */
export const tellCounts = async ({ annotate }: TestContext, counts: Readonly<Record<string, number>>): Promise<void> => {
  const told = Object.entries(counts).map(([what, number]) => `${number} ${what}`);
  await annotate(told.join(', '), kind);
};

/** Prints those lines as they come, also of tests that pass. */
export default class Counts implements Reporter {
  onTestCaseAnnotate({ module }: TestCase, { type, message }: { readonly type: string; readonly message: string }): void {
    if (type === kind) process.stdout.write(`${module.relativeModuleId}: ${message}\n`);
  }
}
