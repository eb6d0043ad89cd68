import { words } from '../../text/tokens.js';
import { bareText, type Source } from './sources.js';
import { initialsOf, type SpeltNames } from './spelt-names.js';

/** What follows says what the letters stand for, whatever it is. */
const strictly =
  /^s?\s*(?:stands? for|(?:is|are) short for|(?:is|are) the abbreviation (?:of|for)|abbreviates|spells? out(?: as)?|in full(?: is)?)\s+(?:the |an? )?["“]?/i;
/** What follows may say it, and does where its initials are the letters. */
const loosely = /^s?\s*(?:means|is|are|was|=|:|\(|,|–|-)\s*(?:the |an? )?["“]?/i;

/**
 * Whether whatever a text says that letters stand for is what the pack, or a passage that it cites, spells them out as: "CCS stands for
 * certified coding supervisor" has every word of the field and is wrong.
 */
export const expansionsHold = (text: string, sources: readonly Source[], { longOf }: SpeltNames): boolean =>
  [...text.matchAll(/(?<![\p{L}\p{N}-])[A-Z][A-Z0-9]+(?:-[A-Z]+)*/gu)].every(({ 0: short, index }) => {
    const behind = text.slice(index + short.length);
    const isStrict = strictly.test(behind);
    const opening = (isStrict ? strictly : loosely).exec(behind)?.[0];
    if (opening === undefined) return true;
    const long = words(behind.slice(opening.length).split(/[.;()]/)[0] ?? '');
    const letters = short.toLowerCase().replace(/[^a-z0-9]/g, '');
    const spelt = Array.from({ length: Math.min(long.length, 10) }, (_, at) => long.slice(0, at + 1)).find(
      phrase => phrase.length > 1 && initialsOf(phrase) === letters,
    );
    if (!isStrict && !spelt) return true;
    const said = ` ${long.join(' ')} `;
    const known = [...(longOf.get(short.toLowerCase()) ?? [])];
    if (known.some(one => said.startsWith(` ${one} `))) return true;
    const own = bareText((spelt ?? long.slice(0, 4)).join(' '));
    return known.length === 0 && sources.some(source => source.plain.includes(` ${own} `));
  });
