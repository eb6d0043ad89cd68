import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'dotenv';
import { NextRungError } from '../../src/domain/errors.js';
import type { Environment } from './look.js';

/** The environment, with `.env` beneath it when there is one: what the shell sets wins. The process's own environment is left as it is. */
export const readEnvironment = (root: string, processEnv: Environment): { env: Environment; envFile: boolean } => {
  const path = join(root, '.env');
  try {
    return { env: { ...parse(readFileSync(path)), ...processEnv }, envFile: true };
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return { env: processEnv, envFile: false };
    throw new NextRungError(
      'config_invalid',
      `${path} cannot be read. Check that it is a file and its permissions, or remove it.`,
      { cause },
    );
  }
};
