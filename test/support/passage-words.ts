import { type Passage, passageText } from '../../src/domain/passage.js';
import { words } from '../../src/text/tokens.js';

/** The words that passages hold in all, headings included: a heading over several sections once, a table's header once. */
export const passageWords = (passages: readonly Passage[]): string[] => {
  const all: string[] = [];
  let open: readonly string[] = [];
  for (const passage of passages) {
    const shared = passage.headingPath.findIndex((heading, at) => heading !== open[at]);
    // A section under the same headings as the one before it still has a heading of its own.
    all.push(...passage.headingPath.slice(shared < 0 ? passage.headingPath.length - 1 : shared).flatMap(words));
    open = passage.headingPath;
    all.push(...words(passageText(passage)));
    // Each row's sentence repeats the header, so that the row can be read alone.
    const repeats = Math.max(0, (passage.table?.rows.length ?? 0) - 1);
    for (const word of (passage.table?.header ?? []).flatMap(words)) {
      for (let n = 0; n < repeats; n++) all.splice(all.lastIndexOf(word), 1);
    }
  }
  return all;
};
