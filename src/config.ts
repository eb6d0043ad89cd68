import { resolve } from 'node:path';
import { z } from 'zod';
import { NextRungError } from './domain/errors.js';

/** Blank is the same as unset, as `.env` files leave it. */
const setting = <S extends z.ZodType>(schema: S) => z.preprocess(value => (value === '' ? undefined : value), schema);

const environmentSchema = z.object({
  DATA_DIR: setting(z.string().default('data')),
  KNOWLEDGE_PACK: setting(z.string().default('knowledge/medical-coding')),
  LOG_LEVEL: setting(z.enum(['silent', 'error', 'warn', 'info', 'debug']).default('warn')),
  LOG_FORMAT: setting(z.enum(['pretty', 'json']).default('pretty')),
});

/** Every setting that is read, for naming those that are set. */
export const settingNames: readonly string[] = Object.keys(environmentSchema.shape);

export type Config = {
  /** Absolute folder for what NextRung saves. */
  readonly dataDir: string;
  /** Absolute folder of the index, inside `dataDir`. */
  readonly indexDir: string;
  /** Absolute folder of the knowledge pack. */
  readonly packDir: string;
  readonly logLevel: 'silent' | 'error' | 'warn' | 'info' | 'debug';
  readonly logFormat: 'pretty' | 'json';
};

/**
 * The only reader of the environment. Relative folders are taken from `root`. Throws `config_invalid` naming every wrong setting at once.
 *
 * @param environment usually `process.env`, after `.env` was read
 */
export const readConfig = (environment: Readonly<Record<string, string | undefined>>, root: string): Config => {
  const parsed = environmentSchema.safeParse(environment);
  if (!parsed.success) {
    const problems = parsed.error.issues.map(issue => `${issue.path.join('.')}: ${issue.message}`).join('; ');
    throw new NextRungError(
      'config_invalid',
      `These settings cannot be read: ${problems}. Correct them in .env or the environment (see .env.example).`,
    );
  }
  const { DATA_DIR, KNOWLEDGE_PACK, LOG_LEVEL, LOG_FORMAT } = parsed.data;
  const dataDir = resolve(root, DATA_DIR);
  return Object.freeze({
    dataDir,
    indexDir: resolve(dataDir, 'index'),
    packDir: resolve(root, KNOWLEDGE_PACK),
    logLevel: LOG_LEVEL,
    logFormat: LOG_FORMAT,
  });
};
