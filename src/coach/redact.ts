import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { NameFinder } from '../contracts/name-finder.js';
import { visible } from '../text/visible.js';
import type { PatientSense } from './patient-data.js';
import { homeAddresses, networkAddresses } from './redact/addresses.js';
import { withoutDays } from './redact/days.js';
import { withoutDisguise } from './redact/disguise.js';
import { fileNames, quotedFileNames, spacedFileNames } from './redact/file-names.js';
import { createNamesIn } from './redact/names.js';
import { withoutNumbers } from './redact/numbers.js';
import { closeGaps, takeOut, takeOutSpans } from './redact/take-out.js';

/**
 * What may be kept, shown again, logged or sent of a member's words: without who somebody is, which never bears on an answer. Undefined where they are
 * about a patient: of such a text nothing is. What it gives goes through it unchanged.
 */
export type Redact = (text: string) => string | undefined;

const hashOf = (text: string): string => createHash('sha256').update(text).digest('base64');

/**
 * Makes the redactor: it declines patient data, and takes mentions, e-mail and postal addresses, phone, record and other numbers of somebody's, days, names
 * and names of files out of the rest. Texts come back with full-width and invisible characters as one reads them.
 *
 * @param isOfTheField whether a word in small letters stands in the guides: credentials, schools and cities are nobody's name
 */
export const createRedactor = (
  names: NameFinder,
  patients: PatientSense,
  isOfTheField: (word: string) => boolean = () => false,
): Redact => {
  const namesIn = createNamesIn(names, isOfTheField);
  const redacted = (text: string): string | undefined => {
    const plain = visible(text);
    const left = takeOut(withoutDays(plain), [
      ...networkAddresses,
      quotedFileNames,
      spacedFileNames,
      fileNames,
      ...homeAddresses,
    ]);
    const unnumbered = withoutNumbers(left);
    const kept = closeGaps(takeOutSpans(unnumbered, namesIn(unnumbered)));
    return patients.isOfPatient(withoutDisguise(plain, names.isName), kept) ? undefined : kept;
  };
  // A text is kept, shown and sent, and its turn is read again with each follow-up. No words of a member's are remembered, but a hash of them.
  const known = new LRUCache<string, { readonly kept: string | undefined }>({ max: 2_000 });
  return text => {
    const key = hashOf(text);
    const earlier = known.get(key);
    if (earlier) return earlier.kept;
    const kept = redacted(text);
    known.set(key, { kept });
    // What went through once goes through unchanged.
    if (kept !== undefined) known.set(hashOf(kept), { kept });
    return kept;
  };
};
