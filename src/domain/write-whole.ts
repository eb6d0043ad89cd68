import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * Writes a file whole or not at all, in a folder that is made: beside its place, then renamed into it. Rejects with the system's error, and then
 * nothing is left of it.
 *
 * @param mode of the file; that of new files otherwise
 */
export const writeWhole = async (path: string, text: string, mode?: number): Promise<void> => {
  await mkdir(dirname(path), { recursive: true });
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    await writeFile(temporary, text, { mode });
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    throw error;
  }
};
