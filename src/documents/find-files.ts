import { readdir, stat } from 'node:fs/promises';
import { basename, join, relative, resolve } from 'node:path';
import { NextRungError } from '../domain/errors.js';

/** A file that may be a document. */
export type FoundFile = {
  readonly path: string;
  /** Below the folder that was given, with `/` between folders; the file's own name where a file was given. NFC, as people type it. */
  readonly name: string;
  readonly bytes: number;
  readonly changedMs: number;
};

/** What macOS, Word and version control leave beside documents. */
const isLeaving = (name: string): boolean => /^(?:\.|~\$)/.test(name) || name === 'node_modules' || name === 'Thumbs.db';

const filesIn = async (folder: string, top: string): Promise<FoundFile[]> => {
  const entries = await readdir(folder, { withFileTypes: true });
  const each = await Promise.all(
    entries.map(async (entry): Promise<FoundFile[]> => {
      if (isLeaving(entry.name)) return [];
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return filesIn(path, top);
      return entry.isFile() ? [await fileAt(path, relative(top, path))] : [];
    }),
  );
  return each.flat();
};

const fileAt = async (path: string, name: string): Promise<FoundFile> => {
  const { size, mtimeMs } = await stat(path);
  return { path, name: name.split('\\').join('/').normalize('NFC'), bytes: size, changedMs: mtimeMs };
};

/** The files at the paths that were given and in folders below, sorted by name. Throws `input_invalid` when a path is not there. */
export const findFiles = async (paths: readonly string[]): Promise<FoundFile[]> => {
  const found = await Promise.all(
    paths.map(async given => {
      const path = resolve(given);
      try {
        return (await stat(path)).isDirectory() ? await filesIn(path, path) : [await fileAt(path, basename(path))];
      } catch (cause) {
        throw new NextRungError(
          'input_invalid',
          `${given} cannot be read (${(cause as NodeJS.ErrnoException).code}). Give a file or a folder of documents.`,
          {
            cause,
          },
        );
      }
    }),
  );
  const byPath = new Map(found.flat().map(file => [file.path, file]));
  return [...byPath.values()].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
};
