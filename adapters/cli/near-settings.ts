import { distance } from 'fastest-levenshtein';
import { settingNames } from '../../src/settings-schema.js';

/** Names that differ by no more than a slip of the hand: two edits in a long name, one in a short one, or the same letters in another order. */
const isSlip = (name: string, known: string): boolean =>
  distance(name, known) <= (known.length >= 8 ? 2 : 1) || [...name].toSorted().join('') === [...known].toSorted().join('');

/** Whether one name has all words of the other: SLACK_TOKEN of SLACK_BOT_TOKEN. A single word says too little. */
const isPartOf = (few: readonly string[], many: readonly string[]): boolean =>
  few.length > 1 && few.every(word => many.includes(word));

/** The settings that an unknown name was probably meant for, nearest first, at most two; none when it is like none of them. */
export const nearSettings = (name: string): string[] => {
  const [typed, words] = [name.toUpperCase(), name.toUpperCase().split(/[_.-]+/)];
  const near = settingNames.filter(known => {
    const parts = known.split('_');
    return typed === known || isSlip(typed, known) || isPartOf(words, parts) || isPartOf(parts, words);
  });
  return near.toSorted((one, other) => distance(typed, one) - distance(typed, other)).slice(0, 2);
};

/** Tokens by how they begin, and the setting that each is for. */
const tokens: readonly (readonly [RegExp, string])[] = [
  [/^xoxb-/, 'SLACK_BOT_TOKEN'],
  [/^xapp-/, 'SLACK_APP_TOKEN'],
  [/^sk-/, 'OPENAI_API_KEY'],
];

/** The setting that a value alone tells, as a token pasted without its name. */
export const settingOfValue = (value: string): string | undefined => tokens.find(([form]) => form.test(value))?.[1];
