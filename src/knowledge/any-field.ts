import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Files whose lists hold for any field, for packs that leave theirs out. */
export const anyFieldFiles = ['vocabulary.yaml', 'scope.yaml', 'voice.yaml'] as const;

/** Where they stand, seen from the sources and from the build alike. */
const folder = ['../../knowledge/any-field', '../../../knowledge/any-field']
  .map(path => fileURLToPath(new URL(path, import.meta.url)))
  .find(path => existsSync(path));

const texts = new Map<string, string>();

/** The text of such a file; empty for any other, and where the program came without them. */
export const anyFieldText = (name: string): string => {
  const known = texts.get(name);
  if (known !== undefined) return known;
  const isOne = folder !== undefined && anyFieldFiles.some(file => file === name);
  const text = isOne ? readFileSync(join(folder, name), 'utf8') : '';
  texts.set(name, text);
  return text;
};
