import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { BenchContext } from '../support/context.js';
import { evidenceRule, qualityOf, type Ranks, recall5Difference } from '../support/evidence.js';
import { readQuestionSets, setNames } from '../support/questions.js';
import { runTask } from '../support/run-task.js';
import { percentile } from '../support/statistics.js';
import { printTable, showDifference, showEstimate, showMb, showMs } from '../support/table.js';
import { type CandidateName, candidates, type SearchFigures } from './tasks.js';

type Measured = SearchFigures & { readonly name: string; readonly indexMs: number; readonly pieces: number };

/** The last is what the coach runs, and what the others are held against. */
const order: readonly CandidateName[] = [
  'langchainChunks',
  'langchainSections',
  'langchainSectionsWithAnswers',
  'oramaHybrid',
  'oramaHybridWithAnswers',
  'oramaHybridAtItsBest',
  'ourRetriever',
  'ourChooser',
];

/** Ours against what a user would pick instead: the same guides, embedder and questions, each in a process of its own. */
export const benchRetrieval = async (context: BenchContext): Promise<object> => {
  const sets = await readQuestionSets();
  const queries = await context.queries();
  const measured: Measured[] = [];
  const saved = new Map([[candidates.ourRetriever.savedAs, await context.sharedIndex()]]);
  for (const candidate of order) {
    const { name, savedAs } = candidates[candidate];
    context.progress(name);
    const folder = saved.get(savedAs)?.folder ?? join(context.folder, candidate);
    await mkdir(folder, { recursive: true });
    const indexed = saved.get(savedAs) ?? { folder, ...(await runTask('indexWith', { candidate, folder })) };
    saved.set(savedAs, indexed);
    measured.push({
      name,
      indexMs: indexed.ms,
      pieces: indexed.pieces,
      ...(await runTask('searchWith', { candidate, folder, queries: queries[candidates[candidate].asks] })),
    });
  }
  const ours = measured.at(-1) as Measured;

  console.log(`${evidenceRule}\n`);
  const quality = (set: 'heldOut' | 'seen'): object[] => {
    console.log(`${setNames[set]}: ${sets[set].length}, with 95% intervals`);
    const rows = measured.map(one => ({
      name: one.name,
      ...qualityOf(one[set]),
      against: recall5Difference(one[set], ours[set] as Ranks),
    }));
    printTable(
      ['', 'recall at 1', 'recall at 3', 'recall at 5', 'MRR', 'at 5, against ours'],
      rows.map(row => [
        row.name,
        ...[row.recall1, row.recall3, row.recall5, row.mrr].map(showEstimate),
        row.name === ours.name ? '' : showDifference(row.against),
      ]),
    );
    return rows;
  };
  const [heldOut, seen] = [quality('heldOut'), quality('seen')];

  console.log(
    "cost (a query's time leaves out its vector, which all need alike; memory is what opening and asking add, the model's not counted)",
  );
  printTable(
    ['', 'pieces', 'index from nothing', 'open', 'query p50', 'query p99', 'memory', 'characters of five'],
    measured.map(one => [
      one.name,
      String(one.pieces),
      showMs(one.indexMs),
      showMs(one.openMs),
      showMs(percentile(one.ms, 0.5)),
      showMs(percentile(one.ms, 0.99)),
      showMb(one.residentBytes),
      one.charactersOfFive.toFixed(0),
    ]),
  );
  const cost = measured.map(({ ms, heldOut: _, seen: __, ...one }) => ({
    ...one,
    queryP50Ms: percentile(ms, 0.5),
    queryP99Ms: percentile(ms, 0.99),
  }));
  return { heldOut, seen, cost };
};
