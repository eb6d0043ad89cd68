import { eld } from 'eld/small';
import type { UnitStore } from '../../contracts/unit-store.js';
import { words } from '../../text/tokens.js';

/** Too few words to tell a language by, where the script doesn't. */
const fewestWords = 3;
/** Short forms of the field look foreign; a message with so many English words, or words of the guides, is English. */
const englishShare = 0.5;

/** The language of a message that is plainly not English, as ISO 639-1; undefined for English and where it isn't sure. */
export const otherLanguage = (message: string, known: Pick<UnitStore, 'isKnownWord' | 'packWords'>): string | undefined => {
  const own = words(message);
  const isLatin = /\p{Script=Latin}/u.test(message);
  if (isLatin && own.length < fewestWords) return undefined;
  const english = own.filter(word => known.isKnownWord(word) || known.packWords().has(word)).length;
  if (english >= englishShare * own.length && isLatin) return undefined;
  const found = eld.detect(message);
  return found.language && found.language !== 'en' && found.isReliable() ? found.language : undefined;
};
