/** Stands where something was taken out, until `closeGaps`; of Unicode's private use, so that no text of a member's has it. */
export const gone = '\uE000';

/** Not inside an amount or a longer number: the digits of "$4155550134" are no phone's. */
export const apart = String.raw`(?<![\d$£€₹.,])`;

/** Takes out what the patterns match, but for their group `keep`. */
export const takeOut = (text: string, patterns: readonly RegExp[]): string =>
  patterns.reduce(
    (left, pattern) =>
      left.replace(pattern, (...match: unknown[]) => {
        const groups = match.at(-1);
        const keep = typeof groups === 'object' ? (groups as { keep?: string }).keep : undefined;
        return keep ? `${keep} ${gone}` : gone;
      }),
    text,
  );

export type Span = { readonly start: number; readonly end: number };
/** Takes out places of a text; where two overlap, the one that begins first. */
export const takeOutSpans = (text: string, spans: readonly Span[]): string => {
  let [left, at] = ['', 0];
  for (const { start, end } of spans.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
    if (end <= at) continue;
    left += `${text.slice(at, Math.max(at, start))}${gone}`;
    at = end;
  }
  return left + text.slice(at);
};

/** Words that only led up to what is gone: "my name is", "you can reach me at". */
const leads =
  `(?:my|her|his|their|our) (?:(?:full|first|last|given|maiden) )?name(?:['’]?s| is| was|:)?|name:|(?:i am|i['’]?m|this is|it['’]s)(?: called| named)?|` +
  `(?:you can |please |pls )?(?:call|text|reach|ring|phone|mail|e-?mail|contact|message|dm)(?: me)?(?: at| on)?|` +
  `my (?:phone|cell|mobile|number|e-?mail|address|birthday|birthdate|bday)(?: number| address)?(?: is|:)?|i live (?:at|on)|hi|hey|hello|dear|thanks|thank you`;
const gap = new RegExp(
  String.raw`(?:(?<![\p{L}\p{N}])(?:${leads}),? *)*(?:(?<![\p{L}\p{N}])(?:and|or) +)?${gone}(?: *(?:,|and|or)? *${gone})*`,
  'giu',
);

/**
 * Closes the gaps that were left, with the words that only led up to them. Nothing is put in their place: "[phone]" would be a word of the question, and the
 * question would be found by it.
 */
export const closeGaps = (text: string): string =>
  text.includes(gone)
    ? text
        .replace(gap, ' ')
        .replace(/\s+/g, ' ')
        .replace(/ (?=[,.;:!?])/g, '')
        .replace(/(?<=[,.;:!?])[,.;:]+(?= |$)/g, '')
        .replace(/^[\s,.;:!–-]+/, '')
        .trim()
    : text;
