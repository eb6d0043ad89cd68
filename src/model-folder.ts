import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where the weights stand, seen from the sources and from the build alike. */
export const modelFolder: string =
  ['../models', '../../models']
    .map(path => fileURLToPath(new URL(path, import.meta.url)))
    .find(path => existsSync(join(path, 'tokenizer.json'))) ?? 'models';
