import { access, constants } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import type { Config } from '../../src/config.js';
import { NextRungError } from '../../src/domain/errors.js';
import type { Check } from '../check.js';
import type { CliContext } from './context.js';
import { describeIndex, shortPath } from './describe-index.js';

const ok = (name: string, text: string): Check => ({ name, state: 'ok', text });

/** A check that failed: what happened, and the step that its error names or the one given. */
const failed = (name: string, error: unknown, next?: string): Check => ({
  name,
  state: 'problem',
  text: error instanceof Error ? error.message : String(error),
  ...(next ? { next } : {}),
});

export const checkNode = (version: string): Check => {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const enough = major > 20 || (major === 20 && minor >= 19);
  return enough
    ? ok('Node', version)
    : {
        name: 'Node',
        state: 'problem',
        text: `${version}; 20.19 or newer is needed`,
        next: 'Install it from nodejs.org, then run npm ci.',
      };
};

/** What is built or made for one kind of machine. */
export const checkNativeModules = (root: string): Check => {
  const name = 'Native modules';
  const require = createRequire(`${root}/package.json`);
  const load = (module: string): string => {
    require(module);
    return `${module} ${require(`${module}/package.json`).version}`;
  };
  let database = '';
  try {
    database = load('better-sqlite3');
  } catch (error) {
    return failed(name, error, 'Install Python 3, make and a C++ compiler, then run npm ci.');
  }
  try {
    return ok(name, `${database}, ${load('onnxruntime-node')}`);
  } catch (error) {
    // No problem where a server makes the embeddings; where none does, the embedder's own check says that it is one.
    const [why = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
    return {
      name,
      state: 'note',
      text: `${database}; onnxruntime-node has no library that runs here: ${why}`,
      next: 'Run npm ci; if it stays so, set EMBEDDER=openai with a server that makes embeddings.',
    };
  }
};

/** Which settings are set, by name only: some hold secrets. */
export const describeSettings = (
  settingNames: readonly string[],
  { env, envFile, notes }: Pick<CliContext, 'env' | 'envFile' | 'notes'>,
): Check => {
  const set = settingNames.filter(name => env[name]);
  if (notes.length > 0) return { name: 'Settings', state: 'note', text: notes.join('. ').replaceAll('?. ', '? ') };
  const from = envFile ? '.env and the environment' : 'the environment (there is no .env)';
  return ok('Settings', set.length > 0 ? `${set.join(', ')} from ${from}` : `all at their defaults; nothing needs to be set`);
};

export const checkPack = async (config: Config): Promise<Check> => {
  const name = 'Guides';
  try {
    const { openPack } = await import('../../src/open-pack.js');
    const { compilePack } = await import('../../src/knowledge/compile-pack.js');
    const { pack, problems } = compilePack((await openPack(config)).files);
    const place = shortPath(process.cwd(), config.packDir);
    if (!pack || problems.length > 0) {
      return {
        name,
        state: 'problem',
        text: `${problems.length} mistake(s) in ${place}`,
        next: 'Run npm run check-pack to see each with its line.',
      };
    }
    return ok(name, `${pack.guides.length} guides, ${pack.passages.length} passages in ${place}`);
  } catch (error) {
    return failed(name, error);
  }
};

/** Whether a folder, or the nearest one above it that exists, can be written to. */
const canWrite = async (folder: string): Promise<boolean> => {
  try {
    await access(folder, constants.W_OK);
    return true;
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT' && dirname(folder) !== folder;
    return missing ? canWrite(dirname(folder)) : false;
  }
};

export const checkSavedIndex = async (config: Config): Promise<Check> => {
  const name = 'Index';
  try {
    const { inspectIndex } = await import('../../src/create-coach.js');
    const found = await inspectIndex(config);
    const place = shortPath(process.cwd(), config.indexDir);
    if (found.state === 'fresh') return ok(name, `fresh: ${describeIndex(found.manifest, new Date())} in ${place}`);
    if (!(await canWrite(config.indexDir))) {
      return {
        name,
        state: 'problem',
        text: `${found.reason}, and ${place} cannot be written`,
        next: 'Set DATA_DIR to a folder that you may write to.',
      };
    }
    return {
      name,
      state: 'note',
      text: `${found.state}: ${found.reason}`,
      next: 'The first question builds it in about half a minute; or run npm run index.',
    };
  } catch (error) {
    // Without guides there is nothing to hold the index against: that is told by its own check.
    if (error instanceof NextRungError && error.code === 'pack_invalid')
      return { name, state: 'problem', text: 'not known until the guides can be read' };
    return failed(name, error);
  }
};

export const checkEmbedder = async (config: Config): Promise<Check> => {
  try {
    const { tryEmbedder } = await import('../../src/create-coach.js');
    const started = performance.now();
    const { name, dimensions } = await tryEmbedder(config);
    const where = config.embedder === 'openai' ? 'by its server' : 'on this machine';
    return ok(
      'Embedder',
      `${name}, ${dimensions} dimensions, ${where}; ran in ${((performance.now() - started) / 1000).toFixed(1)} s`,
    );
  } catch (error) {
    return failed('Embedder', error);
  }
};

/** Who writes answers; a model that cannot be used is no problem, since answers are extractive then. */
export const checkWriter = async (config: Config): Promise<Check> => {
  const name = 'Writer';
  if (!config.model) return ok(name, 'extractive: answers in the guides’ own facts, needs no key');
  const { chatModelOf, tryModel } = await import('../../src/open-model.js');
  const model = chatModelOf(config);
  if (!model) return ok(name, 'extractive, by ANSWER_WRITER; the model is not called');
  const found = await tryModel(model);
  if (found.state === 'trouble') return { name, state: 'note', text: `extractive for now. ${found.trouble.message}` };
  if (!found.listed)
    return {
      name,
      state: 'note',
      text: `model: the server does not list "${model.model}"`,
      next: 'Set OPENAI_MODEL to one that it lists, if answers turn out extractive.',
    };
  return ok(name, `model: ${model.model}; extractive when it fails`);
};
