/** An amount without a number, with the least and the most that it may be: time in months, money as it is. */
export type VagueAmount = {
  readonly kind: 'time' | 'money';
  readonly value: number;
  readonly upTo: number;
  readonly start: number;
  readonly end: number;
  readonly raw: number;
  readonly scaled: boolean;
};

/** "A few years", "six figures": how many at least and at most. */
const vague: Readonly<Record<string, readonly [number, number]>> = {
  couple: [2, 2],
  few: [2, 5],
  several: [3, 9],
  handful: [3, 6],
};
const vaguePattern =
  /\b(?:(?:a |the (?:first|last|next) )?(couple|few|handful|several)(?: of)? (?:short |more |full )?(decade|year|month|week|day|hour)s|(four|five|six|seven)[- ]figures?)\b/gi;
/** The vague amounts of a text, in order; `monthsOf` gives a unit of time in months. */
export const vagueAmountsIn = (text: string, monthsOf: Readonly<Record<string, number>>): VagueAmount[] =>
  [...text.matchAll(vaguePattern)].map(match => {
    const [whole, amount, unit = '', digits] = match;
    const place = { start: match.index, end: match.index + whole.length, raw: 0, scaled: false };
    if (digits) {
      const value = 10 ** (['four', 'five', 'six', 'seven'].indexOf(digits.toLowerCase()) + 3);
      return { ...place, kind: 'money', value, upTo: value * 10 - 1 };
    }
    const [least, most] = vague[amount?.toLowerCase() ?? ''] ?? [1, 1];
    const size = monthsOf[unit.toLowerCase()] ?? 1;
    return { ...place, kind: 'time', value: least * size, upTo: most * size };
  });
