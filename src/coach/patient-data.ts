import { digitWord, numberWord, ordinalWord, pause } from '../text/spoken-numbers.js';
import { visible } from '../text/visible.js';
import { homeAddresses } from './redact/addresses.js';
import { anyMonth, daysIn, holdsDay } from './redact/day-shapes.js';
import { fileNames } from './redact/file-names.js';
import { holdsChartText } from './redact/patients/chart-text.js';
import { holdsForeignPatient } from './redact/patients/foreign.js';
import { holdsInterchange } from './redact/patients/interchange.js';
import { labelledIn } from './redact/patients/labelled.js';
import type { IsName } from './redact/patients/name-words.js';
import { namesPatient } from './redact/patients/people.js';
import { holdsRows } from './redact/patients/rows.js';

/*
 * Patient data must not be answered, stored, logged or sent anywhere. Each kind of sign has a file of its own in patients/: identifiers by their label,
 * people, charts, what systems exchange, other languages. Here stand those that need two of them. A false alarm costs a rephrased question; a
 * miss costs a patient's privacy.
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

/** A visit, with its day. */
const visit = String.raw`(?<![\p{L}\d])(?:d\.?o\.?[sdi]\.?|l\.?m\.?p\.?|date of (?:service|death|admission|discharge|injury|accident|loss|procedure|surgery|visit|onset|incident)|(?:adm(?:it|ission)?|d\/c|disch(?:arge)?|service|svc|procedure|surgery|visit|injury|accident)[ _](?:date|dt)|adm(?:it(?:ted)?)?|dc'?d|discharged|deaths?|died)(?!\p{L})`;
const service = new RegExp(String.raw`${visit}[^.?!\n]{0,8}`, 'giu');
/** Without a year only right behind it. */
const serviceWithoutYear = new RegExp(String.raw`${visit}[ :]{1,3}(?:on |was |is )?\d{1,2}[/-]\d{1,2}(?![\d/%-])`, 'iu');
const holdsVisit = (text: string): boolean =>
  serviceWithoutYear.test(text) ||
  [...text.matchAll(service)].some(
    ({ index, 0: label }) =>
      holdsDay(text.slice(index + label.length, index + label.length + 30)) ||
      holdsDay(text.slice(index, index + label.length + 30)),
  );

/** Somebody is spoken of who is a patient; not the work of "patient access". */
const person =
  /(?<![\p{L}\d])(?:(?:my|our|this|that|the|a|her|his) )?(?:patient|pt)(?:['’]?s['’]?(?= (?:phone|cell|number|address|e?mail|husband|wife|daughter|son|mother|father|mom|dad|sister|brother|family|home|employer)\b)|['’]s\b|(?= (?:lives?|lived|died|wants?|wanted|calls?|called|asks?|asked|says|said|keeps|gave|moved|went|fell|takes|took|from|in|on|for|by|is|was|has|had|of|at|presents?|presented|came|comes|seen|admitted|discharged|states|denies|reports|complains|needs|got|who|whose|with|w\/|named|dob|and)\b|(?= ?,))|(?=[.,;:!?]|$))/giu;
/** A phone number or the like, read out: "five-five-five 0182". */
const readOut = new RegExp(String.raw`(?:\(?(?:${digitWord}|\d{1,4})\b\)?${pause}){3,}(?:${digitWord}|\d{1,4})\b`, 'giu');
const digitByDigit = /(?<![\d$.,])(?:\d(?: ?[ .·•_*-] ?)){6,}\d(?!\d)/;
const holdsReadOut = (text: string): boolean =>
  digitByDigit.test(text) || (text.match(readOut) ?? []).some(one => (one.match(new RegExp(digitWord, 'giu'))?.length ?? 0) >= 3);
const phone = /(?<![\d$£€₹.,])(?:\(\d{3}\) ?|\d{3}[-. ])?\d{3}[-. ]\d{4}(?![\d-])/;
const mail = /[\w.+-]+@[\w-]+\.\w{2,}/;
const canReach = (text: string): boolean =>
  holdsReadOut(text) || [...homeAddresses, mail, phone].some(pattern => text.search(pattern) >= 0);

/** The day comes first: "3/9/62 is her birthday". */
const birthBehind =
  /^[ ,(=]{1,3}(?:is |was |as |for )?(?:the |her |his |their |patient['’]?s? )?(?:d\.?o\.?b|date of birth|birth ?da(?:y|te)|bday)(?!\p{L})/iu;
const holdsDayOfBirth = (text: string): boolean => daysIn(text).some(({ end }) => birthBehind.test(text.slice(end, end + 40)));

/** Somebody who is a patient, with a day, or a way to reach them, in what is said of them. */
const holdsPersonWithMore = (text: string): boolean =>
  [...text.matchAll(person)].some(({ index }) => {
    const said = text.slice(Math.max(0, index - 100), index + 160);
    return holdsDay(said) || canReach(said);
  });

/** "op_note_garcia_2023-11-02.pdf" */
const ofChart =
  /(?:^|[_-])(?:notes?|charts?|op|face|facesheet|eob|labs?|report|discharge|dc|summary|claim|patient|pt|mrn|hp|consult|path|ct|mri|xray|records?)(?:[_-]|$)/i;
const holdsFile = (text: string): boolean =>
  [...text.matchAll(fileNames)].some(
    ({ 0: name }) => ofChart.test(name.replace(/\.\w+$/, '')) && (/\d{4}/.test(name) || name.split(/[_-]/).length > 3),
  );

/** Whether a text looks like it holds a patient's data. `isName` tells names that are written without capitals. */
export const holdsPatientData = (text: string, isName: IsName = () => false): boolean => {
  const lined = visible(text).replace(/[‐‑‒–—−]/g, '-');
  const plain = lined.replace(/\s+/g, ' ');
  return (
    shapes.some(pattern => pattern.test(plain)) ||
    labelledIn(plain).some(one => one.isPatients) ||
    holdsInterchange(plain) ||
    holdsBirth(plain) ||
    holdsDayOfBirth(plain) ||
    holdsRows(lined, isName) ||
    holdsVisit(plain) ||
    holdsFile(plain) ||
    holdsPersonWithMore(plain) ||
    holdsChartText(plain) ||
    namesPatient(plain, isName) ||
    holdsForeignPatient(plain)
  );
};
