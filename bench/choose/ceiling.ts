import { createTokenCounter } from '../../src/backends/tiktoken-counter.js';
import { compileJudgedPack } from '../../src/knowledge/compile-pack.js';
import { readPackFiles } from '../../src/knowledge/pack-files.js';
import { openFit } from '../../src/open-fit.js';
import { fitHelper, rankWith } from '../../training/fit-helps.js';
import { judgedListings, testWriters, unseenWriters } from '../../training/judged-listings.js';
import { gradeOf, type Listing } from '../../training/listing.js';
import type { BenchContext } from '../support/context.js';
import { configFor, openOurParts, vectorsOnly } from '../support/our-parts.js';
import { printTable } from '../support/table.js';

const lines = [20, 40, 60, 80, 120] as const;
/** Candidates that are looked at, of which the likeliest are sent. */
const looked = [60, 120, 200] as const;

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);

/**
 * What share of the judged best sentences is among the lines that a model is sent, and for how many messages a helping one is: by how many are
 * looked at, and how many of them, the likeliest first, are sent. Writers held out of encoder, neighbours and chooser.
 */
export const benchCeiling = async (context: BenchContext): Promise<object> => {
  const { folder } = await context.sharedIndex();
  const config = configFor(folder);
  const { silence } = (await openFit()).chooser;
  const { judgments } = compileJudgedPack(await readPackFiles(config.packDir), config.packDir);
  const [{ base, close }, countTokens] = await Promise.all([openOurParts(config, vectorsOnly), createTokenCounter()]);
  const texts = base.units.unitsOf('sentence').map(unit => base.passages.get(unit.owner)?.sentences[unit.ordinal] ?? '');
  const tokens = texts.map(text => countTokens(`[00] ${text}\n`));
  const mayCount = (at: number): boolean => !testWriters.includes(judgments[at]?.writer ?? '');
  const others = unseenWriters.filter(writer => !testWriters.includes(writer));
  context.progress('fitting without the tested writers');
  const helper = fitHelper(judgedListings(base, judgments, silence, others, mayCount));

  const rowsOf = (
    count: number,
  ): { readonly row: string[]; readonly best: number; readonly sent: number; readonly helping: number }[] => {
    context.progress(`${count} candidates`);
    const listings = judgedListings(base, judgments, silence, testWriters, mayCount, count);
    const answerable = listings.filter(listing => !listing.none && listing.best.size > 0);
    const ordered = answerable.map((listing): Listing => {
      const chances = new Map(
        listing.candidates.map(one => [one.sentence, rankWith(helper, { ...listing, candidates: [one] }).chances[0] ?? 0]),
      );
      const candidates = listing.candidates.toSorted((a, b) => (chances.get(b.sentence) ?? 0) - (chances.get(a.sentence) ?? 0));
      return { ...listing, candidates };
    });
    return lines
      .filter(sent => sent <= count)
      .map(sent => {
        const shown = ordered.map(({ candidates }) => candidates.slice(0, sent).map(one => one.sentence));
        const best = mean(ordered.map(({ best: all }, at) => (shown[at] ?? []).filter(one => all.has(one)).length / all.size));
        const helping = mean(ordered.map((listing, at) => ((shown[at] ?? []).some(one => gradeOf(listing, one) > 0) ? 1 : 0)));
        const cost = mean(shown.map(all => all.reduce((sum, one) => sum + (tokens[one] ?? 0), 0)));
        return { row: [String(count), String(sent), best.toFixed(3), helping.toFixed(3), cost.toFixed(0)], best, sent, helping };
      });
  };
  const measured = looked.map(rowsOf);
  close();
  printTable(
    ['looked at', 'lines sent', 'best sentences among them', 'messages with a helping one', 'tokens'],
    measured.flat().map(one => one.row),
  );
  return { ceiling: measured.flat().map(({ best, sent, helping }, at) => ({ at, sent, best, helping })) };
};
