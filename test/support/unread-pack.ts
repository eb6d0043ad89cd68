import { cp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * A copy of the shipped pack whose sentences no vector ships for, and without judgments: indexing it takes a while, as it does with guides of one's
 * own.
 */
export const writeUnreadPack = async (folder: string): Promise<string> => {
  await cp('knowledge/medical-coding', folder, { recursive: true });
  await rm(join(folder, 'judgments.jsonl'));
  for (const name of await readdir(join(folder, 'guides'))) {
    const path = join(folder, 'guides', name);
    const text = await readFile(path, 'utf8');
    const lines = text.split('\n');
    // Another tense is another text, and no shorter or longer; headings are cited by name.
    const past = lines.map(line =>
      line.startsWith('#') ? line : line.replaceAll(' is ', ' was ').replaceAll(' are ', ' were '),
    );
    await writeFile(path, past.join('\n'));
  }
  return folder;
};
