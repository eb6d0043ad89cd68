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
