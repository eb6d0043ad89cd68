import { numberWord, ordinalWord } from '../text/spoken-numbers.js';
import { visible } from '../text/visible.js';
import { type SignHead, signChance } from './read/heads.js';
import { anyMonth, daysIn, holdsDay } from './redact/day-shapes.js';
import { labelledIn } from './redact/labelled.js';
import type { IsName } from './redact/name-words.js';
import { patientSigns } from './redact/patient-signs.js';

/*
 * Patient data must not be answered, stored, logged or sent anywhere. Identifiers that the law names are known by their shape or their label; whoever else
 * could be found is told of in more ways than rules foresee, and is heard by a fit on thousands of such messages and of others that only look like them.
 */

const shapes: readonly RegExp[] = [
  // Social security number.
  /(?<!\bmy (?:\w+ ){0,2})(?<![\w$.,-])\d{3}([- .])\d{2}\1\d{4}(?![\d-])/,
  // With all but its end hidden.
  /(?<!\bmy (?:\w+ ){0,2})(?<![\w*#•])(?:[x*#•]{3}[- ]?[x*#•]{2}[- ]?)\d{4}(?!\d)/i,
  // Medicare Beneficiary Identifier: https://www.cms.gov/medicare/new-medicare-card
  /(?<!\w)[1-9][AC-HJKMNP-RT-Y][\dAC-HJKMNP-RT-Y]\d-?[AC-HJKMNP-RT-Y][\dAC-HJKMNP-RT-Y]\d-?[AC-HJKMNP-RT-Y]{2}\d{2}(?!\w)/i,
];

const birth = String.raw`(?<![\p{L}\d])(?:d\.? ?o\.? ?b\.?|date of birth|birth ?da(?:te|y)|born(?: on)?|bday|b-?day)(?!\p{L})`;
const ofBirth = new RegExp(birth, 'giu');
const ownBirth = /\b(?:i was|i am|i['’]?m|im|my)(?: own| kid['’]?s)? ?$/i;
const partOfDay = new RegExp(
  String.raw`^[^.?!\n]{0,14}(?:\d{1,2}[ /.()-]+\d{1,2}[ /.()-]+['’]?\d{2,4}|\d{6,8}|(?!19|20)\d{4}(?!\d)|\d{1,2}[ .-]?${anyMonth}|${anyMonth} ?\d|(?:${ordinalWord})|(?:${numberWord}[ -]){2,}|${anyMonth} (?:the )?(?:${ordinalWord}|${numberWord})\b)`,
  'iu',
);
/** A day of birth, somebody else's: its year or month alone tells nobody. */
const holdsBirth = (text: string): boolean =>
  [...text.matchAll(ofBirth)].some(({ index, 0: label }) => {
    const after = text.slice(index + label.length, index + label.length + 50);
    return (
      !ownBirth.test(text.slice(0, index)) &&
      (partOfDay.test(after) || (/^[^.?!\n]{0,12}$/.test(after.slice(0, 12)) && holdsDay(after.slice(0, 40))))
    );
  });

/** The day comes first: "3/9/62 is her birthday". */
const birthBehind =
  /^[ ,(=]{1,3}(?:is |was |as |for )?(?:the |her |his |their |patient['’]?s? )?(?:d\.?o\.?b|date of birth|birth ?da(?:y|te)|bday)(?!\p{L})/iu;
const holdsDayOfBirth = (text: string): boolean => daysIn(text).some(({ end }) => birthBehind.test(text.slice(end, end + 40)));

/** Whether a text holds an identifier of a patient's, by its shape or its label. */
export const holdsIdentifier = (text: string): boolean => {
  const plain = visible(text)
    .replace(/[‐‑‒–—−]/g, '-')
    .replace(/\s+/g, ' ');
  return (
    shapes.some(pattern => pattern.test(plain)) ||
    labelledIn(plain).some(one => one.isPatients) ||
    holdsBirth(plain) ||
    holdsDayOfBirth(plain)
  );
};

/** A false alarm costs a rephrased question, a miss a patient's privacy. */
const tellsFrom = 0.4;
/** Below, nothing of a patient is left once who somebody is has been taken out: members tell much of themselves. */
const leftFrom = 0.02;

/** Tells whether texts look like they hold a patient's data. `isName` knows given names and surnames. */
export const createPatientSense = (head: SignHead, isName: IsName) => {
  const chance = (text: string): number => signChance(head, patientSigns(visible(text), isName));
  const holds = (text: string): boolean => holdsIdentifier(text) || chance(text) >= tellsFrom;
  return {
    holds,
    /** @param left of the text, without who somebody is */
    isOfPatient: (text: string, left: string): boolean =>
      holdsIdentifier(text) || holds(left) || (chance(text) >= tellsFrom && chance(left) >= leftFrom),
  };
};
export type PatientSense = ReturnType<typeof createPatientSense>;
