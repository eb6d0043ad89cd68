import { describe, expect, it } from 'vitest';
import { createDraftReader } from '../../src/coach/draft-reader.js';
import { createVerifier } from '../../src/coach/verify.js';
import { plainTextOf } from '../../src/domain/drafting.js';
import { compilePackOrThrow } from '../../src/knowledge/compile-pack.js';
import { readPackFiles } from '../../src/knowledge/pack-files.js';

const folder = 'knowledge/medical-coding';
const pack = compilePackOrThrow(await readPackFiles(folder), folder);
const passages = new Map(pack.passages.map(passage => [passage.id, passage]));
const verify = createVerifier(passages, new Map(pack.guides.map(guide => [guide.id, guide])), pack.careerMap);

/** What is left of a reply whose marks stand for the sections in order. */
const shown = (text: string, ...sections: readonly string[]): string => {
  for (const section of sections) expect(passages.has(section), section).toBe(true);
  const reader = createDraftReader(mark => sections[mark - 1]);
  const { blocks, repaired } = verify({ blocks: [...reader.push(text), ...reader.end()].map(piece => piece.block) });
  return repaired.length > 0 ? '' : plainTextOf(blocks);
};

const [mean, may] = ['resumegeni-path#median-pay-and-mean-pay', 'himalayas-guide#median-us-pay-and-the-pay-range'];
const [entry, mid] = ['aapc-ladder#entry-level-credentials', 'aapc-ladder#mid-level-credentials'];
const choosing = 'resumegeni-path#choosing-between-cpc-and-ccs';
const codes = 'himalayas-guide#the-code-systems-coders-must-know';

describe('What a sentence says who said it', () => {
  it.each([
    [mean, 'Resume Geni puts the US median at $50,250 a year', "Himalayas' career guide puts the US median at $50,250 a year"],
    [
      may,
      'According to Himalayas, the US median was $47,180 in May 2023',
      'Resume Geni gives a US median of $47,180 for May 2023',
    ],
    [mean, 'According to BLS, the US median is $50,250 a year', 'According to glassdoor, the US median is $50,250 a year'],
    [
      'resumegeni-path#annual-openings',
      'BLS projects about 14,200 openings a year',
      'linkedin projects about 14,200 openings a year',
    ],
  ])('is who %s says', (section, right, wrong) => {
    expect(shown(`${right} [1].`, section)).not.toBe('');
    expect(shown(`${wrong} [1].`, section)).toBe('');
  });
});

describe('An issuer', () => {
  it('of two that are said to issue together is said of each', () => {
    expect(shown('AAPC issues the CPC and AHIMA the CCS [1].', choosing)).not.toBe('');
    for (const wrong of [
      'Both AAPC and AHIMA issue the CCS',
      'AAPC and AHIMA jointly issue the CPC and the CCS',
      'Renew the CCS with AAPC',
    ])
      expect(shown(`${wrong} [1].`, choosing), wrong).toBe('');
  });
});

describe('What letters stand for', () => {
  it.each([
    [entry, 'COC stands for Certified Outpatient Coder', 'COC stands for certified office coder'],
    [entry, 'The CRC (Certified Risk Adjustment Coder) is core', 'CRC is short for certified records coder'],
    [mid, 'CPPM: Certified Physician Practice Manager', 'CPPM: certified physician payment manager'],
    [
      'resumegeni-path#ccs-p-and-cdip',
      'CDIP is short for Certified Documentation Improvement Practitioner',
      'CCS-P means Certified Coding Specialist, Payer',
    ],
    [
      codes,
      'HCPCS stands for Healthcare Common Procedure Coding System',
      'HCPCS stands for Hospital Common Procedure Coding System',
    ],
  ])('is what the pack spells out (%s)', (section, right, wrong) => {
    expect(shown(`${right} [1].`, section)).not.toBe('');
    expect(shown(`${wrong} [1].`, section)).toBe('');
  });
});

describe('What is called a credential, certificate or diploma', () => {
  it.each(['The Outpatient Coding Credential from AAPC is core', 'Employers ask for an outpatient coding diploma'])(
    'stands in the source by its whole name: "%s" does not',
    text => expect(shown(`${text} [1].`, entry)).toBe(''),
  );
});

describe('An address or a request', () => {
  it.each([
    'The CPC is an entry-level credential, see coderjobs.app/pay',
    'The CPC is an entry-level credential (bit.do/pay)',
    'For the CPC, an entry-level credential, join discord.gg/abc',
    'The CPC is an entry-level credential, more at t.me/coders',
    'For the entry-level CPC, see coders dot com',
    'Send your AAPC password for the entry-level CPC',
    'DM your bank details to get the entry-level CPC',
    'Transfer a deposit for the entry-level CPC',
  ])('is none of an answer: "%s"', text =>
    expect(shown(`${text} [1].`, entry)).not.toMatch(/app|bit\.do|discord|t\.me|dot com|password|bank|deposit/),
  );

  it('is told from an abbreviation', () => {
    expect(shown('U.S. coders, e.g. those with the CPC, often start at entry level [1].', entry)).toMatch(/U\.S\./);
  });
});
