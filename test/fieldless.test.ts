import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
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
    'credentials',
    credentials.flatMap(({ id, name, expansion, aliases }) => [id, name, ...(expansion ? [expansion] : []), ...aliases]),
  ],
  [
    'roles',
    roles
      .flatMap(({ id, title, aliases, placements }) => [id, title, ...aliases, ...placements.map(({ as }) => as)])
      .filter(name => !ofAnyField.has(name.toLowerCase())),
  ],
  ['issuers', credentials.flatMap(({ mentions }) => mentions.flatMap(({ issuer }) => issuer ?? []))],
  ['code sets', capitals(Object.values(pack.vocabulary.misspellings))],
  ['guides', pack.guides.flatMap(({ id, title, publisher }) => [id, title, publisher])],
  ['places of work', pack.vocabulary.alternatives[0] ?? []],
  ['what the field is called', ['medical coding', 'medical coder', 'coder', 'coders', 'biller', 'billing', 'icd', 'cpt']],
];

describe('the program', () => {
  it.each(kinds)('names no %s of the pack', (_, names) => {
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
