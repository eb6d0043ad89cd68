import { isEnglish } from '../../../text/english-words.js';
import { holdsDay } from '../day-shapes.js';
import { type IsName, readWord } from './name-words.js';

/* Lists of people, as they are exported, copied or typed: by their columns, by a row that begins with a name, or by the keys that a program gives. */

/** The columns of a list of people, with what stands in one. */
const columns = /\b(?:dob|mrn|ssn|last ?name|first ?name|subscriber id|date of birth|acct)\b/gi;
const holdsColumns = (text: string): boolean =>
  new Set(text.match(columns)?.map(one => one.toLowerCase())).size >= 2 && (holdsDay(text) || /\d{6}/.test(text));

const ofOne =
  /^["']?(?:mrn|ssn|dob|(?:patient|pt|member|subscriber|claim|account|enc(?:ounter)?|visit)[ _]?(?:id|no|num(?:ber)?|name))["']?$/i;
/** "name, phone, status" over rows that are parted alike. */
const column =
  /^["']?(?:dob|mrn|ssn|[lf]?_?name|last|first|surname|given|patient|pt|dos|phone|acct|account|birth ?date|address|zip|dx|diagnosis|visit|claim|member|svc date|room|age|sex)["']?$/i;
const holdsTable = (text: string): boolean => {
  const lines = text.split('\n').filter(line => line.trim() !== '');
  return lines.slice(0, -1).some((line, at) =>
    [',', ';', '\t', '|'].some(mark => {
      const cells = line.split(mark).map(cell => cell.trim());
      const next = lines[at + 1]?.includes('---') ? lines[at + 2] : lines[at + 1];
      return (
        (cells.filter(cell => column.test(cell)).length >= 2 || (cells.length > 1 && cells.some(cell => ofOne.test(cell)))) &&
        (next?.split(mark).length ?? 0) >= 2 &&
        /\d|\p{Lu}/u.test(next ?? '')
      );
    }),
  );
};

const daySoon = String.raw`(?:\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|\d{4}-\d\d-\d\d|\d{1,2}-\p{L}{3}-\d{2,4})`;
/** "Delacroix, Yvonne M 11/19/1958", "\"Varga, Ludmila\",F,79". */
const titledRow = new RegExp(
  String.raw`(?<![\p{L}\d])\p{Lu}[\p{L}'’-]+,(?<apart> ?)(?<first>\p{Lu}[\p{L}'’-]+)(?: \p{Lu}\.?)?["'”’]?[ ,|;(\t]{1,4}(?:(?<sex>[MF]\b(?!['’]))|${daySoon})`,
  'gu',
);
const titledRows = (text: string) => [...text.matchAll(titledRow)];
const anyRow = new RegExp(
  String.raw`(?<![\p{L}\d])(?<last>\p{L}[\p{L}'’-]+),? (?<first>\p{L}[\p{L}'’-]+)["'”’]?[ ,|;(\t]{1,4}${daySoon}`,
  'gu',
);

/** "first_name": "...", pat_nm: ..., <birthDate>: written by a program. */
const keys =
  /(?:["'<](?:(?:first|last|given|family|full|middle|patient|pt|pat|sub|member)[_ -]?(?:name|nm|last|first)?|[lf]name|surname|birth_?date|dob|mrn)["'>]?\s*[:=>]\s*(?:["'[{]\s*)*|\b(?:(?:first|last|given|family|full|pat|patient|pt|sub|mem|member|subscriber|guarantor)_(?:name|nm|last|first)|[lf]name|pcn|adm_?dt|dob)\s*[:=]+\s*["']?)[\p{L}\d]{2,}/iu;

/** Whether a text holds a row of a list of people. */
export const holdsRows = (text: string, isName: IsName): boolean =>
  holdsColumns(text) ||
  holdsTable(text) ||
  keys.test(text) ||
  titledRows(text).some(
    ({ groups }) =>
      groups?.sex !== undefined ||
      isName(groups?.first?.toLowerCase() ?? '') ||
      (groups?.apart === ' ' && !isEnglish(groups?.first?.toLowerCase() ?? '')),
  ) ||
  [...text.matchAll(anyRow)].some(({ groups }) =>
    [groups?.last, groups?.first].some(word => word !== undefined && ['name', 'either'].includes(readWord(word, isName))),
  );
