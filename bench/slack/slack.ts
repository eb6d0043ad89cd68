import { modes } from '../../test/support/slack/run-product.js';
import { requireBuild } from '../reach/built-coach.js';
import type { BenchContext } from '../support/context.js';
import { mean, percentile } from '../support/statistics.js';
import { printTable, showMb, showMs } from '../support/table.js';
import { type LoadResult, plan, runLoad } from './load.js';

const ackTargetMs = 3000;

/** Mean resident memory in the second and the last quarter of the run: the first is warming up. */
const memoryOf = ({ residentBytes }: LoadResult): { early: number; late: number } => {
  const quarter = (from: number): number =>
    mean(
      residentBytes
        .slice(Math.floor(residentBytes.length * from), Math.floor(residentBytes.length * (from + 0.25)))
        .map(one => one.bytes),
    );
  return { early: quarter(0.25), late: quarter(0.75) };
};

/** A busy minute in Slack, in both modes: everyone is answered once and in order, Slack is acknowledged in time, memory stays flat. */
export const benchSlack = async (context: BenchContext): Promise<object> => {
  requireBuild();
  const { folder } = await context.sharedIndex();
  const results: LoadResult[] = [];
  for (const mode of modes) results.push(await runLoad(mode, folder, context.progress));
  console.log(
    `${plan.mentions.toLocaleString('en-US')} mentions from ${plan.conversations} conversations in ${plan.withinMs / 1000} s; Slack sends each as two events, ` +
      `${plan.redelivered * 100}% once more, limits ${plan.rateLimited * 100}% of the calls that write, and breaks Socket Mode's connection twice.\n`,
  );
  const figure = (name: string, show: (result: LoadResult) => string): string[] => [name, ...results.map(show)];
  const acks = ({ ackMs }: LoadResult): string =>
    `${[0.5, 0.99, 1].map(share => showMs(percentile(ackMs, share))).join(' / ')}${percentile(ackMs, 0.99) < ackTargetMs ? '' : '  MISSED'}`;
  printTable(
    ['', ...results.map(({ mode }) => mode)],
    [
      figure('mentions', result => String(result.asked)),
      figure('redelivered', result => String(result.redelivered)),
      figure('calls limited', result => String(result.limited)),
      figure('not answered', result => String(result.missing)),
      figure('answered twice', result => String(result.twice)),
      figure('out of order', result => String(result.outOfOrder)),
      figure('acknowledged, p50 / p99 / most', acks),
      figure('sent again, not acknowledged', result => String(result.unacknowledged)),
      figure('question to answer, p50 / p99', ({ answerMs }) =>
        [0.5, 0.99].map(share => showMs(percentile(answerMs, share))).join(' / '),
      ),
      figure('resident, second / last quarter', result => {
        const { early, late } = memoryOf(result);
        return `${showMb(early)} / ${showMb(late)}`;
      }),
      figure('pings, early retries, stray tokens', result => String(result.violations.length)),
    ],
  );
  for (const { mode, violations, logged } of results) {
    for (const violation of new Set(violations)) console.log(`${mode}: ${violation}`);
    for (const [line, times] of Object.entries(logged)) console.log(`${mode}, in the log ${times} times: ${line}`);
  }
  return Object.fromEntries(
    results.map(result => {
      const { ackMs, answerMs, residentBytes: _, ...counts } = result;
      return [
        result.mode,
        {
          ...counts,
          ackMs: { p50: percentile(ackMs, 0.5), p99: percentile(ackMs, 0.99), most: percentile(ackMs, 1) },
          answerMs: { p50: percentile(answerMs, 0.5), p99: percentile(answerMs, 0.99) },
          residentBytes: memoryOf(result),
        },
      ];
    }),
  );
};
