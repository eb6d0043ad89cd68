import { describe, expect, it } from 'vitest';
import { createVerifier } from '../../src/coach/verify.js';
import { paragraph, sentence } from '../../src/domain/drafting.js';
import { compilePackOrThrow } from '../../src/knowledge/compile-pack.js';
import { readPackFiles } from '../../src/knowledge/pack-files.js';

/** In words of their own, the opposite of what the section says, or a credential for what another is for. */
const wrong: Readonly<Record<string, readonly string[]>> = {
  'himalayas-guide#coding-certification-program-length-and-cost': ['The $2,000 to $5,000 for the program include exam fees.'],
  'himalayas-guide#job-stability-in-a-recession': ['Recessions hit medical coding hard.'],
  'himalayas-guide#con-repetitive-tasks': ['Medical coding is free from repetitive tasks.', 'Coding always feels monotonous.'],
  'himalayas-guide#coder-pay-and-taxes-in-scandinavia': ['Scandinavian countries have lower gross salaries and lower tax rates.'],
  'himalayas-guide#documentation-quality-as-a-coders-edge': [
    'Employers seek just speed in assigning codes.',
    'Demand for highly accurate coding is shrinking.',
  ],
  'himalayas-guide#whether-coders-truly-need-certification': [
    'To work as a medical coder you need a certification.',
    'Certification is mandatory for medical coders.',
    "A certification doesn't boost your job prospects.",
    "Employers don't prefer certified candidates.",
  ],
  'himalayas-guide#licensing-for-coders-moving-abroad': [
    'Coders who move abroad must have a professional license.',
    "The CPC and the CCS aren't valued in international coding roles.",
  ],
  'resumegeni-path#choosing-between-cpc-and-ccs': [
    'For outpatient work the CCS from AHIMA is the one that is preferred.',
    'Hospitals with inpatient coding ask more often for the CPC.',
    "Experienced coders don't hold both the CPC and the CCS.",
  ],
  'resumegeni-path#ccs-as-a-first-credential': [
    'The CCS suits physician-office coding best.',
    "A new coder can't get the CCS as a first credential.",
    'The CCS is less rigorous than the CPC.',
  ],
  'resumegeni-path#cpc-as-a-first-credential': ['The CPC is what inpatient and hospital job postings request most.'],
  'himalayas-guide#ccs-for-inpatient-cpc-for-outpatient': [
    'The CCS is what outpatient coders often seek.',
    'Inpatient hospital coders might put the CPC first.',
  ],
  'aapc-ladder#entry-level-credentials': [
    'Entry-level jobs do not require core certifications.',
    'The CPC is an advanced-level credential.',
  ],
  'aapc-ladder#remote-work-at-entry-level': ['Remote positions are common at entry level.'],
  'himalayas-guide#remote-work-policies-for-coders-in-2025': ['Fully remote roles have gone away for experienced coders.'],
  'himalayas-guide#remote-work-for-coders': ['Remote work is rare in medical coding.'],
  'resumegeni-path#remote-work': ["Remote work isn't standard in medical coding."],
  'career-path-chart#requirements-for-mid-level-coding-roles': [
    "Advanced certifications aren't required for mid-level roles.",
    'The CCS is an entry-level certification.',
  ],
  'career-path-chart#cpc-and-cca-certifications-for-starting-out': [
    'Employers of entry-level coders do not require the CPC or CCA.',
    'The CCA is a mid-level certification.',
  ],
  'aapc-ladder#cpco-credential-for-the-advanced-level': [
    'The CPCO is an entry-level credential.',
    'The CPCO goes with the master level.',
  ],
  'himalayas-guide#step-4-get-practical-experience': ['Practical experience is optional for many entry-level coding positions.'],
};

const folder = 'knowledge/medical-coding';
const pack = compilePackOrThrow(await readPackFiles(folder), folder);
const verify = createVerifier(
  new Map(pack.passages.map(passage => [passage.id, passage])),
  new Map(pack.guides.map(guide => [guide.id, guide])),
  pack.careerMap,
);

describe('a sentence without a wrong figure or name', () => {
  it.each(Object.entries(wrong))('is dropped where it turns around what %s says', (section, sentences) => {
    expect(pack.passages.some(passage => passage.id === section)).toBe(true);
    for (const text of sentences)
      expect(verify({ blocks: [paragraph(sentence(text, section))] }), text).toMatchObject({ blocks: [] });
  });
});
