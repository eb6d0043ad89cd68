const isDigit = (code: number): boolean => /\p{Nd}/u.test(String.fromCodePoint(code));

/** A digit of any script as 0 to 9: each script has its ten in a row. */
const plainDigit = (digit: string): string => {
  const code = digit.codePointAt(0) ?? 0;
  let before = 0;
  while (before < 9 && isDigit(code - before - 1)) before += 1;
  return String(before);
};

/** Letters as one reads them: full-width ones plain, digits of every script 0 to 9, soft hyphens and other invisible characters gone, halves of a pair replaced. */
export const visible = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .replace(/\p{Cs}/gu, '\uFFFD')
    .replace(/(?![0-9])\p{Nd}/gu, plainDigit);
