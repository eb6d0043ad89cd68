import lists from './words.json' with { type: 'json' };

const wordsOf = (lines: readonly string[]): readonly string[] => lines.flatMap(line => line.split(' '));
/** Words as one choice of a pattern, the longest first. */
const choiceOf = (lines: readonly string[]): string =>
  wordsOf(lines)
    .toSorted((a, b) => b.length - a.length)
    .map(word => word.replaceAll('_', ' '))
    .join('|');

/** Beginnings of words for what befalls somebody, and for what is done about it. */
export const ailments = choiceOf(lists.ailments);
export const treatments = choiceOf(lists.treatments);
/** Who somebody is to another, at home. */
export const kin = choiceOf(lists.kin);
/** Somebody whose name is not told. */
export const someone = choiceOf(lists.someone);
/** Whom one knows by work or school: who is called so is told of, not treated. */
export const atWork = choiceOf(lists.atWork);
/** Whom a whole town knows without a name. */
export const knownToAll = choiceOf(lists.knownToAll);
/** Companies, programs, drugs, and diseases that are called after somebody. */
export const notPeople: ReadonlySet<string> = new Set(wordsOf(lists.notPeople));
