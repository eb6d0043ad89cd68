import { isEnglish } from '../../text/english-words.js';
import type { IsName } from './name-words.js';

const letters: Readonly<Record<string, string>> = { 0: 'o', 1: 'i', 3: 'e', 4: 'a', 5: 's', 7: 't', '@': 'a', $: 's' };
/** A word with such a digit within: a code begins or ends with its digits. */
const disguised = /(?<![\p{L}\d])(?=[\p{L}\d@$]*\p{L}[\d@$]+\p{L})[\p{L}01345$7@]{4,}(?![\p{L}\d])/giu;

/** "p4t13nt" as it is meant: digits that stand for letters are made letters, where a word or a name comes of it. */
export const withoutDisguise = (text: string, isName: IsName): string =>
  text.replace(disguised, written => {
    const meant = written.toLowerCase().replace(/[013457@$]/g, sign => letters[sign] ?? sign);
    return isEnglish(meant) || isName(meant) ? meant : written;
  });
