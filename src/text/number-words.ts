const ones: Readonly<Record<string, number>> = Object.fromEntries(
  `zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen`
    .split(' ')
    .map((word, value) => [word, value]),
);
const tens: Readonly<Record<string, number>> = Object.fromEntries(
  'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ').map((word, at) => [word, 20 + 10 * at]),
);
const ordinals: Readonly<Record<string, number>> = {
  first: 1,
  third: 3,
  fifth: 5,
  tenth: 10,
  twentieth: 20,
  fiftieth: 50,
  ninetieth: 90,
};
const scales: Readonly<Record<string, number>> = { hundred: 100, thousand: 1000, million: 1_000_000 };

const word = `(?:${[...Object.keys(ones), ...Object.keys(tens), ...Object.keys(scales)].join('|')})`;
const ordinal = `(?:${Object.keys(ordinals).join('|')})`;
/** No number that people write has more words: a longer run of them would be read again from each of its words, and again. */
const mostWords = 8;
const more = `(?:[ -](?:and[ -])?${word}){0,${mostWords - 1}}`;
const spelt = `${word}${more}`;
const unit = String.raw`(?:%|per\s?cent|percentage|years?|yrs?|months?|weeks?|days?|hours?|decades?|dollars?|bucks|pounds?|euros?|rupees?|grand|and a half)`;
const counted = new RegExp(
  String.raw`\b(${spelt})\b(?=(?:\s*(?:-|–|to|and|or|through)\s*(?:${spelt}|\d[\d,]*))?(?:\s|-)*(?:full |further |more |good )?${unit})`,
  'gi',
);
const percentile = new RegExp(
  String.raw`\b(?:(${spelt})[ -])?(${ordinal})\b(?=(?:\s*(?:-|–|to|and|or|through)\s*(?:the )?(?:${spelt}[ -])?(?:${ordinal}|\d+th))?(?:\s|-)*(?:US |national |BLS )?percentiles?)`,
  'gi',
);
const large = new RegExp(String.raw`\b(${spelt}[ -](?:thousand|million)${more})\b`, 'gi');

/** "Ten to twenty thousand": the thousand is for both. */
const shortThousands = new RegExp(String.raw`\b(${spelt})(\s*(?:to|or|–)\s*)(${spelt})[ -]thousand\b`, 'gi');

/** With separators, so that two thousand is no year. */
const grouped = (value: number): string => value.toLocaleString('en-US');

/** The number that words of it say: "one hundred and twenty" is 120. What is no number word counts nothing. */
export const numberIn = (text: string): number => {
  let [total, group] = [0, 0];
  for (const piece of text.toLowerCase().split(/[ -]+/)) {
    const scale = scales[piece];
    if (scale === 100) group = Math.max(group, 1) * 100;
    else if (scale) {
      total += Math.max(group, 1) * scale;
      group = 0;
    } else group += ones[piece] ?? tens[piece] ?? ordinals[piece] ?? 0;
  }
  return total + group;
};

/** "Nine in ten", "one out of three"; not "three in two years". */
const small = 'one|two|three|four|five|six|seven|eight|nine|ten|twenty|hundred';
const inSo = new RegExp(
  String.raw`\b(${small}|\d{1,2}) (?:(?:coder|employer|worker|job|posting|people|person)s? )?(?:in|out of) (?:every |a )?(${small}|\d{1,3})\b(?!,\d|[ -](?:${unit}|steps?|guides?|ways?|stages?|levels?|parts?|places?|sentences?))`,
  'gi',
);
const fractions: Readonly<Record<string, number>> = { half: 2, third: 3, quarter: 4, fifth: 5, tenth: 10 };
const fraction = new RegExp(
  String.raw`\b(?:(a|one|two|three|four)[ -](third|quarter|fifth|tenth)s?|(half))(?= of\b(?! (?:a|an|the) (?:${unit}|century)))`,
  'gi',
);
const asPercent = (share: number): string => `${Number((100 * share).toFixed(2))} percent`;
const amountOf = (text: string): number => (/\d/.test(text) ? Number(text) : /^a$/i.test(text) ? 1 : numberIn(text));

/** Shares of a whole as percents, and lengths of time that have a name. */
const sharesAndSpans = (text: string): string =>
  text
    .replace(inSo, (whole, some: string, all: string) =>
      amountOf(all) > amountOf(some) ? asPercent(amountOf(some) / amountOf(all)) : whole,
    )
    .replace(fraction, (_, count: string | undefined, part: string | undefined, half: string | undefined) =>
      asPercent((count ? amountOf(count) : 1) / (fractions[(part ?? half ?? '').toLowerCase()] ?? 1)),
    )
    .replace(/\ba half[- ]dozen\b|\bhalf a dozen\b/gi, '6')
    .replace(/\b(?:a|one) dozen\b/gi, '12')
    .replace(/\b(?:a|one|single) (?:long )?weekend\b/gi, '2 days')
    .replace(/\b(?:a|one) fortnight\b/gi, '2 weeks')
    .replace(/\b(?:a|one) (year|month|week|day) or two\b/gi, '1 to 2 $1s');

/**
 * Writes numbers that stand in words before a unit as digits: "seven percent", "three to five years", "forty-two thousand", "the tenth
 * percentile". Words that only count what is spoken of ("two things matter") stay.
 */
export const digitsForWords = (text: string): string =>
  sharesAndSpans(text)
    .replace(/\b([\d.]{1,8}|\w{1,12})-(to|or)-([\d.]{1,8}|\w{1,12})(?=-(?:year|month|week|day|hour)s?\b)/gi, '$1 $2 $3')
    .replace(/\bhalf a year\b/gi, '6 months')
    .replace(/\b(?:a|one) year and a half\b/gi, '18 months')
    .replace(/\bhalf a decade\b/gi, '5 years')
    .replace(/\b(\d+|one|two|three|four|five|six) and a half (years|months)\b/gi, (_, number: string, of: string) => {
      const whole = /\d/.test(number) ? Number(number) : numberIn(number);
      return `${whole + 0.5} ${of}`;
    })
    // "a year" is how long only beside another length: behind an amount of pay it is per year.
    .replace(
      /(\b(?:months?|weeks?)|\b\d+)(\s*(?:to|and|or|-|–)\s*)an? (year|month)\b/gi,
      (_, first: string, to: string, of: string) => `${first}${to}1 ${of}`,
    )
    .replace(
      /\b(takes?|taking|lasts?|within|about|around|roughly|nearly|almost|under|over|least|needs?|for|spend) an? (year|month|week|day|hour)\b(?! (?:more|less|at|job|shift))/gi,
      '$1 1 $2',
    )
    .replace(percentile, (_, before: string | undefined, last: string) => `${(before ? numberIn(before) : 0) + numberIn(last)}th`)
    .replace(shortThousands, (whole, low: string, to: string, high: string) =>
      numberIn(low) < 1000 ? `${grouped(numberIn(low) * 1000)}${to}${grouped(numberIn(high) * 1000)}` : whole,
    )
    .replace(large, found => grouped(numberIn(found)))
    // "Several thousand dollars" is no number.
    .replace(counted, found => (/^(?:hundred|thousand|million)\b/i.test(found) ? found : String(numberIn(found))));
