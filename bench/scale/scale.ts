import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { BenchContext } from '../support/context.js';
import { runTask } from '../support/run-task.js';
import { percentile } from '../support/statistics.js';
import { printTable, showMb, showMs } from '../support/table.js';
import type { Shape } from './synthetic.js';
import type { ScaleBuild, ScaleQueries } from './tasks.js';

const shapes: readonly Shape[] = [
  { size: 1_000, topics: true },
  { size: 10_000, topics: true },
  { size: 10_000, topics: false },
  { size: 100_000, topics: true },
];

const name = ({ size, topics }: Shape): string => `${size.toLocaleString('en-US')}${topics ? '' : ', all alike'}`;

const both = (ms: readonly number[]): string => `${showMs(percentile(ms, 0.5))} / ${showMs(percentile(ms, 0.99))}`;

/** Our own index as a library grows, each size built and asked in processes of its own. */
export const benchScale = async (context: BenchContext): Promise<object> => {
  const measured: (ScaleBuild & ScaleQueries & { shape: Shape })[] = [];
  for (const shape of shapes) {
    context.progress(`${name(shape)} passages`);
    const folder = join(context.folder, `scale-${shape.size}-${shape.topics}`);
    const built = await runTask('buildScale', { folder, shape });
    measured.push({ shape, ...built, ...(await runTask('queryScale', { folder, shape })) });
    await rm(folder, { recursive: true, force: true });
  }
  console.log(
    "Passages of word salad from the guides' words, one clustered random vector of 512 numbers each; making vectors from text is not in it.\n",
  );
  console.log('building');
  printTable(
    ['passages', 'keywords and units', 'vectors', 'hash and publish', 'whole', 'size on disk', 'peak resident'],
    measured.map(one => [
      name(one.shape),
      showMs(one.keywordsMs),
      showMs(one.vectorsMs),
      showMs(one.publishMs),
      showMs(one.keywordsMs + one.vectorsMs + one.publishMs),
      showMb(one.bytes),
      showMb(one.peakResidentBytes),
    ]),
  );
  console.log('answering (p50 / p99; "both" is the hybrid retriever: all kinds of documents, neighbours, fusion)');
  printTable(
    ['passages', 'check and load', 'memory', 'keywords', 'vectors', 'both', 'exact scan', 'ten nearest found'],
    measured.map(one => [
      name(one.shape),
      showMs(one.loadMs),
      showMb(one.residentBytes),
      both(one.keywordMs),
      both(one.vectorMs),
      both(one.bothMs),
      both(one.exactMs),
      one.recallOfTen.toFixed(3),
    ]),
  );
  return measured.map(({ keywordMs, vectorMs, bothMs, exactMs, ...one }) => {
    const spread = (ms: readonly number[]) => ({ p50: percentile(ms, 0.5), p99: percentile(ms, 0.99) });
    return { ...one, keywordMs: spread(keywordMs), vectorMs: spread(vectorMs), bothMs: spread(bothMs), exactMs: spread(exactMs) };
  });
};
