import { distance } from 'fastest-levenshtein';
import { settingNames } from '../../src/settings-schema.js';

/** Names that differ by no more than a slip of the hand: two edits in a long name, one in a short one, or the same letters in another order. */
const isSlip = (name: string, known: string, edits = known.length >= 8 ? 2 : 1): boolean =>
  distance(name, known) <= edits ||
  (name.length === known.length && [...name].toSorted().join('') === [...known].toSorted().join(''));

const isSameWord = (one: string, other: string): boolean => one === other || (one.length > 3 && isSlip(one, other));
/** Whether one name has all words of the other: SLACK_TOKEN of SLACK_BOT_TOKEN. A single word says too little. */
const isPartOf = (few: readonly string[], many: readonly string[]): boolean =>
  few.length > 1 && few.every(word => many.some(other => isSameWord(word, other)));

/** The settings that an unknown name was probably meant for, nearest first, at most two; none when it is like none of them. */
export const nearSettings = (name: string): string[] => {
  const [typed, words] = [name.toUpperCase(), name.toUpperCase().split(/[_.-]+/)];
  const near = settingNames.filter(known => {
    const parts = known.split('_');
    return typed === known || isSlip(typed, known) || isPartOf(words, parts) || isPartOf(parts, words);
  });
  return near.toSorted((one, other) => distance(typed, one) - distance(typed, other)).slice(0, 2);
};

/**
 * The settings that a name of everybody's environment was probably meant for. Words that only ours begin with are taken as above; of all other names
 * one edit counts, since GOPROXY and FTP_PROXY are two away from ours.
 */
export const nearSettingsOfShell = (name: string): string[] =>
  /^(?:SLACK|DISCORD|OPENAI|WEB|ANSWER|MODEL|MEMBER|CHANNEL|DAILY|RETENTION|ENCRYPTION|KNOWLEDGE)_/.test(name)
    ? nearSettings(name)
    : settingNames.filter(known => isSlip(name.toUpperCase(), known, 1));

/** The one setting that has half of an unknown name's words and more: KNOWLEDGE_PACK for KNOWLEDGE_DIR. */
export const settingOfSameWords = (name: string): string[] => {
  const words = name.toUpperCase().split(/[_.-]+/);
  const near = settingNames.filter(known => {
    const parts = known.split('_');
    return parts.length > 1 && parts.filter(part => words.includes(part)).length * 2 >= Math.max(parts.length, words.length);
  });
  const begins = near.filter(known => known.split('_')[0] === words[0]);
  return [begins, near].find(({ length }) => length === 1) ?? [];
};

/** Tokens by how they begin, and the setting that each is for. */
const tokens: readonly (readonly [RegExp, string])[] = [
  [/^xoxb-/, 'SLACK_BOT_TOKEN'],
  [/^xapp-/, 'SLACK_APP_TOKEN'],
  [/^sk-/, 'OPENAI_API_KEY'],
];

/** The setting that a value alone tells, as a token pasted without its name. */
export const settingOfValue = (value: string): string | undefined => tokens.find(([form]) => form.test(value))?.[1];
