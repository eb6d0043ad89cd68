const isDigit = (code: number): boolean => /\p{Nd}/u.test(String.fromCodePoint(code));

/** A digit of any script as 0 to 9: each script has its ten in a row. */
const plainDigit = (digit: string): string => {
  const code = digit.codePointAt(0) ?? 0;
  let before = 0;
  while (before < 9 && isDigit(code - before - 1)) before += 1;
  return String(before);
};

/** Cyrillic and Greek letters that look like Latin ones, and those. */
const seen = 'АВЕКМНОРСТУХІЅаеорсухіѕјΑΒΕΗΙΚΜΝΟΡΤΥΧο';
const meant = 'ABEKMHOPCTYXISaeopcyxisjABEHIKMNOPTYXo';
const alike = new Map([...seen].map((letter, at) => [letter, meant[at]]));
/** A word of two scripts is written to look like one of Latin letters. */
const mixed = /(?=[\p{L}\d]*\p{Script=Latin})(?=[\p{L}\d]*[\p{Script=Cyrillic}\p{Script=Greek}])[\p{L}\d]+/gu;
const latin = (word: string): string => [...word].map(letter => alike.get(letter) ?? letter).join('');

/** Letters, digits, spaces and hyphens as pages write them: "&#111;", "&ugrave;", "&nbsp;". What makes up markup stays as it is. */
const entity = /&(?:#(\d{2,5})|#x([\da-f]{2,4})|(nbsp)|([a-z])(?:acute|grave|uml|circ|tilde|ring|cedil|slash|caron));/gi;
const read = (written: string, decimal?: string, hex?: string, space?: string, letter?: string): string => {
  const sign = letter ?? (space ? ' ' : String.fromCodePoint(decimal ? Number(decimal) : Number.parseInt(hex ?? '', 16)));
  return /[\p{L}\p{Nd}\p{Zs}\p{Pd}]/u.test(sign) ? sign : written;
};

/** "p a t i e n t", "S-M-I-T-H": five letters and more, one by one; fewer are a short form. */
const spelt = /(?<![\p{L}\d])\p{L}([ .·-])(?:\p{L}\1){3,30}\p{L}(?![\p{L}\d]|\1\p{L}(?!\p{L}))/gu;

/**
 * Letters as one reads them: full-width ones plain, digits of every script 0 to 9, soft hyphens and other invisible characters gone, halves of a pair
 * replaced, words of two scripts in one, and what is spelt out as a word.
 */
export const visible = (text: string): string =>
  text
    .replace(entity, read)
    .normalize('NFKC')
    .replace(/\p{Cf}|[\uFE00-\uFE0F]|\u20E3/gu, '')
    .replace(mixed, latin)
    .replace(spelt, (written, joint: string) => written.replaceAll(joint, ''))
    .replace(/\p{Cs}/gu, '\uFFFD')
    .replace(/(?![0-9])\p{Nd}/gu, plainDigit);
