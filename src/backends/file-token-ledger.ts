import { readFile, rename } from 'node:fs/promises';
import { z } from 'zod';
import type { TokenLedger } from '../contracts/token-ledger.js';
import { NextRungError } from '../domain/errors.js';
import { writeWhole } from '../domain/write-whole.js';

const pageSchema = z.strictObject({ day: z.iso.date(), tokens: z.number().int().min(0) });
type Page = z.infer<typeof pageSchema>;

const today = (): string => new Date().toISOString().slice(0, 10);
const ofToday = (page: Page | undefined): number => (page?.day === today() ? page.tokens : 0);

const damagedFile = (path: string, cause: unknown): NextRungError =>
  new NextRungError(
    'model_failed',
    `${path} is damaged, so the tokens that a model took today count from nothing. It is put aside as ${path}.damaged; set DAILY_TOKEN_BUDGET lower until midnight UTC if that matters.`,
    { cause },
  );

/**
 * The day's tokens in one small file. A file that cannot be read counts as an empty day, which `onTrouble` is told: a budget must not stop
 * answers. What the disk does not take counts while this process runs. Additions of one process come one after another; two processes may lose
 * one of two written at the same moment.
 */
export const createFileTokenLedger = (
  path: string,
  onTrouble: (trouble: NextRungError) => void = () => undefined,
): TokenLedger => {
  let last: Promise<unknown> = Promise.resolve();
  let unwritten: Page | undefined;
  let isDamaged = false;

  const readPage = async (): Promise<Page | undefined> => {
    try {
      return pageSchema.parse(JSON.parse(await readFile(path, 'utf8')));
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      if (!isDamaged) onTrouble(damagedFile(path, cause));
      isDamaged = true;
      return undefined;
    }
  };
  const spentToday = async (): Promise<number> => ofToday(await readPage()) + ofToday(unwritten);
  const write = async (tokens: number): Promise<void> => {
    const page = { day: today(), tokens: (await spentToday()) + tokens };
    try {
      if (isDamaged) await rename(path, `${path}.damaged`);
      isDamaged = false;
      await writeWhole(path, JSON.stringify(page));
      unwritten = undefined;
    } catch (error) {
      unwritten = { day: page.day, tokens: ofToday(unwritten) + tokens };
      throw error;
    }
  };
  return {
    spentToday: () => last.then(spentToday),
    add(tokens) {
      const added = last.then(() => write(tokens));
      last = added.catch(() => undefined);
      return added;
    },
  };
};
