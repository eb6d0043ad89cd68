import { isTableRow } from '../../../src/domain/passage.js';
import type { Ground, Planted } from './faults.js';

/* Sentences of the passages that say the opposite of themselves, or what a credential is for wrongly. No figure and no name in them is wrong. */

type Swap = readonly [from: RegExp, to: string];

/** Affirmed becomes denied, and the other way. */
const turns: readonly Swap[] = [
  [/\bis not strictly required\b/, 'is strictly required'],
  [/\bis generally not required\b/, 'is generally required'],
  [/\bdo not need\b/, 'do need'],
  [/\bis not always mandatory\b/, 'is always mandatory'],
  [/\bis required\b/, 'is not required'],
  [/\bare required\b/, 'are not required'],
  [/\bare often required\b/, 'are not required'],
  [/\boften require\b/, 'do not require'],
  [/\btypically require\b/, 'do not require'],
  [/\btypically requires\b/, 'does not require'],
  [/\bis mandatory\b/, 'is optional'],
  [/\bare less common\b/, 'are common'],
  [/\bis very common\b/, 'is rare'],
  [/\bis widespread\b/, 'is not widespread'],
  [/\bis preferred\b/, 'is not preferred'],
  [/\bis generally considered\b/, 'is not generally considered'],
  [/\bhighly prefer\b/, 'do not prefer'],
  [/\bare highly valued\b/, 'are not valued'],
  [/\bare highly recommended\b/, 'are not recommended'],
  [/\bsignificantly boosts\b/, 'does not boost'],
  [/\boften seek\b/, 'do not seek'],
  [/\bhelps\b/, 'does not help'],
  [/\bcan lead\b/, 'cannot lead'],
  [/\bgenerally pay more\b/, 'do not pay more'],
];

/** What a credential is for. */
const uses: readonly Swap[] = [
  [/\binpatient and hospital\b/, 'outpatient and physician-office'],
  [/\bhospital inpatient\b/, 'physician-office outpatient'],
  [/\binpatient hospital\b/, 'outpatient'],
  [/\boutpatient and physician-office\b/, 'inpatient and hospital'],
  [/\bphysician-office and outpatient\b/, 'hospital and inpatient'],
  [/\bmid-level\b/, 'entry-level'],
  [/\bentry-level\b/, 'advanced-level'],
  [/\badvanced level\b/, 'entry level'],
];

const plant = (swaps: readonly Swap[], holds: RegExp) => {
  return ({ passages, random }: Ground): Planted | undefined => {
    const made = passages.flatMap(({ n, passage }) =>
      passage.sentences
        .filter(text => !isTableRow(passage, text) && holds.test(text))
        .flatMap(text => swaps.filter(([from]) => from.test(text)).map(([from, to]) => ({ n, text: text.replace(from, to) }))),
    );
    if (made.length === 0) return undefined;
    const { n, text } = random.pick(made);
    return { text: text.replace(/\.$/, ` [${n}].`), never: [text] };
  };
};

export const turnedAround = plant(turns, /./);
export const swappedUse = plant(uses, /\b(?:CPC|CCS|CIC|COC|CCA|CCS-P|CPCO|CPMA|CDEO)\b/);
