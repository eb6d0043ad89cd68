import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import ts from 'typescript';

/** A source file with what it imports: files by path from the repository's root, packages by name. Type imports and `import()` count. */
export type SourceFile = {
  readonly path: string;
  readonly lines: number;
  readonly files: readonly string[];
  readonly packages: readonly string[];
  readonly readsEnvironment: boolean;
};

const root = process.cwd();
const inRepository = (path: string): string => relative(root, path).split(sep).join('/');

/** "@scope/name/deep/file.js" -> "@scope/name". */
const packageOf = (specifier: string): string => specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');

/** The file that an import means: TypeScript is imported by the name of the JavaScript that it becomes. */
const resolveFile = (from: string, specifier: string): string => {
  const path = join(dirname(from), specifier);
  const source = ['.ts', '.tsx'].map(ending => path.replace(/\.js$/, ending)).find(existsSync);
  return inRepository(source ?? path);
};

const readsEnvironment = (file: ts.Node): boolean => {
  const isProcessEnv =
    ts.isPropertyAccessExpression(file) &&
    file.name.text === 'env' &&
    ts.isIdentifier(file.expression) &&
    file.expression.text === 'process';
  return isProcessEnv || (ts.forEachChild(file, child => readsEnvironment(child) || undefined) ?? false);
};

const readSource = (path: string): SourceFile => {
  const text = readFileSync(path, 'utf8');
  const specifiers = ts.preProcessFile(text, true, true).importedFiles.map(imported => imported.fileName);
  const outer = specifiers.filter(specifier => !specifier.startsWith('.') && !specifier.startsWith('node:'));
  return {
    path: inRepository(path),
    lines: text.split('\n').length - (text.endsWith('\n') ? 1 : 0),
    files: specifiers.filter(specifier => specifier.startsWith('.')).map(specifier => resolveFile(path, specifier)),
    packages: [...new Set(outer.map(packageOf))],
    readsEnvironment: readsEnvironment(ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true)),
  };
};

/** Every TypeScript and JavaScript file under these folders; folders that do not exist hold none. */
export const sourcesIn = (...folders: readonly string[]): SourceFile[] =>
  folders.flatMap(folder =>
    (existsSync(folder) ? readdirSync(folder, { recursive: true, encoding: 'utf8' }) : [])
      .filter(name => /\.[jt]sx?$/.test(name) && !name.endsWith('.d.ts'))
      .map(name => readSource(join(root, folder, name))),
  );

/** A way round from a file back to itself, if there is one. */
export const findCycle = (sources: readonly SourceFile[]): readonly string[] | undefined => {
  const byPath = new Map(sources.map(source => [source.path, source]));
  const done = new Set<string>();
  const visit = (path: string, trail: readonly string[]): readonly string[] | undefined => {
    if (trail.includes(path)) return [...trail.slice(trail.indexOf(path)), path];
    if (done.has(path)) return undefined;
    for (const next of byPath.get(path)?.files ?? []) {
      const cycle = visit(next, [...trail, path]);
      if (cycle) return cycle;
    }
    done.add(path);
    return undefined;
  };
  for (const { path } of sources) {
    const cycle = visit(path, []);
    if (cycle) return cycle;
  }
  return undefined;
};
