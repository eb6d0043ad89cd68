import type { JudgmentRow } from '../../src/domain/judgment.js';
import type { PackFiles } from '../../src/knowledge/pack-files.js';

/*
 * A whole knowledge pack of a few sections, valid as it stands, for tests that build many indexes or break a pack in one place.
 * `edition` goes into one section's text, so that two editions differ there and nowhere else.
 */

const payGuide = (edition: string): string => `---
id: pay-guide
title: The pay guide
publisher: Test Press
spokenName: the pay guide
published: "2025"
dataAsOf: survey of 2024
retrieved: 2026-01-02
region: US
---

# Pay

## Median pay

<!-- answers: what do coders make | median salary for a coder | how much is coder pay -->

The median pay for coders is $50,250 a year, so half of them earn more and half of them earn less. Pay in this guide is for the
United States and comes from a survey. This section is of the ${edition} edition.

## Pay by level

<!-- answers: pay for each level | what does a manager make | salary by rung -->

Pay rises with each level of the ladder, and a coding manager earns about twice what a junior coder does in most places that were asked.

| Level | Median |
|---|---|
| Junior Coder | $42k |
| Coding Manager | $100k |

## Job growth

<!-- answers: is coding growing | job outlook for coders | how fast is the field growing -->

Employment of coders is projected to grow 8% from 2024 to 2034, which is faster than the average for all the occupations that the
survey looked at, and many openings come from people who retire.
`;

const ladderGuide = `---
id: ladder-guide
title: "The ladder: from junior to manager"
publisher: Other Press
spokenName: the ladder guide
retrieved: 2026-01-03
region: US
notes: No exam fees.
---

# Ladder

## Levels

### Junior level

<!-- answers: what is a junior coder | entry level coding job | where do new coders begin -->

A Junior Coder codes simple charts under review for the first year. The CPC, the Certified Professional Coder credential of AAPC, is what
most employers ask of a Junior Coder before they read anything else.

### Manager level

<!-- answers: how do i become a coding manager | years to manager | manager duties -->

A Coding Manager runs a team of coders after some 12 years of work, plans its budget and speaks for it. Managers often hold the CCS, the
Certified Coding Specialist credential, beside their first one.

## Another median

<!-- answers: what is the median in the ladder guide | other median pay | coder median differs -->

By the ladder guide's own count, the median pay for coders is $47,180 a year. It does not say which year its figures are of, nor how
many coders were asked, so read the figure with some care.
`;

const careerMap = `roles:
  - id: junior-coder
    title: Junior Coder
    aliases: [junior, new coder]
    track: coding
    rung: 0
    placements:
      - {guide: ladder-guide, section: Junior level, level: entry, as: Junior Coder}
    duties:
      - {guide: ladder-guide, section: Junior level}
  - id: coding-manager
    title: Coding Manager
    aliases: [manager]
    track: management
    rung: 1
    placements:
      - {guide: ladder-guide, section: Manager level, level: senior, as: Coding Manager, years: {from: 12}}
credentials:
  - id: cpc
    name: CPC
    expansion: Certified Professional Coder
    mentions:
      - {guide: ladder-guide, section: Junior level, issuer: AAPC, says: AAPC issues the CPC.}
  - id: ccs
    name: CCS
    expansion: Certified Coding Specialist
    mentions:
      - {guide: ladder-guide, section: Manager level, says: Managers often hold the CCS.}
figures:
  - id: median
    guide: pay-guide
    section: Median pay
    measure: pay
    statistic: median
    group: all
    period: year
    currency: USD
    value: 50250
    text: $50,250
    basis: US coders, survey
    says: The median pay for coders is $50,250 a year in the pay guide.
  - id: manager-median
    guide: pay-guide
    section: Pay by level
    measure: pay
    statistic: median
    roles: [coding-manager]
    period: year
    currency: USD
    value: 100000
    text: $100k
    basis: US coders, survey
    says: A coding manager's median is $100k a year.
  - id: growth
    guide: pay-guide
    section: Job growth
    measure: growth
    statistic: projection
    value: 8
    text: 8%
    basis: US, 2024 to 2034
    says: Employment is projected to grow 8% from 2024 to 2034.
moves:
  - {guide: ladder-guide, section: Manager level, from: junior-coder, to: coding-manager, credentials: [ccs], says: A coder becomes a manager after some 12 years.}
conflicts:
  - id: median-pay
    topic: median annual pay
    asks: [why do the medians differ, which median is right, two medians for coders]
    sides:
      - {guide: pay-guide, section: Median pay, value: "$50,250", says: "The pay guide says $50,250."}
      - {guide: ladder-guide, section: Another median, value: "$47,180", says: "The ladder guide says $47,180."}
    note: Neither guide says why.
`;

const scope = `gaps:
  - id: exam-fees
    topic: exam fees
    verb: give
    asks: [what does the exam cost, price of the test, exam fee]
    askWhom: AAPC
    signals: [voucher]
outOfScope:
  - id: codes
    asks: [which code is this, how do i code a broken arm, what modifier do i use]
    reply: I don't assign codes.
    signals: [modifier]
`;

const vocabulary = `abbreviations: {mgr: manager}
misspellings: {sallary: salary}
synonyms: {pay: [salary, wage]}
levelWords: {newbie: entry}
countries: {usa: US}
`;

const packYaml = `id: small
title: A small pack
language: en
subject: careers in a small test
country: US
suggestions: [What do coders make?, How do I become a coding manager?]
`;

/** Judged messages; the marks are of sentences as they stand above, in none of which `edition` goes. */
export const smallJudgments: readonly [JudgmentRow, JudgmentRow, JudgmentRow, JudgmentRow] = [
  {
    writer: 'w1',
    message: 'ok so be honest, what do u lot take home',
    asks: ['What do coders earn?'],
    best: ['pay-guide#median-pay:14fd7'],
    useful: ['ladder-guide#another-median:4c60c', 'pay-guide#median-pay:3878a'],
    none: false,
    feeling: 'none',
    kind: 'question',
  },
  {
    writer: 'w2',
    message:
      'Nine months of the same charts. Everyone above me has been there for ever and I cannot see how anybody gets up there.',
    asks: ['How does a coder get to be a manager?', 'How long does it take?'],
    best: ['ladder-guide#manager-level:2d13e', 'ladder-guide#manager-level:eb314'],
    useful: ['pay-guide#median-pay:14fd7', 'pay-guide#pay-by-level:2b07c'],
    none: false,
    feeling: 'discouraged',
    kind: 'story',
  },
  {
    writer: 'w1',
    message: 'thank you thank you 🙂',
    asks: [],
    best: [],
    useful: [],
    none: false,
    feeling: 'grateful',
    kind: 'thanks',
  },
  {
    writer: 'w2',
    message: 'whats the damage for sitting the thing',
    asks: ['What does the exam cost?'],
    best: [],
    useful: ['ladder-guide#junior-level:cecbe'],
    none: true,
    feeling: 'none',
    kind: 'question',
  },
];

/** Rows as the lines of a `judgments.jsonl`. */
export const judgmentLines = (rows: readonly object[]): string => rows.map(row => `${JSON.stringify(row)}\n`).join('');

/** The files of the small pack, as `readPackFiles` gives them. */
export const smallPackFiles = (edition = 'first'): PackFiles =>
  new Map([
    ['career-map.yaml', careerMap],
    ['guides/ladder-guide.md', ladderGuide],
    ['guides/pay-guide.md', payGuide(edition)],
    ['pack.yaml', packYaml],
    ['scope.yaml', scope],
    ['vocabulary.yaml', vocabulary],
  ]);

/** The small pack with judged messages. */
export const judgedPackFiles = (edition = 'first', rows: readonly object[] = smallJudgments): PackFiles =>
  new Map(
    [...smallPackFiles(edition), ['judgments.jsonl', judgmentLines(rows)] as const].toSorted(([a], [b]) => (a < b ? -1 : 1)),
  );

/** The pack with one file's text changed; throws when there is nothing to change, so that a test cannot pass by missing. */
export const withEdit = (files: PackFiles, file: string, from: string | RegExp, to: string): PackFiles => {
  const before = files.get(file) ?? '';
  const after = before.replace(from, to);
  if (after === before) throw new Error(`${String(from)} does not stand in ${file}`);
  return new Map(files).set(file, after);
};

/** The line, from 1, on which a phrase first stands in a file of the pack. */
export const lineOf = (files: PackFiles, file: string, phrase: string): number => {
  const lines = (files.get(file) ?? '').split('\n');
  const at = lines.findIndex(line => line.includes(phrase));
  if (at < 0) throw new Error(`${phrase} does not stand in ${file}`);
  return at + 1;
};
