/** A number found in a text. A range gives two; `value` has `k` and thousands separators worked in. */
export type TextFigure = {
  readonly value: number;
  readonly unit: 'currency' | 'percent' | 'number';
  /** The characters it was read from. */
  readonly raw: string;
};

const number = String.raw`\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?`;
const currency = String.raw`(?:US\$|C\$|A\$|AUD|INR|USD|CAD|EUR|GBP|[$£€₹])`;
const pattern = new RegExp(
  String.raw`(?<![\p{L}\d.,])(?<symbol>${currency}\s?)?(?<low>${number})(?<lowK>k\b)?(?:\s?(?:-|–|to)\s?(?<symbol2>${currency}\s?)?(?<high>${number})(?<highK>k\b)?)?(?<percent>\s?(?:%|percent\b|per cent\b))?`,
  'giu',
);

const toNumber = (digits: string, thousands: boolean): number => Number(digits.replaceAll(',', '')) * (thousands ? 1000 : 1);

/**
 * The figures in a text, in order: amounts ("$50,250", "42k", "£25,000-45,000"), percentages and plain numbers. Digits inside a
 * word or code name (MP-3) are passed over. A `k` or currency sign on one end of a range holds for both.
 */
export const figuresIn = (text: string): TextFigure[] => {
  const found: TextFigure[] = [];
  for (const match of text.matchAll(pattern)) {
    const { symbol, low, lowK, symbol2, high, highK, percent } = match.groups ?? {};
    if (low === undefined) continue;
    const before = text.slice(0, match.index);
    if (/\p{L}-$/u.test(before)) continue;
    const unit = percent ? 'percent' : symbol || symbol2 || lowK || highK ? 'currency' : 'number';
    const thousandsLow = Boolean(lowK) || (Boolean(highK) && Number(low.replaceAll(',', '')) < 1000);
    found.push({ value: toNumber(low, thousandsLow), unit, raw: match[0] });
    if (high !== undefined) found.push({ value: toNumber(high, Boolean(highK)), unit, raw: match[0] });
  }
  return found;
};
