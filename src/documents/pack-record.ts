import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { folderReason } from '../domain/disk-reason.js';
import { NextRungError } from '../domain/errors.js';
import type { FoundFile } from './find-files.js';

/** Beside the guides: what was imported last, so that hand-made changes can be told from the importer's. */
export const recordFolder = 'imported';
export const recordFile = join(recordFolder, 'documents.json');

const recordSchema = z.array(
  z.object({
    name: z.string(),
    bytes: z.number(),
    changedMs: z.number(),
    /** The guide that was made of it, or why none was. */
    guide: z.string().optional(),
    reason: z.string().optional(),
  }),
);
export type Recorded = z.infer<typeof recordSchema>[number];

/** Does what writes to a folder; what the disk refuses becomes `config_invalid` with the next step. */
export const saving = async <T>(folder: string, work: () => Promise<T>): Promise<T> => {
  try {
    return await work();
  } catch (cause) {
    const why = cause instanceof NextRungError ? undefined : folderReason(folder, cause);
    if (!why) throw cause;
    throw new NextRungError(
      'config_invalid',
      `The pack cannot be saved in ${folder} (${why}). Make room or choose another folder; what was there is as it was.`,
      {
        cause,
      },
    );
  }
};

export const readIfThere = (path: string): Promise<string | undefined> => readFile(path, 'utf8').catch(() => undefined);

/** What was imported last; nothing where that is not known, or damaged: then all documents are read again. */
export const readRecord = async (pack: string): Promise<Recorded[]> => {
  const text = await readIfThere(join(pack, recordFile));
  try {
    return recordSchema.parse(JSON.parse(text ?? '[]'));
  } catch {
    return [];
  }
};

/** Whether a pack stands as these files were when they were imported, by their sizes and times alone. */
export const isImported = async (pack: string, files: readonly FoundFile[]): Promise<boolean> => {
  const record = await readRecord(pack);
  const known = new Map(record.map(one => [one.name, one]));
  return (
    record.length === files.length &&
    files.every(file => known.get(file.name)?.bytes === file.bytes && known.get(file.name)?.changedMs === file.changedMs)
  );
};
