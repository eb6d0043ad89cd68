import { type Passage, passageText } from '../../domain/passage.js';

/** Words that a pack writes with a capital within its sentences and never without: names of organisations and products. */
export const readProperNames = (passages: Iterable<Passage>): ReadonlySet<string> => {
  const [capital, small] = [new Set<string>(), new Set<string>()];
  for (const passage of passages) {
    const text = passageText(passage);
    for (const { 0: word, index } of text.matchAll(/(?<![\p{L}\p{N}'’-])\p{L}{3,}(?![\p{L}\p{N}-])/gu)) {
      const isWithin = /[\p{L},)] $/u.test(text.slice(Math.max(0, index - 2), index));
      if (/^\p{Ll}/u.test(word)) small.add(word);
      else if (isWithin) capital.add(word.toLowerCase());
    }
  }
  return new Set([...capital].filter(word => !small.has(word)));
};
