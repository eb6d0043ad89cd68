import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { compilePackOrThrow } from '../src/knowledge/compile-pack.js';
import { readPackFiles } from '../src/knowledge/pack-files.js';

/* Everything of the field stands in the pack: no credential, role, issuer, guide or code set of it is named in the program, comments included. */

const shipped = 'knowledge/medical-coding';

/** Names of roles that are words of any office or of programs, with why they stand in the program. */
const ofAnyField = new Map([
  ['manager', 'discord.js has a ShardingManager, LangChain a CallbackManager; "my manager said" is told anywhere'],
  ['supervisor', '"my supervisor said" is told anywhere'],
  ['director', 'whoever signs with a title has a name'],
  ['trainer', '"my trainer said" is told anywhere'],
  ['professor', 'a form of address'],
  ['collector', 'of log lines, and of garbage'],
  ['senior', 'a level of the career map'],
]);

/** The pack that ships is the default of a setting. */
const withoutDefaults = (text: string): string => text.replaceAll(shipped, '');

const textsOf = (folder: string): { path: string; text: string }[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(name => /\.(tsx?|jsx?|json|ya?ml|html|css)$/.test(name))
    .map(name => ({ path: join(folder, name), text: withoutDefaults(readFileSync(join(folder, name), 'utf8')) }));

const program = [...textsOf('src'), ...textsOf('adapters')];

/** Where a name stands as whole words, in capitals or not. */
const standingIn = (names: readonly string[], texts: readonly { path: string; text: string }[]): string[] => {
  const escaped = names.map(name => name.toLowerCase().replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  const pattern = new RegExp(`(?<![a-z0-9])(?:${escaped.join('|')})(?![a-z0-9])`, 'g');
  return texts.flatMap(({ path, text }) =>
    text
      .toLowerCase()
      .split('\n')
      .flatMap((line, at) => [...line.matchAll(pattern)].map(([name]) => `${path}:${at + 1} ${name}`)),
  );
};

const pack = compilePackOrThrow(await readPackFiles(shipped), shipped);
const { roles, credentials } = pack.careerMap;
/** Code sets, laws and bodies are what is written in capitals among the words that members mistype. */
const capitals = (texts: readonly string[]): string[] => texts.filter(text => /[A-Z]{2}/.test(text));

const kinds: readonly (readonly [kind: string, names: readonly string[]])[] = [
  [
    'credentials of the pack',
    credentials.flatMap(({ id, name, expansion, aliases }) => [id, name, ...(expansion ? [expansion] : []), ...aliases]),
  ],
  [
    'roles of the pack',
    roles
      .flatMap(({ id, title, aliases, placements }) => [id, title, ...aliases, ...placements.map(({ as }) => as)])
      .filter(name => !ofAnyField.has(name.toLowerCase())),
  ],
  ['issuers of the pack', credentials.flatMap(({ mentions }) => mentions.flatMap(({ issuer }) => issuer ?? []))],
  ['code sets of the pack', capitals(Object.values(pack.vocabulary.misspellings))],
  ['guides of the pack', pack.guides.flatMap(({ id, title, publisher }) => [id, title, publisher])],
  ['places of work of the pack', pack.vocabulary.alternatives[0] ?? []],
  ['names of the field', ['medical coding', 'medical coder', 'coder', 'coders', 'biller', 'billing', 'icd', 'cpt']],
];

describe('the program', () => {
  it.each(kinds)('names no %s', (_, names) => {
    expect(names.length).toBeGreaterThan(4);
    expect(standingIn([...new Set(names)], program)).toEqual([]);
  });

  it('is searched whole, and what stands in it is found', () => {
    expect(program.length).toBeGreaterThan(300);
    const planted = [{ path: 'a.ts', text: `// ask ${credentials[0]?.name}s\nconst one = "${credentials[0]?.name}";` }];
    expect(standingIn([credentials[0]?.name ?? ''], planted)).toEqual([`a.ts:2 ${credentials[0]?.name.toLowerCase()}`]);
  });

  it('excuses only what stands in it', () => {
    expect([...ofAnyField.keys()].filter(name => standingIn([name], program).length === 0)).toEqual([]);
  });
});

/** Longer lists stand in data: a pack, or a file of English words. */
const longest = 10;
/** What tells a person's or a patient's data is the form of what people paste, which is no list to be edited. */
const formsOfData =
  /^src\/(coach\/redact\/|coach\/patient-data\.ts$|text\/number-words\.ts$|backends\/compromise-name-finder\.ts$)/;

/** Alternatives of words in each group of a regular expression, and outside of groups. */
const alternativesIn = (pattern: string): string[][] => {
  const open: string[][] = [['']];
  const done: string[][] = [];
  for (const [piece] of pattern.matchAll(/\\[\s\S]|\[(?:\\.|[^\]])*\]|[\s\S]/g)) {
    const group = open.at(-1) ?? [''];
    if (piece === '(') open.push(['']);
    else if (piece === ')') done.push(open.pop() ?? []);
    else if (piece === '|') group.push('');
    else group[group.length - 1] += piece;
  }
  return [...done, ...open].map(group => group.filter(text => /[a-z]{2}/.test(text)));
};

/** Lists of English words in a source: arrays of them, texts that are nothing else and are cut into words, and alternatives of a pattern. */
const listsIn = (path: string, text: string): string[] => {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    const line = source.getLineAndCharacterOfPosition(node.getStart()).line + 1;
    const add = (count: number): void => void (count > longest && found.push(`${path}:${line} ${count} words`));
    if (ts.isArrayLiteralExpression(node))
      add(node.elements.filter(one => ts.isStringLiteralLike(one) && /^[a-z' -]+$/.test(one.text)).length);
    if (ts.isRegularExpressionLiteral(node)) add(Math.max(...alternativesIn(node.text).map(group => group.length)));
    const isCut =
      ts.isPropertyAccessExpression(node.parent ?? node) &&
      /^split$/.test((node.parent as ts.PropertyAccessExpression).name.text);
    if (ts.isStringLiteralLike(node) && isCut) add(node.text.trim().split(/[\s,|]+/).length);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
};

describe('lists of English words', () => {
  /** Names that a protocol gives. */
  const ofProtocols = /^src\/(coach\/model\/markup-filter|domain\/judgment)\.ts$|^adapters\/(discord|slack)\//;

  it('are found in arrays, in patterns and in texts that are cut', () => {
    const words = 'a b c d e f g h i j k l'.split(' ').map(letter => letter.repeat(3));
    const planted = [
      `const a = [${words.map(word => `'${word}'`).join()}];`,
      `const b = /x (?:${words.join('|')})/;`,
      `const c = '${words.join(' ')}'.split(' ');`,
    ];
    expect(planted.map(text => listsIn('a.ts', text).length)).toEqual([1, 1, 1]);
  });

  it(`have at most ${longest} entries in code`, () => {
    const sources = program.filter(({ path }) => /\.[jt]sx?$/.test(path) && !formsOfData.test(path) && !ofProtocols.test(path));
    expect(sources.flatMap(({ path, text }) => listsIn(path, text))).toEqual([]);
  });
});
