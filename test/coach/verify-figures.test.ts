import { describe, expect, it } from 'vitest';
import { plainTextOf } from '../../src/domain/drafting.js';
import { replyStands, verifyReply } from '../support/verify-reply.js';

const R = (s: string) => `resumegeni-path#${s}`,
  H = (s: string) => `himalayas-guide#${s}`,
  A = (s: string) => `aapc-ladder#${s}`;
const med = R('median-pay-and-mean-pay'),
  pct = R('pay-by-percentile'),
  hourly = R('hourly-pay'),
  growth = R('job-growth'),
  open = R('annual-openings'),
  cert = R('certificate-programs'),
  assoc = R('associate-degree-in-health-information-technology'),
  lvl = H('pay-by-level'),
  may = H('median-us-pay-and-the-pay-range'),
  len = H('coding-certification-program-length-and-cost'),
  uk = H('coder-pay-in-the-uk'),
  ca = H('coder-pay-in-canada'),
  yrs = H('all-seven-levels-and-their-years'),
  g2 = H('job-growth-from-2022-to-2032'),
  o2 = H('job-openings-for-coders-each-year'),
  entry = R('entry-level-pay'),
  mid = R('mid-career-pay'),
  start = H('starting-pay-and-how-it-grows'),
  acc = R('accuracy-of-95-percent'),
  master = A('experience-and-degree-for-the-master-level'),
  deg = H('associates-degree-length-and-cost'),
  steps = H('the-six-steps-to-becoming-a-coder-with-durations'),
  cpc = R('cpc-as-a-first-credential'),
  ccs = R('ccs-as-a-first-credential');
/** Right, in words of their own. */
const right: readonly (readonly [cited: readonly string[], text: string])[] = [
  [[pct], 'One coder in ten earns more than $80,950 a year [1].'],
  [[pct], 'Three quarters of coders earn less than $64,070 a year [1].'],
  [[pct], 'Half of coders earn over $50,250 a year [1].'],
  [[pct], 'The bottom 10 percent make $35,780 or less a year [1].'],
  [[pct], 'A quarter of coders are above $64,070 [1].'],
  [[med], 'A year of coding work pays $50,250 at the median in the US [1].'],
  [[med], 'At $55,970 the US mean is above the $50,250 median [1].'],
  [[med], 'Some 188,000 people in the US work as coders, and half of them earn more than $50,250 [1].'],
  [[hourly], 'The going median rate is $24.16 an hour across the US [1].'],
  [[growth], 'The field should grow by 7.1 percent between 2024 and 2034 [1].'],
  [[growth], 'Some 13,800 new positions are projected in the US from 2024 to 2034 [1].'],
  [[open], 'Every year through 2034 there should be about 14,200 openings [1].'],
  [[open], 'BLS counts on roughly 14,200 vacancies a year, many from people who retire [1].'],
  [[o2], 'About 34,300 openings are expected annually from 2022 to 2032 [1].'],
  [[g2], 'Some 18,700 jobs should be added over the decade from 2022 to 2032 [1].'],
  [[cert], 'A certificate takes at least 6 months and up to 12 [1].'],
  [[cert], 'You can finish a certificate in 12 months or less [1].'],
  [[assoc], 'Plan on a couple of years for the associate degree [1].'],
  [[len], 'Studying full-time, three to six months is what 12 to 24 weeks come to [1].'],
  [[len], 'The program costs at least $2,000 and at most $5,000, and exam fees are extra [1].'],
  [[deg], 'An associate degree can cost up to $20,000 [1].'],
  [[lvl], 'A coding manager earns nearly twice what a medical coder does at the median, $100k against $52k [1].'],
  [[lvl], 'Coding managers and directors make six figures at the median [1].'],
  [[lvl], 'A junior medical coder makes less than half of what a coding manager makes: $42k against $100k [1].'],
  [[lvl], 'Directors earn a median of $130k, double the $65k of a senior coder [1].'],
  [[lvl], 'A senior coder has a median of $65k and a lead one of $75k, a difference of $10k [1].'],
  [[may], 'In 2023 the US median was $47,180 [1].'],
  [[may], 'The $47,180 median dates from May 2023 [1].'],
  [[uk], 'UK coders make £25,000 to £45,000 a year [1].'],
  [[ca], 'Canadian salaries start at C$45,000 and go up to C$70,000 [1].'],
  [[yrs], 'Directors of medical coding have 15 years or more behind them [1].'],
  [[yrs], 'You need at least 8 years to be a coding supervisor on this ladder [1].'],
  [[entry], 'Entry-level pay starts at about $35,780 a year [1].'],
  [[mid], 'With three to five years, coders earn up to $64,070 [1].'],
  [[start], 'Experienced coders can make $70,000 or more a year [1].'],
  [[acc], 'Keep your accuracy at 95 percent or above [1].'],
  [[master], 'Master-level roles ask for five years of experience at least, often ten [1].'],
  [[steps], 'Give the choice of a certification a week or two [1].'],
  [[], 'Which of the two settings do you have in mind?'],
  [[lvl], '| Role | Median pay |\n|---|---|\n| Lead coder | $75k [1] |\n| Director | $130k [1] |'],
  [
    [cpc, ccs],
    '| Credential | Issued by | Preferred in |\n|---|---|---|\n| CPC | AAPC [1] | physician offices [1] |\n| CCS | AHIMA [2] | hospitals [2] |',
  ],
];
/** Wrong in what is counted, of whom, per what, of which share or year, within which bounds; a pattern for what a table must not show. */
const wrong: readonly (readonly [cited: readonly string[], text: string, never?: RegExp])[] = [
  [[pct], 'Half of coders earn over $64,070 a year [1].'],
  [[pct], 'One coder in five earns more than $80,950 a year [1].'],
  [[pct], 'Three quarters of coders earn more than $64,070 a year [1].'],
  [[pct], 'Two thirds of coders earn $41,600 or more a year [1].'],
  [[pct], 'All coders with a credential earn $35,780 a year or more [1].'],
  [[med], 'The US median for coders is $50,250 per quarter [1].'],
  [[med], 'US coders pay a median of $50,250 a year in tuition [1].'],
  [[med], 'Dental hygienists and coders earn a median of $50,250 [1].'],
  [[med], 'Therapists in the US earn a mean of $55,970 [1].'],
  [[med], 'About 187,910 hospitals in the US employ coders [1].'],
  [[med], 'Coders always earn at least $50,250 in the US [1].'],
  [[hourly], 'Coders get $24.16 a claim at the median in the US [1].'],
  [[hourly], 'The median for coders is $24.16 each day [1].'],
  [[growth], 'Coder salaries should rise 7.1% from 2024 to 2034 [1].'],
  [[growth], 'The field grows 7.1% every year until 2034 [1].'],
  [[growth], 'About 13,800 coders will lose their positions by 2034 [1].'],
  [[growth], 'Coding is set to gain 13,800 jobs a year to 2034 [1].'],
  [[open], 'About 14,200 coders retire each year [1].'],
  [[open], 'There are 14,200 openings a month for coders [1].'],
  [[o2], 'About 34,300 schools train coders each year from 2022 to 2032 [1].'],
  [[cert], 'A certificate takes no more than 6 months [1].'],
  [[cert], 'Certificates take over a year, 12 months at least [1].'],
  [[cert], 'You can finish a certificate over a weekend [1].'],
  [[assoc], 'An associate degree takes several months [1].'],
  [[len], 'The program costs more than $5,000 [1].'],
  [[len], 'The program costs $2,000 to $5,000 a month [1].'],
  [[deg], 'Every associate degree costs $20,000 [1].'],
  [[lvl], 'Lead coders earn six figures at the median [1].'],
  [[lvl], 'A senior coder earns twice what a coding supervisor earns [1].'],
  [[lvl], 'Junior coders earn a third of what coding managers earn [1].'],
  [[lvl], 'Directors make five times the median of a junior coder [1].'],
  [[may], 'In 2025 the US median was $47,180 for coders [1].'],
  [[may], 'The US median this year is $47,180 for coders [1].'],
  [[uk], 'UK coders are guaranteed £25,000 a year [1].'],
  [[yrs], 'Coding managers need fewer than 12 years [1].'],
  [[], 'Remote employers skip certification checks.'],
  [[], 'It depends on luck, as certification is rarely needed.'],
  [[], 'The guides do not say what the CPC is for.'],
  [[lvl], '| Role | Bonus |\n|---|---|\n| Lead coder | $75k [1] |', /75k/],
  [
    [cpc, ccs],
    '| Credential | Preferred in |\n|---|---|\n| CPC | hospitals [1] |\n| CCS | physician offices [2] |',
    /hospitals|offices/,
  ],
];

/** Conversions are the model's own arithmetic, which it is told not to do; a sound one is lost with the others. */
const lost = /12 to 24 weeks come to/;

describe('What a figure is said to be of', () => {
  it.each(right.filter(([, text]) => !lost.test(text)))('under %j stands: %s', (cited, text) => {
    expect(replyStands(text, ...cited)).toBe(true);
  });

  it.each(wrong.map(([cited, text, never]) => ({ cited, text, never })))('does not stand: $text', ({ cited, text, never }) => {
    if (never) expect(plainTextOf(verifyReply(text, ...cited).blocks)).not.toMatch(never);
    else expect(replyStands(text, ...cited)).toBe(false);
  });

  it.each([
    ['US coders earn a median of $50,250 a month [1].', med],
    ['A senior coder has a median of $65k and a lead one of $75k, a difference of $20k [1].', lvl],
    ['A senior coder has a median of $65k and a lead one of $75k, so $10k more in hospitals [1].', lvl],
    ['The US median for medical coders is $24.16 per chart [1].', hourly],
    ['US coders get a median bonus of $50,250 a year [1].', med],
    ['Every US coder earns at least $35,780 a year, according to BLS [1].', pct],
    ['US coder pay never goes above $80,950 a year, according to BLS [1].', pct],
    ['US nurses earn a mean of $55,970 a year, according to BLS [1].', med],
    ['BLS projects about 14,200 annual layoffs of US medical records specialists from 2024 to 2034 [1].', open],
    ['About 14,200 US employers hire medical records specialists every year from 2024 to 2034 [1].', open],
    ['BLS expects a loss of about 13,800 US positions for medical records specialists from 2024 to 2034 [1].', growth],
    ['BLS counts about 7 medical records specialists in the US from 2024 to 2034 [1].', growth],
    ['Nine in ten employers list the CPC as a minimum requirement [1].', cpc],
    ['A third of outpatient job postings ask for the CPC [1].', cpc],
    ['Director pay is tenfold that of junior medical coders [1].', lvl],
    ['Medical coders earn twice what coding managers earn [1].', lvl],
    ['A certificate program lasts twice as long as an associate degree [1].', cert],
    ['The US median for medical coders is $47,180 today [1].', may],
    ['Entry-level UK coders earn £25,000–£45,000 [1].', uk],
  ])('does not stand: %s', (text, section) => {
    expect(replyStands(text, section)).toBe(false);
  });
});
