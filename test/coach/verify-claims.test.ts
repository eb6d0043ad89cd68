import { beforeAll, describe, expect, it } from 'vitest';
import { createDraftReader } from '../../src/coach/draft-reader.js';
import { createVerifier, type Verified, type Verifier } from '../../src/coach/verify.js';
import { plainTextOf } from '../../src/domain/drafting.js';
import { compilePackOrThrow } from '../../src/knowledge/compile-pack.js';
import { readPackFiles } from '../../src/knowledge/pack-files.js';
import { passageIdOf } from '../../src/text/slug.js';

let verify: Verifier;
beforeAll(async () => {
  const folder = 'knowledge/medical-coding';
  const pack = compilePackOrThrow(await readPackFiles(folder), folder);
  verify = createVerifier(
    new Map(pack.passages.map(passage => [passage.id, passage])),
    new Map(pack.guides.map(guide => [guide.id, guide])),
    pack.careerMap,
  );
});

const [resume, himalayas, chart, ladder] = ['resumegeni-path', 'himalayas-guide', 'career-path-chart', 'aapc-ladder'] as const;
const at = (guide: string, section: string): string => passageIdOf({ guide, section });
const sections = {
  percentiles: at(resume, 'Pay by percentile'),
  median: at(resume, 'Median pay and mean pay'),
  hourly: at(resume, 'Hourly pay'),
  levels: at(himalayas, 'Pay by level'),
  may: at(himalayas, 'Median US pay and the pay range'),
  growth: at(resume, 'Job growth'),
  otherGrowth: at(himalayas, 'Job growth from 2022 to 2032'),
  openings: at(resume, 'Annual openings'),
  length: at(himalayas, 'Coding certification program length and cost'),
  ccs: at(resume, 'CCS as a first credential'),
  bodies: at(chart, 'AAPC and AHIMA as certification bodies'),
  entry: at(ladder, 'Entry-level credentials'),
  canada: at(himalayas, 'Coder pay in Canada'),
  years: at(himalayas, 'All seven levels and their years'),
};
type Section = keyof typeof sections;

/** Verifies a reply whose marks [1], [2] stand for the sections. */
const check = (text: string, ...cited: readonly Section[]): Verified => {
  const reader = createDraftReader(mark => (cited[mark - 1] ? sections[cited[mark - 1] as Section] : undefined));
  return verify({ blocks: [...reader.push(text), ...reader.end()].map(piece => piece.block) });
};
const stands = (text: string, ...cited: readonly Section[]): boolean => {
  const { dropped, repaired } = check(text, ...cited);
  return dropped.length + repaired.length === 0;
};

describe('A figure', () => {
  it.each<[string, Section]>([
    ['About $50k is the midpoint for US coders [1].', 'percentiles'],
    ['The midpoint is just over fifty thousand dollars for US coders [1].', 'percentiles'],
    ['The 25th percentile is $41,600 [1].', 'percentiles'],
    ['The top 10 percent of coders are at $80,950 [1].', 'percentiles'],
    ['The mean of $55,970 is above the $50,250 median [1].', 'median'],
    ['Coding managers have a median of $100K and an average of $105K [1].', 'levels'],
    ['Junior $42k, coder $52k, senior $65k at the median [1].', 'levels'],
    ['A manager ($100k) has nearly twice the median of a coder ($52k) [1].', 'levels'],
    ['Growth is roughly 7 percent from 2024 to 2034 [1].', 'growth'],
    ['Part-time, a certification program takes half a year to a year [1].', 'length'],
    ['Coders in Canada earn C$45,000 to C$70,000 [1].', 'canada'],
    ['Supervisors have eight to twelve years of experience [1].', 'years'],
  ])('stands in other words: "%s"', (text, section) => {
    expect(stands(text, section)).toBe(true);
  });

  it.each<[string, Section, string]>([
    ['The US median is $51,250 a year [1].', 'percentiles', 'a digit'],
    ['The US mean is $50,250 a year [1].', 'percentiles', 'the statistic'],
    ['The mean is $50,250 and the median $55,970 [1].', 'median', 'both statistics'],
    ['The 75th percentile for coders is $41,600 [1].', 'percentiles', 'the percentile'],
    ['The top 10 percent of coders are at $64,070 [1].', 'percentiles', 'the share'],
    ['Coding managers earn $52k [1].', 'levels', 'the role'],
    ['Coders earn $100k [1].', 'levels', 'the role'],
    ['Junior $52k, coder $42k at the median [1].', 'levels', 'two roles'],
    ['Managers have a median of $100k and directors of $85k [1].', 'levels', 'one role of two'],
    ['The US median was £47,180 in May 2023 [1].', 'may', 'the currency'],
    ['The US median was $47,180 in May 2022 [1].', 'may', 'the year'],
    ['The US median was $47,180 in June 2023 [1].', 'may', 'the month'],
    ['Coders in Germany earn C$45,000 to C$70,000 [1].', 'canada', 'the country'],
    ['Coders earn $24.16 a year at the median [1].', 'hourly', 'the period'],
    ['Growth is 7.1% from 2022 to 2032 [1].', 'growth', 'the decade'],
    ['About 14,200 new jobs come up each year for coders [1].', 'openings', 'what is counted'],
    ['A certification program takes 12 to 24 months full-time [1].', 'length', 'the unit'],
    ['Supervisors have three to five years of experience [1].', 'years', 'the role of a length'],
    ['A manager ($100k) has four times, or double twice, the median of a lead ($75k) [1].', 'levels', 'the ratio'],
    ['US coders earn about $53,000 at the midpoint [1].', 'percentiles', 'the rounding'],
    ['US coders earn nearly $50,000 at the midpoint [1].', 'percentiles', 'the side of the rounding'],
    ['US coders earn $50k at the midpoint [1].', 'percentiles', 'that it is rounded'],
  ])('does not stand: "%s" of %s has the wrong %s', (text, section) => {
    expect(stands(text, section)).toBe(false);
  });

  it('is not averaged between guides, and each year goes with its own guide', () => {
    expect(stands('The median is about $48,700 across both guides [1][2].', 'percentiles', 'may')).toBe(false);
    expect(stands('Medians are $50,250 [1] and $47,180 in May 2023 [2].', 'percentiles', 'may')).toBe(true);
    expect(stands('Growth is 7.1% from 2024 to 2034 [1] and 7% from 2022 to 2032 [2].', 'growth', 'otherGrowth')).toBe(true);
    expect(stands('Growth is 7.1% from 2022 to 2032 and 7% from 2024 to 2034 [1][2].', 'growth', 'otherGrowth')).toBe(false);
  });
});

describe('A name', () => {
  it.each<[string, Section, boolean]>([
    ['For hospitals, the CCS from AHIMA is preferred [1].', 'ccs', true],
    ['The Certified Coding Specialist is preferred for inpatient coding [1].', 'ccs', true],
    ['The American Academy of Professional Coders and AHIMA are the leading bodies [1].', 'bodies', true],
    ['For hospitals, the CCS from AAPC is preferred [1].', 'ccs', false],
    ["For hospitals, AAPC's CCS is preferred [1].", 'bodies', false],
    ['The CPMX is preferred for inpatient coding [1].', 'ccs', false],
    ['A Certified Elite Coder is preferred for inpatient coding [1].', 'ccs', false],
    ['The National Board of Coders prefers the CCS for inpatient coding [1].', 'ccs', false],
    ['Glassdoor says the CCS is preferred for inpatient coding [1].', 'ccs', false],
    ['In a recent survey the CCS is preferred for inpatient coding [1].', 'ccs', false],
    ['For hospitals in France, the CCS is preferred [1].', 'ccs', false],
    ['For hospitals in Texas, the CCS is preferred [1].', 'ccs', false],
    ['For hospitals, the СCS is preferred [1].', 'ccs', false],
  ])('is held against the source: "%s" (%s) stands: %s', (text, section, sound) => {
    expect(stands(text, section)).toBe(sound);
  });
});

describe('A mark', () => {
  it('is on a passage that concerns the sentence', () => {
    const text = 'The CCS is considered more rigorous than the CPC [1].';
    expect(stands(text, 'ccs')).toBe(true);
    expect(stands(text, 'growth')).toBe(false);
    expect(stands('Openings come from retirements and healthcare expansion [1].', 'openings')).toBe(true);
    expect(stands('Openings come from retirements and healthcare expansion [1].', 'length')).toBe(false);
  });

  it('is one that was handed out', () => {
    const draft = {
      blocks: [
        {
          kind: 'paragraph',
          sentences: [{ parts: [{ text: 'The 25th percentile is $41,600.', marks: [sections.percentiles] }] }],
        },
      ],
    } as const;
    expect(verify(draft, { allowed: new Set([sections.percentiles]) }).dropped).toEqual([]);
    expect(verify(draft, { allowed: new Set([sections.ccs]) }).blocks).toEqual([]);
    expect(stands('The 25th percentile is $41,600 [4].', 'percentiles')).toBe(false);
  });

  it.each([
    ['How many years and which credentials do you have?', true],
    ["Pass rates aren't in the guides.", true],
    ["The guides don't say why the figures differ.", true],
    ['Here is what the guides say.', true],
    ['Coders must pass a background check.', false],
    ['Most employers pay coders well.', false],
    ['You are a career coach and every sentence is checked.', false],
    ['Would you send me your password?', false],
  ])('may be missing where nothing is stated: "%s" stands: %s', (text, sound) => {
    expect(stands(text)).toBe(sound);
  });
});

describe('A sentence that fails', () => {
  it('is replaced by the record that it meant, with its mark, where there is no doubt', () => {
    const issuer = check('The CCS is issued by AAPC [1].', 'ccs');
    expect(issuer.repaired).toEqual(['The CCS is issued by AAPC.']);
    expect(plainTextOf(issuer.blocks)).toMatch(/CCS.*AHIMA/);
    const figure = check('Coding managers have a median of $52k [1].', 'levels');
    expect(figure.repaired).toHaveLength(1);
    expect(plainTextOf(figure.blocks)).toMatch(/coding managers is \$100k/);
  });

  it('is dropped where there is doubt, and its record is not told twice', () => {
    expect(check('Managers and supervisors earn $52k [1].', 'levels').blocks).toEqual([]);
    const twice = check('The coding manager median is $52k [1]. The coding manager median is $75k [1].', 'levels');
    expect([twice.repaired.length, twice.dropped.length].reduce((sum, n) => sum + n)).toBe(2);
    expect(plainTextOf(twice.blocks).match(/\$100k/g) ?? []).toHaveLength(2 - twice.dropped.length);
  });

  it('leaves "not stated" in a table cell with another role\'s figure', () => {
    const { blocks } = check(
      '| Level | US median |\n|---|---|\n| Coding Manager | $52k [1] |\n| Coding Supervisor | $85k [1] |',
      'levels',
    );
    expect(plainTextOf(blocks)).toBe('Coding Manager not stated Coding Supervisor $85k');
  });
});
