const tens = 'twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety';
const below = 'ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen';
const units = 'one|two|three|four|five|six|seven|eight|nine';

/** Digits as one reads them out: "oh", "double" and "triple" stand in numbers too. */
export const digitWord = `(?:zero|oh|nought|double|triple|${units})`;
/** What parts digits that are read out or dictated: "five five dash oh one". */
export const pause = '(?:[ ,-]{1,2}(?:(?:dash|hyphen|minus|space|dot|point|slash)[ ,]{1,2})?)';
/** A number below a hundred in words: "sixty two", "nineteen". */
export const numberWord = `(?:(?:${tens})(?:[ -](?:${units}))?|${below}|${units}|oh|zero)`;
/** A day of the month in words: "ninth", "twenty-first". */
export const ordinalWord =
  '(?:(?:twenty|thirty)[ -])?(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|thirtieth';
/** A year as one says its end: "eighty one". */
export const lateYear = `(?:(?:${tens})(?:[ -](?:${units}))?)`;
