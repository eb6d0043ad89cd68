/** "2024", "2024-2034", "FY2025": years, which a question may be about. */
export const isYears = (text: string): boolean => /^(?:FY|CY)?(?:19|20)\d\d(?:\s?[-/]\s?(?:FY|CY)?(?:19|20)?\d\d)?$/i.test(text);

/** Codes of procedures, with a modifier or without, of supplies, of diagnoses and of groups, which everybody here speaks of all day. */
export const isCode = (text: string): boolean =>
  !/^\d{7}$/.test(text) &&
  /^(?:\d{5}(?:-\w\d)?|\d{4}[FTU]|[A-V]\d{4}|[A-Z]\d[\dAB](?:\.?[\dA-Z]{1,4})?|[0-9A-HJ-NP-Z]{7}|\d{1,3})$/.test(text);

export const digitsIn = (text: string): number => text.match(/\d/g)?.length ?? 0;

const isCount = (text: string): boolean => /^\d{1,4}k?$|^[1-9]\d{0,2}(?:\.\d{3})+$|^\d+\.\d{1,2}$/i.test(text);
const isRange = (text: string): boolean => {
  const [, low = '', high = ''] = /^([1-9]\d*)-([1-9]\d*)$/.exec(text) ?? [];
  return low !== '' && Number(low) < Number(high) && Number(high) <= Number(low) * 20;
};

/** Parts of one form: "99202-99215" is a range of codes, "S24-11923" the number of a specimen. */
const isAlike = (parts: readonly string[]): boolean =>
  new Set(parts.map(part => (isYears(part) ? 'year' : part.replace(/\d/g, '0').replace(/\p{L}/gu, 'A').slice(0, 3)))).size ===
    1 || parts.slice(1).every(part => part.length < 4);

/** Whether a token that holds this many digits can be nothing but somebody's number. */
export const isIdentifierByItself = (text: string): boolean => {
  const parts = text.split(/[/-]/);
  return (
    digitsIn(text) >= 6 &&
    !isYears(text) &&
    !isRange(text) &&
    !(parts.every(part => isCode(part) || isYears(part)) && (text.includes('/') || isAlike(parts))) &&
    !(parts.length <= 2 && parts.every(part => /^\d+k$|^[1-9]\d{0,2}(?:\.\d{3})+$|^\d+\.\d{1,2}$/i.test(part))) &&
    !(parts.length > 1 && text.includes('/') && parts.every(part => isCode(part) || isCount(part)))
  );
};
