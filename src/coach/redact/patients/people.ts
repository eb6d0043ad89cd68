import { type IsName, isSlip, readWord } from './name-words.js';

/* People who are named as patients, by capitals or without: behind a word for a patient, a title, or what is kept of somebody. */

const word = String.raw`\p{L}[\p{L}\p{M}'’-]*`;
const run = String.raw`(?<run>${word}\.?(?:,? ?(?<= |,)(?:${word}\.?)){0,2})`;
/** "My patient is named ...", "Pt name: ...": what follows is a name, whatever the words. */
const namedAs = `(?:['’]s)? ?(?:names?(?:['’]s| is| was)?|is (?:named|called)|named|called)(?: is)?[ :,-]+`;
const patientWord = String.raw`(?<![\p{L}\d])(?:pt|patient|pat|client|resident|subscriber|insured|beneficiary|decedent|newborn)`;
const behindPatient = new RegExp(
  String.raw`${patientWord}(?:(?<named>${namedAs})|[ :,#-]{1,3})(?:(?:mr|mrs|ms|miss)\.? )?${run}`,
  'giu',
);
const kept =
  'chart|claims?|records?|mrn|dob|labs?|notes?|face ?sheet|op ?notes?|bill|encounter|visit|account|results?|biopsy|surgery|discharge summary|eob|social|ssn|insurance|prescription|dx|diagnosis|card';
const keptOf = new RegExp(String.raw`\b(?:${kept}) (?:for|of|on|belongs to|under) (?:(?:mr|mrs|ms|miss)\.? )?${run}`, 'giu');
const whoseKept = new RegExp(String.raw`(?<![\p{L}\d])(?<run>${word} ${word}['’]s) (?:${kept})\b`, 'giu');
const newborn = new RegExp(String.raw`\bbaby (?:boy|girl) ${run}`, 'giu');

const befalls = String.raw`(?:is (?:a )?\d|was (?:admitted|seen|diagnosed|discharged|born)|has (?:a |an )?(?!been|to|said|told)|had|needs?|came|presents?|presented|seen|admitted|diagnosed|discharged|dob|born|aged?|w\/|with|fell|died|expired|on \d|in (?:bed|room|icu|ed|er)\b|dx|hx|s\/p|c\/o|denies|complains|\d)`;
const befallsNext = new RegExp(`^['’]?s?[ ,:;(-]{1,3}${befalls}`, 'iu');

const titles = 'mr mrs ms miss mister señor señora frau herr mme madame monsieur'
  .split(' ')
  .flatMap(one => [one, one.replace(/^./, first => first.toUpperCase())]);
const title = new RegExp(
  String.raw`(?<![\p{L}\d])(?:${titles.join('|')})\.? (?<run>(?:\p{Lu}\.? )?${word}(?: \p{Lu}[\p{L}'’-]+)?)`,
  'gu',
);
/** Managers and speakers have titles too, so beside those only what befalls a patient counts. */
const care = new RegExp(
  String.raw`^(?:['’]s (?:${kept}|meds?)\b|,? (?:\(?\d{1,3}\b(?!%)|dob\b|mrn\b|y\/?o\b)|[^.?!\n]{0,60}\b(?:dob|admitted|readmitted|seen (?:for|in the)|came (?:in|back)(?: again)? (?:for|with|to the)|present(?:ed|s) (?:for|with|to the)|diagnosed (?:with|w\/)|dx|hx|chest pain|year[- ]old|y\/o|discharged|treated (?:for|with)|mrn|claim (?:was|is|got) denied|fell (?:off|down|on|at)|had (?:(?:a|his|her|an?other) )?(?:\p{L}+ )?(?:surgery|stroke|heart attack|mi|fall|fracture|transplant|replacement)|has (?:diabetes|cancer|copd|chf|sepsis|hiv|pneumonia|dementia)))`,
  'iu',
);
const notAPatient =
  /\bmy (?:manager|boss|supervisor|lead|director|teacher|instructor|coworker|colleague)\b|\btold me\b|\btreated me\b|\bmy claim\b/i;

/** "My chapter's officer Mrs. Keller": told by what she is to the writer. */
const relation = /\b(?:my|our) (?!pt|patient)(?:[\p{L}'’]+ ){1,2}$/iu;

const isTitled = (text: string): boolean => /^\p{Lu}[\p{L}'’-]*\p{Ll}/u.test(text);

/** Whether a row of words is a name; `told` when nothing else may follow. */
const isNameRun = (text: string, next: string, told: boolean, isName: IsName): boolean => {
  const all = text
    .split(/[ ,]+/)
    .map(one => one.replace(/\.$/, ''))
    .filter(one => one.length > 1);
  const readings = all.map(one => readWord(one, isName));
  const [first, second] = readings;
  if (!first || readings.includes('nobody')) return false;
  if (first === 'word') return told ? isTitled(all[0] ?? '') && !/^(?:and|or|the)$/i.test(all[0] ?? '') : false;
  const isLater = second === 'name' || second === 'strange' || (second === 'either' && /^\p{Lu}/u.test(all[1] ?? ''));
  if (first === 'strange')
    return told || (isLater ? !isSlip(all[0] ?? '') || second === 'name' : befallsNext.test(next) && !isSlip(all[0] ?? ''));
  const alone = first === 'name' ? !second || second === 'word' : false;
  return (
    told ||
    isLater ||
    (first === 'name' && isTitled(all[0] ?? '') && isTitled(all[1] ?? '')) ||
    alone ||
    (first === 'either' && isTitled(all[0] ?? '') && isTitled(all[1] ?? '') && all.length > 1)
  );
};

/** Where the run's name ends is where the first plain word begins. */
const nextAfter = (text: string, match: RegExpMatchArray, isName: IsName): string => {
  const whole = match.groups?.run ?? '';
  const start = (match.index ?? 0) + match[0].lastIndexOf(whole);
  let at = start;
  for (const [index, one] of [...whole.matchAll(/[^ ,]+/g)].entries()) {
    if (index > 0 && readWord(one[0].replace(/\.$/, ''), isName) === 'word') break;
    at = start + one.index + one[0].length;
  }
  return text.slice(at, at + 60);
};

/** Two words that are a name, wherever they stand, and what follows them. */
const pairs = new RegExp(
  String.raw`(?<![\p{L}\d@._-])(?<run>${word} (?:\p{L}\. )?${word})(?=[ ,:(]{1,2}(?<after>[^.?!\n]{0,50}))`,
  'gu',
);
const afterName =
  /^(?:had (?:(?:a|his|her|an?other) )?(?:\p{L}+ )?(?:surgery|stroke|heart attack|fall|fracture|transplant|replacement)|(?:was|is|got) (?:(?:re)?admitted (?:to|for|with|last|on|w)|discharged|diagnosed|seen (?:for|in the)|hiv|septic)|came (?:in|back) (?:with|w\/|for|to the)|present(?:ed|s) (?:with|w\/|to the)|has (?:diabetes|cancer|copd|chf|sepsis|hiv|pneumonia|dementia)|(?:dob|mrn|dos|ssn)\b|\d{1,3} ?(?:y\/?o|yo|[MF])\b|\d{1,2}\/\d{1,2}\/\d{2,4}|[A-TV-Z]\d\d\.\w|\d{5}\b(?! ?(?:is|a year|per)))/iu;
/** "TESSLER, ANNA" as lists have it. */
const lastFirst = /(?<![\p{L}\d])(\p{Lu}{3,})(?:, ?|[ |;/])(\p{Lu}{2,}|\p{Lu})(?![\p{L}\d])(?=[^\n]{0,40}\d)/gu;

/** Whether somebody is named as a patient. */
export const namesPatient = (text: string, isName: IsName): boolean => {
  const holds = (pattern: RegExp, told = false): boolean =>
    [...text.matchAll(pattern)].some(match =>
      isNameRun(match.groups?.run ?? '', nextAfter(text, match, isName), told || match.groups?.named !== undefined, isName),
    );
  const isWord = (one: string): boolean => readWord(one, isName) === 'word';
  return (
    holds(behindPatient) ||
    holds(keptOf) ||
    holds(newborn, true) ||
    [...text.matchAll(whoseKept)].some(match => isNameRun((match.groups?.run ?? '').replace(/['’]s$/, ''), '', false, isName)) ||
    [...text.matchAll(title)].some(
      match =>
        care.test(text.slice(match.index + match[0].replace(/['’]s$/, '').length)) &&
        !relation.test(text.slice(Math.max(0, match.index - 40), match.index)) &&
        !notAPatient.test(text.slice(Math.max(0, match.index - 20), match.index + 120)) &&
        (match.groups?.run ?? '').split(' ').some(one => isTitled(one) || !isWord(one)),
    ) ||
    [...text.matchAll(pairs)].some(
      match => afterName.test(match.groups?.after ?? '') && isNameRun(match.groups?.run ?? '', '', false, isName),
    ) ||
    [...text.matchAll(lastFirst)].some(
      ([, last = '', first = '']) =>
        (isName(first.toLowerCase()) && !isWord(last.toLowerCase())) || (isName(last.toLowerCase()) && first.length === 1),
    )
  );
};
