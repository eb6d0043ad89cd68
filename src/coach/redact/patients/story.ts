import { speaksOfIllness } from '../care.js';
import { holdsDay } from '../day-shapes.js';
import { isOfWriter, sentencesOf } from '../of-writer.js';
import type { Span } from '../take-out.js';
import { atWork, kin, knownToAll, someone } from '../word-lists.js';
import { holdsAge, holdsAgeOfSomebody, holdsAgeThenSex, holdsSexThenAge } from './ages.js';

/*
 * What befell one person, told in plain words. An illness alone is spoken of all day; with something that tells whose it was, it is a patient's:
 * an age, a name, a day, a bed, initials, where they live, or what the whole town knows them for.
 */

const determiner = `(?:an?|the|this|that|these|our|one|old|some|poor|same|my|your|another|whoever|every|first|last)`;
/** One person, not patients in general. */
const somebody = new RegExp(
  String.raw`(?<!\p{L})(?:he|she|him|her|his|hers|él|ella|(?:mrs?|ms|miss|missus|mister|sra?|señora?|herrn?|frau|don|doña)\.?(?= \p{L})|(?:${determiner}|\p{L}+['’]s) (?:\p{L}+ ){0,2}?(?:${someone}|${kin})|pt|mbr|whoever|dtr|(?:${someone}) (?:is |was )?(?:named|called)|(?:mother|father|mom|dad|baby) (?:is|was|has|had|given|unknown))(?!\p{L})|(?<!\p{L})(?:patient|initials|member|insured|claimant|paciente|patientin)(?: (?:is|was|has|had|in|from|on|named)\b|[:,(])`,
  'iu',
);

/** A bed, or the room of who lies there. */
const bed = /(?<![\p{L}\d])(?:bed|cama|bett)s? ?#?\d{1,4}[a-d]?\b(?!-| (?:facility|unit))|\b\d{1,4}-? ?bed [a-d0-9]{1,2}\b/iu;
const room =
  /(?<![\p{L}\d])(?:room|rm|zimmer|cuarto|habitaci[oó]n|bay|pod|station|unit|icu|[1-9] ?(?:north|south|east|west)|[1-9][nsew]-) ?#?\d{1,4}[a-d]?\b/iu;
/** "The boy who drowned in Lake ...", "coded a bite in ...". */
const from = new RegExp(
  String.raw`(?:(?<!\p{L})(?:${someone})|\bcoded (?:an?|the|this|one|somebody|someone))(?!\p{L})[^.?!\n]{0,40} (?:from|in|at|near) (?:the )?(?!(?:January|February|March|April|May|June|July|August|September|October|November|December|January|ED|ER|ICU|I)\b)\p{Lu}\p{Ll}+ \p{Lu}\p{Ll}+`,
  'u',
);
/** "Rm 14b wants a copy", "bed six". */
const bedSays =
  /\b(?:room|rm|bed) (?:#?\d{1,4}[a-d]?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve) (?:wants|needs|has|had|is|was|got|coded|again|keeps|complain|refuse|fell|died|asks|asked|went|npo|dc)\b|\b(?:icu|ed|er) bed (?:\d|one|two|three|four|five|six|seven|eight|nine|ten)/i;
/** What a question of an exam tells is of nobody. */
const practice = /\b(?:practice|mock|sample) (?:exam|test|question|case)|\bquestion (?:about|on|with)\b|\bexam q(?:uestion)?:/i;
/** Initials that are said to be a patient's. */
const initials =
  /(?<!\bmy )\b[Ii]nitials:? (?:are |is )?["'“‘(]?\p{Lu}\.? ?\p{Lu}|\b(?:[Pp]atient|pt|PT|Pt) ["'“‘(]?\p{Lu}\. ?\p{Lu}\./u;
const inRoom = new RegExp(
  String.raw`(?<!\p{L})(?:${someone}|whoever|who|guy|she|he)(?: \p{L}+){0,3} (?:in|from|to|of)? ?(?:room|rm|bed|zimmer|bay|icu|[1-9] ?(?:north|south|east|west)) ?#?\d`,
  'iu',
);
/** Where somebody lives, or who nobody else there is. */
const lives =
  /\b(?:(?:lives|living|resides|residing|vive|wohnt) (?:at|in|on|en|auf|near|by|behind|next to|across) (?!a\b|an\b|the\b|her\b|his\b|my\b|pain\b|fear\b)|\p{Lu}\p{Ll}+ (?:County|Parish|Township|Borough|Heights|Falls|Springs|Village|Lane|Circle|Court|Terrace|Street|Avenue|Road|Estates|Villas|Manor|Lodge)\b)/u;
const only =
  /\b(?:the|our) (?:only|first|youngest|oldest|last|richest) (?!one to|time|thing|job|day|week|month|year|step|exam|cert|question|person to|reason|way)(?:\p{L}+[ -]){1,6}?(?:in|at|of|from|here|around|born) |\beverybody (?:in|here|knows)|\beveryone (?:in town|here knows|in \p{Lu}|knows (?:him|her|who))|\b(?:in|on|all over) the (?:local )?(?:news|paper|newspaper|obituar)/iu;
const known = new RegExp(
  String.raw`(?<!\p{L})(?:the|our|a|an|my) (?:\p{L}+ ){0,2}(?:${knownToAll})(?:['’]s (?:${kin}))?(?!\p{L})`,
  'iu',
);
const oldAge =
  /\b(?:turn(?:ed|s|ing)?|aged?|is|was|be|age:?|at) (?:9\d|1[01]\d)\b(?![%\d./-]| ?(?:percent|charts|days|minutes|hours|degrees|on|out))/i;
/** "J.T.W.", "pt MG", "Mr. B."; what else is written so is no person. */
const dotted =
  /(?<![\p{L}.])(?!(?:U\.S|D\.O|M\.D|R\.N|B\.[AS]|M\.[AS]|A\.[AS]|P\.[OAM]|D\.[CA]|N\.[YJCHM]|L\.A|I\.[VDT]|E\.[RDM]|H\.R|Q\.A|E\.U|U\.K|P\.T|O\.T|O\.R|A\.M|D\.R|J\.D|D\.B)\.?)\p{Lu}\. ?\p{Lu}\.(?:-? ?\p{Lu}\.?)?/u;
const shortened =
  /(?:\b(?:pt|patient|Pt|Patient|PT|initials:?|Initials:?|goes by|called) ["'“‘(]?(?!PT\b|OT\b|RN|ED\b|ER\b|ID|HR|US\b|IN\b|HIM|IS|MRN|DOB|DOS|DX|HX|AR\b|IV\b|IP\b|OP\b|NO\b|TO\b|OF\b|AT\b|MD|PCP|CC\b|HPI)\p{Lu}\.?\p{Lu}{1,2}\b|\b(?:Mr|Mrs|Ms|Miss|Herr|Frau|Sra?|Señora?)\.? \p{Lu}\b(?!['’]?\p{L}))/u;

const slashed = /(?<![\p{L}\d/$.,])(?:0?[1-9]|1[0-2])[/](?:0?[1-9]|[12]\d|3[01])(?![/\d%])(?!\/| ?(?:of|shifts?|schedules?))/u;
const months =
  'jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec|january|february|march|april|june|july|august|september|october|november|december';
const monthAndDay = new RegExp(
  String.raw`(?<!\p{L})(?:${months})\.? \d{1,2}\b(?!\d|%| ?(?:years|months|weeks|days|hours|charts))|\b\d{1,2} (?:${months})(?!\p{L})|\b(?:born|geboren|nacid[oa]) (?:in|im|en) \p{L}{3,10}\.? (?:of |de )?['’]?\d{2}`,
  'iu',
);

/** A day of what is told, not of the writer's exam. */
const holdsItsDay = (text: string): boolean =>
  sentencesOf(text).some(
    sentence => (holdsDay(sentence) || slashed.test(sentence) || monthAndDay.test(sentence)) && !isOfWriter(sentence),
  );

const workBefore = new RegExp(String.raw`(?<!\p{L})(?:${atWork})(?!\p{L})[^?!\n]{0,12}$`, 'iu');
const workBehind = new RegExp(
  String.raw`^(?:['’]s)?,? (?:[^.?!\n]{0,40}(?<!\p{L})(?:${atWork})(?!\p{L})|(?:told|says|said|asked|recommend|taught|suggest|wants me|thinks|keeps saying))`,
  'iu',
);
const own = /(?:\b(?:i am|i['’]?m|this is|my name is|name['’]?s|hi|hello|hey|dear|thanks|thank you|regards)[, ]*)$/i;
/** A name that is neither the writer's nor a colleague's. */
const isOthers = (text: string, { start, end }: Span): boolean =>
  !own.test(text.slice(0, start)) &&
  // Places, as likely.
  !/\b(?:from|in|at|near|to) $/i.test(text.slice(0, start)) &&
  !workBefore.test(text.slice(Math.max(0, start - 40), start)) &&
  !/^(?:dr|prof|professor)\b/i.test(text.slice(start, end)) &&
  !workBehind.test(text.slice(end, end + 50));

/** Whether a text tells what befell one person, and who it was. `names` are the places of the names in it. */
export const tellsWhoseCare = (text: string, names: readonly Span[]): boolean => {
  if (inRoom.test(text) || bedSays.test(text) || initials.test(text)) return true;
  const isSexed = !practice.test(text) && (holdsAgeThenSex(text) || holdsSexThenAge(text));
  if (isSexed && /\b(?:pts?|patient|chart|dx|admit|record)\b/i.test(text)) return true;
  if (!speaksOfIllness(text) && !bed.test(text)) return false;
  if (isSexed || (!practice.test(text) && holdsAgeOfSomebody(text)) || from.test(text)) return true;
  if (shortened.test(text) || bed.test(text)) return true;
  return (
    dotted.test(text) ||
    known.test(text) ||
    (somebody.test(text) &&
      (holdsAge(text) ||
        oldAge.test(text) ||
        room.test(text) ||
        lives.test(text) ||
        only.test(text) ||
        holdsItsDay(text) ||
        names.some(name => isOthers(text, name))))
  );
};
