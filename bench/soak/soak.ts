import { requireBuild } from '../reach/built-coach.js';
import type { BenchContext } from '../support/context.js';
import { printTable, showMb } from '../support/table.js';
import type { SoakPlan } from './plan.js';
import { runSoak } from './run-soak.js';

/** `SOAK_MINUTES` shortens it, for a look. */
const minutes = Number(process.env.SOAK_MINUTES ?? 30);

/** Faults in the first half, so that the memory of the last process tells of a long life. */
const plan: SoakPlan = {
  forMs: minutes * 60_000,
  everyMs: 500,
  kills: [0.1, 0.2, 0.3, 0.4, 0.5],
  disconnects: [0.05, 0.15, 0.25, 0.35, 0.6, 0.7, 0.8, 0.9],
  indexChanges: [0.12, 0.45, 0.75],
  rateLimited: 0.02,
  restMs: 45_000,
};

/** Everything at once for half an hour: who was not answered, answered twice or out of order, and whether memory grows. */
export const benchSoak = async (context: BenchContext): Promise<object> => {
  requireBuild();
  const { folder } = await context.sharedIndex();
  const result = await runSoak(plan, context.folder, folder, context.progress);
  console.log(
    `${minutes} minutes; ${plan.kills.length} kills, ${plan.disconnects.length} disconnects of both platforms, ${plan.indexChanges.length} new indexes, ` +
      `${result.limited} calls limited; visitors of the page were cut off or turned away, and asked again, ${result.askedAgain} times; the order of their answers was compared in ${result.compared} conversations.\n`,
  );
  printTable(
    ['', 'asked', 'not answered', 'told to ask again', 'answered twice', 'out of order'],
    Object.entries(result.places).map(([name, judged]) => [
      name,
      ...[judged.asked, judged.unanswered, judged.told, judged.doubled, judged.outOfOrder].map(String),
    ]),
  );
  for (const one of result.missed) console.log(one);
  const { start, end, most } = result.bytes;
  console.log(
    `Resident: ${showMb(start)} at the start, ${showMb(end)} at the end, after a rest of ${plan.restMs / 1000} s, ${showMb(most)} at the most.`,
  );
  console.log(`Pings, refused forms, early retries, stray tokens: ${result.violations.length}.`);
  for (const violation of new Set(result.violations)) console.log(violation);
  for (const [line, times] of Object.entries(result.logged)) console.log(`In the log ${times} times: ${line}`);
  return result;
};
