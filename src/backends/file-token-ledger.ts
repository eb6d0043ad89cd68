import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import type { TokenLedger } from '../contracts/token-ledger.js';

const pageSchema = z.strictObject({ day: z.iso.date(), tokens: z.number().int().min(0) });

const today = (): string => new Date().toISOString().slice(0, 10);

/**
 * The day's tokens in one small file, written beside it and renamed into place. A file that cannot be read counts as an empty day: a budget
 * must not stop answers. Additions of one process come one after another; two processes may lose one of two written at the same moment.
 */
export const createFileTokenLedger = (path: string): TokenLedger => {
  let last: Promise<unknown> = Promise.resolve();
  const spentToday = async (): Promise<number> => {
    const text = await readFile(path, 'utf8').catch(() => '{}');
    const page = pageSchema.safeParse(parsed(text)).data;
    return page?.day === today() ? page.tokens : 0;
  };
  const write = async (tokens: number): Promise<void> => {
    const page = { day: today(), tokens: (await spentToday()) + tokens };
    await mkdir(dirname(path), { recursive: true });
    const draft = `${path}.${process.pid}`;
    await writeFile(draft, JSON.stringify(page));
    await rename(draft, path);
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

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
