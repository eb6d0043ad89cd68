import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { NextRungError } from '../../src/domain/errors.js';
import { notesOnEnvironment, readEnvFile } from './env-file.js';
import type { Environment } from './look.js';

/** What settings are read from. */
export type ReadEnvironment = {
  /** The environment, with `.env` beneath it: what the shell sets wins. */
  readonly env: Environment;
  /** Whether a `.env` was read. */
  readonly envFile: boolean;
  /** What in `.env` cannot be read, each with its line. */
  readonly mistakes: readonly string[];
  /** Names that were probably meant for a setting and are none, each with where it stands. */
  readonly notes: readonly string[];
  /** Where `.env` sets a setting that the shell does not: "line 3 of .env". */
  whereOf(name: string): string | undefined;
};

/** Reads `.env` in a folder, when there is one. The process's own environment is left as it is. Throws `config_invalid` when it is no file that may be read. */
export const readEnvironment = (root: string, processEnv: Environment): ReadEnvironment => {
  const path = join(root, '.env');
  const ofShell = notesOnEnvironment(processEnv);
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT')
      return { env: processEnv, envFile: false, mistakes: [], notes: ofShell, whereOf: () => undefined };
    throw new NextRungError(
      'config_invalid',
      `${path} cannot be read. Check that it is a file and its permissions, or remove it.`,
      { cause },
    );
  }
  const { values, lines, mistakes, notes } = readEnvFile(bytes);
  const env: Environment = { ...values, ...processEnv };
  return {
    env,
    envFile: true,
    mistakes,
    notes: [...notes, ...ofShell],
    whereOf: name => {
      const written = env[name] ? name : name.toLowerCase();
      return processEnv[written] === undefined && lines.has(written) ? `line ${lines.get(written)} of .env` : undefined;
    },
  };
};
