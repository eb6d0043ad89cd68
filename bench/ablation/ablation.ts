import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { sqliteIndexWriter } from '../../src/backends/sqlite-index-writer.js';
import { readManifest } from '../../src/retrieval/index-folder.js';
import type { BenchContext } from '../support/context.js';
import { evidenceRule, mrrDifference, qualityOf, type Ranks, rankOfEvidence } from '../support/evidence.js';
import { configFor, openOurParts, vectorsOnly } from '../support/our-parts.js';
import type { Query } from '../support/queries.js';
import { readQuestionSets, setNames } from '../support/questions.js';
import type { Estimate } from '../support/statistics.js';
import { printTable, showDifference } from '../support/table.js';
import { listVariants, type Variant, wholeVariants } from './variants.js';

/** Neighbours that the retriever asks for. */
const neighbours = 120;

/** What each part of our own search is worth: with it alone, and with all but it. */
export const benchAblation = async (context: BenchContext): Promise<object> => {
  const config = configFor((await context.sharedIndex()).folder);
  const manifest = await readManifest(config.indexDir);
  const folder = join(context.folder, 'ablation');
  await mkdir(folder, { recursive: true });
  const sets = await readQuestionSets();
  const items = [...sets.heldOut, ...sets.seen];
  const queries = await context.queries();
  const ours = await openOurParts(config, vectorsOnly);
  try {
    const rank = (variant: Variant): { heldOut: Ranks; seen: Ranks } => {
      context.progress(variant.name);
      const ranks = items.map((item, at) =>
        rankOfEvidence(item, variant.find(queries[variant.asks ?? 'normalised'][at] as Query)),
      );
      return { heldOut: ranks.slice(0, sets.heldOut.length), seen: ranks.slice(sets.heldOut.length) };
    };

    console.log(`${evidenceRule}`);
    console.log(`${setNames.heldOut}: ${sets.heldOut.length}; ${setNames.seen}: ${sets.seen.length}`);
    console.log('"less or more" is MRR against the row without a figure there, with its 95% interval over the same questions.\n');
    const show = (title: string, variants: readonly Variant[], reference: string): object[] => {
      const ranked = variants.map(variant => ({ name: variant.name, ...rank(variant) }));
      const against = ranked.find(one => one.name === reference);
      const rows = ranked.map(one => ({
        name: one.name,
        heldOut: qualityOf(one.heldOut),
        heldOutDifference: mrrDifference(one.heldOut, against?.heldOut ?? one.heldOut),
        seen: qualityOf(one.seen),
        seenDifference: mrrDifference(one.seen, against?.seen ?? one.seen),
      }));
      const plain = (...estimates: Estimate[]): string[] => estimates.map(estimate => estimate.value.toFixed(3));
      const difference = (name: string, estimate: Estimate): string => (name === reference ? '' : showDifference(estimate));
      printTable(
        [title, 'held-out: at 1', 'at 5', 'MRR', 'less or more', 'seen: at 1', 'at 5', 'MRR', 'less or more'],
        rows.map(({ name, heldOut, heldOutDifference, seen, seenDifference }) => [
          name,
          ...plain(heldOut.recall1, heldOut.recall5, heldOut.mrr),
          difference(name, heldOutDifference),
          ...plain(seen.recall1, seen.recall5, seen.mrr),
          difference(name, seenDifference),
        ]),
      );
      return rows;
    };
    const lists = show('first look alone', listVariants(ours), 'our weights');
    const unitFile = join(config.indexDir, manifest?.folder ?? '', sqliteIndexWriter.fileName);
    const { variants, exact } = await wholeVariants(ours, folder, unitFile);
    const whole = show('as the coach asks', variants, 'the whole');

    let found = 0;
    for (const { vector } of queries.normalised) {
      const truth = new Set(exact.search(vector, neighbours).map(match => match.id));
      found += ours.parts.vectors.search(vector, neighbours).filter(match => truth.has(match.id)).length;
    }
    const neighboursFound = found / (neighbours * queries.normalised.length);
    console.log(`Of the true ${neighbours} nearest texts to these questions, hnsw finds ${neighboursFound.toFixed(4)}.`);
    return { lists, whole, neighboursFound };
  } finally {
    ours.close();
  }
};
