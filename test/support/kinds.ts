import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/*
 * What a test file needs is read from what it imports, so that nobody keeps a list: `unit` needs no index, page, browser or server and is
 * what one runs while thinking; `browser` drives Chromium; `whole` is the rest.
 */

export type Kind = 'unit' | 'whole' | 'browser';

const drivesBrowser = /^test\/support\/browser\.ts$/;
/** What opens the index, listens on a port or runs a process. */
const beyondUnits =
  /^test\/support\/(shared-coach|run-nextrung|openai-server|web\/serve-page|slack\/local-slack|discord\/local-discord)\.ts$|^src\/(create-coach|open-keyword-coach|backends\/onnx-embedder|open-pack|documents\/(read-apart|import-documents))\.ts$|^adapters\/([a-z]+\/)?start\.ts$|^bench\/|^node:(child_process|http|net)$/;
/** What generates values: these files are run with all of them by `npm run test:long`. */
const generates = /^test\/support\/for-all\.ts$/;

/** Paths from the repository's root, and names of Node's own modules. */
const importsOf = (path: string): string[] =>
  [...readFileSync(path, 'utf8').matchAll(/(?:from|import\() ?'([^']+)'/g)].flatMap(([, name = '']) => {
    if (!name.startsWith('.')) return name.startsWith('node:') ? [name] : [];
    return [join(dirname(path), name).replace(/\.js$/, '.ts')];
  });

/** Whether a file, or what it uses of test/, imports what a pattern names. */
const reaches = (path: string, what: RegExp, seen: Set<string> = new Set()): boolean => {
  if (seen.has(path)) return false;
  seen.add(path);
  return importsOf(path).some(name => what.test(name) || (name.startsWith('test/') && reaches(name, what, seen)));
};

export const testFiles = (): string[] =>
  readdirSync('test', { recursive: true, encoding: 'utf8' })
    .filter(name => name.endsWith('.test.ts'))
    .map(name => join('test', name));

export const kindOf = (path: string): Kind =>
  reaches(path, drivesBrowser) ? 'browser' : reaches(path, beyondUnits) ? 'whole' : 'unit';

export const holdsProperties = (path: string): boolean => reaches(path, generates);
