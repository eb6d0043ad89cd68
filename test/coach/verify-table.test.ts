import { describe, expect, it } from 'vitest';
import { compareCredentials, compareRoles } from '../../src/career/compare.js';
import { createVerifier } from '../../src/coach/verify.js';
import { plainTextOf } from '../../src/domain/drafting.js';
import { compilePackOrThrow } from '../../src/knowledge/compile-pack.js';
import { readPackFiles } from '../../src/knowledge/pack-files.js';
import { replyStands, verifyReply } from '../support/verify-reply.js';

const [levels, cpc, ccs, years, percentiles, degree] = [
  'himalayas-guide#pay-by-level',
  'resumegeni-path#cpc-as-a-first-credential',
  'resumegeni-path#ccs-as-a-first-credential',
  'himalayas-guide#all-seven-levels-and-their-years',
  'resumegeni-path#pay-by-percentile',
  'resumegeni-path#whether-coders-need-a-degree',
] as const;
const table = (...rows: readonly (readonly string[])[]): string =>
  `${rows
    .toSpliced(1, 0, rows[0]?.map(() => '---') ?? [])
    .map(row => `| ${row.join(' | ')} |`)
    .join('\n')}\n`;

describe('A table of a draft', () => {
  it.each<[string, string, readonly string[]]>([
    ['marks in the head', table(['Level', 'Median [1]'], ['Junior coder', '$42k'], ['Senior coder', '$65k']), [levels]],
    ['marks in the row', table(['Role', 'US median', 'US average'], ['Coding Manager', '$100k', '$105k [1]']), [levels]],
    ['credentials as rows', table(['Credential', 'Issuer', 'Best setting'], ['CPC', 'AAPC [1]', 'outpatient [1]']), [cpc]],
    ['credentials as columns', table(['', 'CPC', 'CCS'], ['Best for', 'outpatient [1]', 'inpatient [2]']), [cpc, ccs]],
    ['years', table(['Level', 'Years of experience'], ['Lead medical coder', '5-8 [1]'], ['Director', '15+ [1]']), [years]],
    ['percentiles', table(['Percentile', 'Annual pay'], ['10th', '$35,780 [1]'], ['90th', '$80,950 [1]']), [percentiles]],
  ])('stands with %s', (_, text, cited) => {
    expect(replyStands(text, ...cited)).toBe(true);
  });

  it.each<[string, string, readonly string[], RegExp]>([
    [
      'the use of another row',
      table(
        ['Credential', 'Strongest for'],
        ['CPC [1]', 'inpatient and hospital coding [1]'],
        ['CCS [2]', 'physician offices [2]'],
      ),
      [cpc, ccs],
      /inpatient|offices/,
    ],
    ['the issuer of another column', table(['', 'CPC', 'CCS'], ['issued by', 'AHIMA [2]', 'AAPC [1]']), [cpc, ccs], /AHIMA|AAPC/],
    [
      'the opposite of what is cited',
      table(['Role', 'Degree'], ['HIM director [1]', 'no degree required [1]']),
      [degree],
      /no degree/,
    ],
    ['no mark', table(['Question', 'Answer'], ['Is certification needed?', 'No, never']), [], /never/],
    ['a claim for a label', table(['Credential', 'Issuer'], ['Certification is never required', 'AAPC [1]']), [cpc], /never/],
    ['another statistic', table(['Level', 'US mean'], ['Senior Medical Coder', '$65k [1]']), [levels], /65k/],
  ])('says "not stated" in a cell with %s', (_, text, cited, never) => {
    const { blocks } = verifyReply(text, ...cited);
    expect(plainTextOf(blocks)).not.toMatch(never);
    expect(plainTextOf(blocks)).toContain('not stated');
  });

  it.each([
    [
      'an organisation that nothing cites',
      table(['Certified Elite Coder from NAMAS', 'CPC'], ['requested in', 'outpatient job postings [1]']),
    ],
    ['a claim', table(['Certification is never required', 'CPC'], ['requested in', 'outpatient job postings [1]'])],
    ['words of no guide', table(['Join our casino', 'CPC'], ['requested in', 'outpatient job postings [1]'])],
  ])('is left out where a column is called by %s', (_, text) => {
    expect(verifyReply(text, cpc).blocks).toEqual([]);
  });
});

it("The career map's own comparisons stand, cell by cell", async () => {
  const folder = 'knowledge/medical-coding';
  const pack = compilePackOrThrow(await readPackFiles(folder), folder);
  const passages = new Map(pack.passages.map(passage => [passage.id, passage]));
  const guides = new Map(pack.guides.map(guide => [guide.id, guide]));
  const verify = createVerifier(passages, guides, pack.careerMap);
  const { credentials, roles } = pack.careerMap;
  const blocks = [
    ...credentials.slice(1).flatMap((one, at) => compareCredentials([credentials[at] ?? one, one], guides)),
    ...roles.slice(1).flatMap((one, at) => compareRoles(pack.careerMap, [roles[at] ?? one, one], passages, guides).blocks),
  ];
  expect(blocks.filter(block => block.kind === 'table').length).toBeGreaterThan(40);
  expect(verify({ blocks }).dropped).toEqual([]);
});
