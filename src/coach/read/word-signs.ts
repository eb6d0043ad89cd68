import { words } from '../../text/tokens.js';

/** The words of a message and its pairs of neighbours: where the very words tell, not what they are about. */
export const wordSigns = (message: string): ReadonlyMap<string, number> => {
  const own = words(message);
  return new Map([...own, ...own.slice(1).map((word, at) => `${own[at]} ${word}`)].map(sign => [sign, 1]));
};
