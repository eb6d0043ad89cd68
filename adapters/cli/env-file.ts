import { parse } from 'dotenv';
import { isSetting, settingNames } from '../../src/settings-schema.js';
import { nearSettings, nearSettingsOfShell, settingOfSameWords, settingOfValue } from './near-settings.js';

/** What a `.env` says, and what is wrong with it. No value of it is ever told: it may be a secret. */
export type EnvFile = {
  readonly values: Readonly<Record<string, string>>;
  /** The line, from 1, that sets a name. */
  readonly lines: ReadonlyMap<string, number>;
  /** What cannot be read, each with its line and what was probably meant: nothing is begun with it. */
  readonly mistakes: readonly string[];
  /** What can be read and has no effect. */
  readonly notes: readonly string[];
};

/** As dotenv reads a setting: quotes may span lines, `export` and a colon are taken. */
const settingForm =
  /^[^\S\r\n]*(?:export\s+)?([\w.-]+)(?:[^\S\r\n]*=[^\S\r\n]*|:[^\S\r\n]+)('(?:\\'|[^'])*'|"(?:\\"|[^"])*"|`(?:\\`|[^`])*`|[^#\r\n]*)?[^\S\r\n]*(?:#.*)?$/gm;

const isUtf16 = (bytes: Uint8Array): boolean => {
  const mark = Buffer.from(bytes.subarray(0, 2)).toString('hex');
  return mark === 'fffe' || mark === 'feff' || bytes.subarray(0, 200).includes(0);
};

const nothingOf = (mistake: string): EnvFile => ({ values: {}, lines: new Map(), mistakes: [mistake], notes: [] });

const meant = (names: readonly string[]): string => (names.length > 0 ? `; did you mean ${names.join(' or ')}?` : '');

/** Why a line that sets nothing cannot be read. */
const whyNot = (line: string): string => {
  const [word = '', ...rest] = line.trim().split(/\s+/);
  const ofValue = settingOfValue(line.trim());
  if (ofValue) return `is a token without its name; write ${ofValue}= before it`;
  const name = settingNames.includes(word.toUpperCase()) ? [word.toUpperCase()] : nearSettings(word);
  if (name.length > 0 && rest.length > 0) return `has no “=”; write ${name.join(' or ')}=...`;
  return `sets nothing; write NAME=value${meant(name)}`;
};

const valueProblem = (given: string): string | undefined => {
  if (/^["'`]/.test(given) && !given.endsWith(given[0] ?? '')) return 'begins with a quotation mark that is never closed';
  return /^[“”‘’]/.test(given) ? 'has curly quotation marks; write straight ones, or none' : undefined;
};

const unknownNote = (name: string, where: string, near: readonly string[]): string =>
  `${where}: ${name} is no setting, so it has no effect${meant(near)}`;

/**
 * Reads the text of a `.env`.
 *
 * @param name what to call the file
 */
export const readEnvFile = (bytes: Uint8Array, name = '.env'): EnvFile => {
  if (isUtf16(bytes)) return nothingOf(`${name}, line 1: the file is saved as UTF-16; save it as UTF-8`);
  const text = new TextDecoder().decode(bytes).replace(/\r\n?/g, '\n');
  const [lines, mistakes, notes] = [new Map<string, number>(), [] as string[], [] as string[]];
  const lineAt = (offset: number): number => text.slice(0, offset).split('\n').length;
  const begin = text.search(/\S/);
  if (text[begin] === '{')
    return nothingOf(`${name}, line ${lineAt(begin)}: the file holds JSON; write one setting a line, as NAME=value`);
  const left = text.replace(settingForm, (whole: string, key: string, given: string | undefined, offset: number) => {
    const line = lineAt(offset + whole.search(/\S/));
    const where = `${name}, line ${line}`;
    const problem = valueProblem(given?.trim() ?? '');
    if (problem) mistakes.push(`${where}: the value of ${key} ${problem}`);
    const near = nearSettings(key);
    if (!isSetting(key)) notes.push(unknownNote(key, where, near.length > 0 ? near : settingOfSameWords(key)));
    const earlier = lines.get(key);
    if (earlier !== undefined) notes.push(`${where}: ${key} was set on line ${earlier} already; this one counts`);
    lines.set(key, line);
    return whole.replace(/[^\n]/g, '');
  });
  for (const [at, line] of left.split('\n').entries())
    if (line.trim() && !line.trim().startsWith('#')) mistakes.push(`${name}, line ${at + 1}: it ${whyNot(line)}`);
  return { values: parse(text), lines, mistakes, notes };
};

/** Names of the environment itself that are nearly a setting's. It is everybody's, so only what is very like one is told. */
export const notesOnEnvironment = (environment: Readonly<Record<string, string | undefined>>): string[] =>
  Object.keys(environment).flatMap(name => {
    const near = isSetting(name) ? [] : nearSettingsOfShell(name);
    return near.length > 0 ? [unknownNote(name, 'the environment', near)] : [];
  });
