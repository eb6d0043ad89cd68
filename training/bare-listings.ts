import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { byteVectorIndex } from '../src/backends/byte-vector-index.js';
import { sqliteIndexWriter } from '../src/backends/sqlite-index-writer.js';
import { readVectorFiles } from '../src/backends/vector-file.js';
import { createFinder, type SilenceHead } from '../src/coach/find/find.js';
import type { Embedder } from '../src/contracts/embedder.js';
import { compilePack } from '../src/knowledge/compile-pack.js';
import { type PackFiles, readPackFiles } from '../src/knowledge/pack-files.js';
import { modelFolder } from '../src/model-folder.js';
import { openBase } from '../src/open-base.js';
import { buildIndex } from '../src/retrieval/build-index.js';
import { hashOfText } from '../src/retrieval/index-content.js';
import { normaliseQuestion } from '../src/retrieval/normalise-question.js';
import { unseenWriters } from './judged-listings.js';
import type { Listing } from './listing.js';

const comments = /<!-- (?:answers|also):[\s\S]*?-->\n*/g;

/** The shipped pack as if nobody had written anything beside its guides, or beside their sections either. */
const strip = (files: PackFiles, hasQuestions: boolean): PackFiles =>
  new Map(
    [...files]
      .filter(([name]) => name.startsWith('guides/'))
      .map(([name, text]) => [name, hasQuestions ? text : text.replace(comments, '')] as const),
  );

/**
 * Judged messages of the shipped pack, with candidates that are found in its guides alone.
 *
 * @param hasQuestions whether the sections keep the questions that were written beside them
 * @param every of the messages one in so many is taken
 */
export const bareListings = async (
  packDir: string,
  embedder: Embedder,
  silence: SilenceHead,
  hasQuestions: boolean,
  every: number,
): Promise<Listing[]> => {
  const files = await readPackFiles(packDir);
  const { judgments } = compilePack(files);
  const { pack } = compilePack(strip(files, hasQuestions));
  if (!pack) throw new Error('the guides cannot be read');
  const known = await readVectorFiles(modelFolder, embedder.name);
  const root = await mkdtemp(join(tmpdir(), 'nextrung-bare-'));
  try {
    const built = { root, pack, judgments: [], contentHash: '0'.repeat(64), embedder, vectorIndex: byteVectorIndex };
    const manifest = await buildIndex({ ...built, known, writer: sqliteIndexWriter });
    const base = await openBase({ root, manifest, embedder, vectorIndex: byteVectorIndex });
    const finder = createFinder(base, silence);
    const listings = judgments
      .filter(({ writer }) => unseenWriters.includes(writer))
      .filter((_, at) => at % every === 0)
      .flatMap(({ writer, message, none, best, useful }): Listing[] => {
        const vector = known.get(hashOfText(message));
        if (!vector) return [];
        const { candidates } = finder.find({ words: normaliseQuestion(message, pack.vocabulary, base.units), vector });
        return [{ group: writer, message, none, best: new Set(best), useful: new Set(useful), candidates }];
      });
    base.units.close();
    return listings;
  } finally {
    await rm(root, { recursive: true, force: true });
  }
};
