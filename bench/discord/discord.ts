import { requireBuild } from '../reach/built-coach.js';
import { earlyAndLate } from '../support/busy-minute.js';
import type { BenchContext } from '../support/context.js';
import { percentile } from '../support/statistics.js';
import { printTable, showMb, showMs } from '../support/table.js';
import { plan, runLoad } from './load.js';

/** discord.com/developers/docs/interactions/receiving-and-responding: the first answer has to come within three seconds. */
const deferTargetMs = 3000;

/** A busy minute in Discord: everyone is answered once and in order, commands are deferred in time, memory stays flat. */
export const benchDiscord = async (context: BenchContext): Promise<object> => {
  requireBuild();
  const { folder } = await context.sharedIndex();
  const result = await runLoad(plan, folder, context.progress);
  console.log(
    `${plan.questions.toLocaleString('en-US')} commands and mentions from ${plan.channels} channels in ${plan.withinMs / 1000} s; Discord sends ` +
      `${plan.redelivered * 100}% twice, limits ${plan.rateLimited * 100}% of the calls that show an answer, cuts the connection twice and ends the session once.\n`,
  );
  const { deferMs, answerMs, residentBytes, violations, ...counts } = result;
  const { early, late } = earlyAndLate(residentBytes);
  const times = (list: readonly number[], shares: readonly number[]): string =>
    shares.map(share => showMs(percentile(list, share))).join(' / ');
  printTable(
    ['', 'Discord'],
    [
      ['commands / mentions', `${counts.commands} / ${counts.mentions}`],
      ['sent twice', String(counts.redelivered)],
      ['calls limited', String(counts.limited)],
      ['resumes / new sessions', `${counts.resumes} / ${counts.newSessions}`],
      ['not answered', String(counts.missing)],
      ['answered twice', String(counts.twice)],
      ['another question’s answer', String(counts.wrong)],
      ['out of order within a channel', String(counts.outOfOrder)],
      [
        'deferred, p50 / p99 / most',
        `${times(deferMs, [0.5, 0.99, 1])}${percentile(deferMs, 0.99) < deferTargetMs ? '' : '  MISSED'}`,
      ],
      ['question to answer, p50 / p99', times(answerMs, [0.5, 0.99])],
      ['resident, second / last quarter', `${showMb(early)} / ${showMb(late)}`],
      ['pings, refused forms, early retries', String(violations.length)],
    ],
  );
  for (const violation of new Set(violations)) console.log(violation);
  return {
    ...counts,
    violations,
    deferMs: { p50: percentile(deferMs, 0.5), p99: percentile(deferMs, 0.99), most: percentile(deferMs, 1) },
    answerMs: { p50: percentile(answerMs, 0.5), p99: percentile(answerMs, 0.99) },
    residentBytes: { early, late },
  };
};
