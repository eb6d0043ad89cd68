import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Every byte of the files in a folder, as one text: what is not in it was not written down. */
export const savedBytes = async (folder: string): Promise<string> => {
  const files = (await readdir(folder, { withFileTypes: true })).filter(file => file.isFile());
  return (await Promise.all(files.map(file => readFile(join(folder, file.name), 'latin1')))).join('');
};
