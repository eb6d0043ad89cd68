import { describe, expect, it } from 'vitest';
import { createDraftReader } from '../../src/coach/draft-reader.js';
import { createVerifier } from '../../src/coach/verify.js';
import { compilePackOrThrow } from '../../src/knowledge/compile-pack.js';
import { readPackFiles } from '../../src/knowledge/pack-files.js';

const folder = 'knowledge/medical-coding';
const pack = compilePackOrThrow(await readPackFiles(folder), folder);
const passages = new Map(pack.passages.map(passage => [passage.id, passage]));
const verify = createVerifier(passages, new Map(pack.guides.map(guide => [guide.id, guide])), pack.careerMap);

/** Sentences of a reply that do not stand, its marks standing for the sections in order. */
const lostOf = (text: string, ...sections: readonly string[]): readonly string[] => {
  for (const section of sections) expect(passages.has(section), section).toBe(true);
  const reader = createDraftReader(mark => sections[mark - 1]);
  const { dropped, repaired } = verify({ blocks: [...reader.push(text), ...reader.end()].map(piece => piece.block) });
  return [...dropped, ...repaired];
};

describe('A comparison', () => {
  it.each([
    [
      'resumegeni-path#ccs-as-a-first-credential',
      'The CCS is tougher than the CPC',
      'The CPC is considered more rigorous than the CCS',
    ],
    [
      'resumegeni-path#employer-type-and-pay',
      'Hospital systems pay coders more than small practices do',
      'Small physician practices generally pay coders more than hospital systems do',
    ],
    [
      'resumegeni-path#him-director',
      'HIM directors have a broader leadership role than coding managers',
      'Coding managers have a broader leadership role than HIM directors',
    ],
    [
      'resumegeni-path#median-pay-and-mean-pay',
      'The US mean of $55,970 sits above the median of $50,250',
      'The US mean of $55,970 sits below the median of $50,250',
    ],
    [
      'himalayas-guide#pay-by-level',
      "A lead's median is lower than a supervisor's",
      "A supervisor's median is lower than a lead's",
    ],
    [
      'himalayas-guide#pay-by-level',
      'Coding managers earn twice what coders earn',
      'Medical coders earn twice what coding managers earn',
    ],
    [
      'himalayas-guide#what-employers-want-from-coders-now',
      'Employers want accuracy and problem-solving rather than speed',
      'Employers want speed rather than accuracy and problem-solving',
    ],
    [
      'himalayas-guide#self-study-versus-structured-programs',
      'Structured programs often prepare you better for exams than self-study',
      'Self-study often prepares you better for exams than structured programs',
    ],
    [
      'himalayas-guide#competition-in-healthcare-hubs-and-rural-areas',
      'Competition can be higher in hubs than in rural areas',
      'Competition can be higher in rural areas than in hubs',
    ],
    [
      'himalayas-guide#how-ai-affects-the-job',
      'AI is more likely to augment a coder than to replace one',
      'AI is more likely to replace a coder than to augment one',
    ],
    [
      'resumegeni-path#cdi-specialist',
      'CDI specialists improve the documentation before coding begins',
      'CDI specialists improve the documentation after coding begins',
    ],
  ])('stands the way round that %s has it only', (section, right, wrong) => {
    expect(lostOf(`${right} [1].`, section)).toEqual([]);
    expect(lostOf(`${wrong} [1].`, section)).toHaveLength(1);
  });
});

describe('A sentence of two', () => {
  it.each([
    [
      'himalayas-guide#medical-coder-versus-medical-biller',
      'Coders assign the codes, and billers submit the claims',
      'Billers assign the codes, and coders submit the claims',
    ],
    [
      'himalayas-guide#medical-coder-versus-cdi-specialist',
      'A CDI specialist works on the record first, while a coder assigns codes from it',
      'A CDI specialist assigns codes, while a medical coder works on the record before coding',
    ],
    [
      'aapc-ladder#mid-level-positions',
      'Coding supervisors sit at mid level, while coding managers are at the advanced level',
      'Coding supervisors sit at the advanced level, while coding managers are at mid level',
    ],
    [
      'himalayas-guide#icd-10-cm-in-the-us-and-icd-11-globally',
      'US coders use ICD-10-CM, while ICD-11 is used globally',
      'US coders use ICD-11, while ICD-10-CM is used globally',
    ],
    [
      'resumegeni-path#him-director',
      'Most HIM director positions ask for the RHIA and a bachelor’s degree',
      'Most coding auditor positions ask for the RHIA and a bachelor’s degree',
    ],
    [
      'himalayas-guide#medical-coder-versus-cdi-specialist',
      'CDI specialists work proactively with physicians',
      'Coders work proactively with physicians',
    ],
    [
      'himalayas-guide#medical-coder-versus-medical-biller',
      'Billers work from the codes that the coder provided',
      'Coders work from the codes provided by billers',
    ],
    [
      'himalayas-guide#all-seven-levels-and-their-years',
      'You become a lead coder after five years',
      'You become a lead coder in under five years',
    ],
    [
      'resumegeni-path#choosing-between-cpc-and-ccs',
      'The CCS from AHIMA is the more rigorous of the two',
      'According to AHIMA, the CCS is the more rigorous of the two',
    ],
  ])('gives each what %s says of it', (section, right, wrong) => {
    expect(lostOf(`${right} [1].`, section)).toEqual([]);
    expect(lostOf(`${wrong} [1].`, section)).toHaveLength(1);
  });
});

describe('A pronoun', () => {
  const [cpc, ccs] = ['resumegeni-path#cpc-as-a-first-credential', 'resumegeni-path#ccs-as-a-first-credential'];
  const [senior, levels] = ['himalayas-guide#duties-of-a-senior-medical-coder', 'himalayas-guide#pay-by-level'];

  it('stands for what the sentence before names, and what is said of it must hold of that', () => {
    expect(lostOf('The CCS comes from AHIMA [1]. It is the credential preferred for inpatient roles [1].', ccs)).toEqual([]);
    expect(lostOf('The CPC comes from AAPC [1]. It is the credential preferred for inpatient roles [2].', cpc, ccs)).toHaveLength(
      1,
    );
    expect(lostOf('The CPC comes from AAPC [1]. It is issued by AHIMA [2].', cpc, ccs)).toHaveLength(1);
    expect(
      lostOf('Senior medical coders take the hardest cases [1]. They earn a US median of $65k [2].', senior, levels),
    ).toEqual([]);
    expect(
      lostOf('Senior medical coders take the hardest cases [1]. They earn a US median of $100k [2].', senior, levels),
    ).toHaveLength(1);
  });

  it('that stands for nothing carries no figure, issuer or use', () => {
    expect(lostOf('They earn a US median of $65k [1].', levels)).toHaveLength(1);
    expect(lostOf('It is issued by AHIMA [1].', ccs)).toHaveLength(1);
    expect(lostOf('It is preferred for inpatient roles [1].', ccs)).toHaveLength(1);
    expect(
      lostOf('It takes five to eight years to become a lead [1].', 'himalayas-guide#all-seven-levels-and-their-years'),
    ).toEqual([]);
  });
});

it('A cell says of its row what the row has, whatever its column is called', () => {
  const table = (coder: string, biller: string): string =>
    `| Role | Task |\n|---|---|\n| Medical coder | ${coder} [1] |\n| Medical biller | ${biller} [1] |\n`;
  const section = 'himalayas-guide#medical-coder-versus-medical-biller';
  expect(lostOf(table('assigning the codes', 'submitting claims'), section)).toEqual([]);
  expect(lostOf(table('submitting claims', 'assigning the codes'), section)).toHaveLength(2);
});
