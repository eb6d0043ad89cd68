import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openRedactor } from '../../src/open-redactor.js';
import { visible } from '../../src/text/visible.js';
import { forAll } from '../support/for-all.js';
import { patientCases, standsIn, unseenPatientCases } from '../support/hostile-list.js';

const patients = [
  'the patient was admitted 04/12/2024 with sepsis, do i code the sepsis first',
  'my patient, mail anna.k@mail.com, wants her bill fixed',
  'her daughter called 614-555-0134 about the bill of our patient',
  'pt lives at 12 Oak Street, what is the place of service',
  'Patient John Smith DOB 03/14/1962 came in with chest pain, which code?',
  'pt john smith dob 3/14/62, what do I bill',
  'Maria Lopez (DOB: 1962-03-14) has a denied claim',
  'Maria Lopez, date of birth is March 14, 1962, outpatient visit',
  'Anna Weber born 14 March 1962, second visit this week',
  'birthdate 3-14-1962 for the chart I am on',
  'D.O.B. 14.03.1962 and the surgeon says it is bilateral',
  'MRN 00482913, what dx goes first?',
  'mrn: A10023884 keeps getting rejected',
  'MRN# 5521987',
  'medical record no. 8812345 has no discharge summary',
  'chart number 449012 is missing a modifier',
  'account number 7782211 for the same patient',
  'SSN 123-45-6789',
  'his social security number is 123 45 6789',
  'ssn: 123456789',
  'SSN 123‑45‑6789 with other hyphens',
  'member id: XYZ123456789 denied again',
  'Medicare number 1EG4-TE5-MK72 says inactive',
  'policy # 884-22-1190A',
  'subscriber ID W2233445566, what next?',
  'Mr. Robert Jones had surgery on his knee, is that a 27447?',
  'Patient Maria Lopez was admitted last night',
  '58 y/o M c/o chest pain, hx of DM2, BP 150/90, admitted for observation. Which codes?',
  '65yo female s/p hip replacement, presented with fever, temp 101, on 40 mg lasix',
  'Chief complaint: cough. HPI: 3 days of cough, pt denies fever. 500 mg amoxicillin.',
  'CC: knee pain\nHPI: 45 year old male\nA/P: refer to ortho, 20 mg prednisone',
];

const honest = [
  'what do coders make in the US?',
  'CPC or CCS for hospital work?',
  "I'm a 45 year old male nurse, can I switch to coding?",
  'I was born abroad, does that matter for AAPC?',
  'can a 60 year old woman get hired as a new coder',
  'how do I move from patient registration to coding?',
  'I worked with patients for 12 years as an RN. Is CDI for me?',
  'does the CPC cover ICD-10-CM and ICD-10-PCS?',
  'what does hx mean on a resume',
  'I code charts for patients admitted to a hospital. What pays more?',
  'medical record number of charts per hour for inpatient?',
  'how many charts an hour is normal, 20-25?',
  'I make $24.16 an hour after 5 years; is that low?',
  'is 41,600 the 25th percentile?',
  'do denied claims jobs lead to coding?',
  'what is risk adjustment (HCC) coding?',
  'my manager Karen White says remote is over. Is it?',
  'Ms. Dana Reed, my manager, denied my raise. What can I do?',
  'Mr. Paul Young presented on auditing at our chapter, how do I get there?',
  'Dr. Smith wants me to query more. Is that a CDI thing?',
  'should I put my NPI on my resume?',
  'does AHIMA membership cost 135 a year?',
  'what happens after the 2024-2034 projection',
  'born in 1985, too old to start?',
  'my birthday is in May, can I test before then?',
  'what is a PT in coding, physical therapy?',
  'rx, dx, tx... do I have to know all these abbreviations for the CPC?',
  'E/M auditing pay?',
  'which credential for an account manager in RCM',
  'how do I write account numbers in a portfolio? fake ones ok?',
  'what is the policy on remote work for coders',
  'patient access rep to coder, how?',
  'patient is a virtue but how long until I get a raise',
  'is the CCS-P good for physician offices',
  'I failed with a 68, what now?',
  'do I need 80 hours of practicum',
  'HIM director path please',
  'any jobs at $30/hr for CRC?',
  'CEUs: 36 in 2 years, right?',
  'call me at lunch? no, just tell me about compliance',
  'is 8 to 12 years for supervisor realistic',
  'AAPC member for 3 years, what discount',
  'the chart says master level; what is that?',
  'The chart (number 2 in the guide) lists levels. Which is mid?',
];

const redact = await openRedactor();
const isDeclined = (text: string): boolean => redact(text) === undefined;

describe('the screen for patient data', () => {
  it.each(patients)('stops %j', text => expect(isDeclined(text)).toBe(true));
  it.each(honest)('lets %j pass', text => expect(isDeclined(text)).toBe(false));

  it('stops identifiers wherever they stand and however they are written', () => {
    const two = (n: number): string => String(n).padStart(2, '0');
    const day = fc.tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 28 }), fc.integer({ min: 1920, max: 2025 }));
    const date = fc.oneof(
      day.map(([month, date, year]) => `${month}/${date}/${year}`),
      day.map(([month, date, year]) => `${two(month)}-${two(date)}-${two(year % 100)}`),
      day.map(([month, date, year]) => `${year}-${two(month)}-${two(date)}`),
    );
    const number = fc.integer({ min: 100_000, max: 99_999_999 });
    const identifier = fc.oneof(
      fc
        .tuple(fc.constantFrom('DOB', 'dob:', 'D.O.B.', 'date of birth is', 'born on', 'Birthdate'), date)
        .map(parts => parts.join(' ')),
      fc
        .tuple(
          fc.constantFrom(
            'MRN',
            'mrn:',
            'MRN #',
            'medical record number',
            'account number',
            'acct #',
            'chart #',
            'encounter number is',
          ),
          number,
        )
        .map(parts => parts.join(' ')),
      fc
        .tuple(fc.constantFrom('member id', 'Member ID:', 'policy number', 'insurance id is', 'Medicaid #', 'patient id'), number)
        .map(parts => parts.join(' ')),
      number.map(n => `${String(n).padStart(9, '1').slice(0, 3)}-${String(n).slice(-2)}-${String(n).padStart(9, '4').slice(-4)}`),
    );
    forAll([fc.constantFrom(...honest), identifier, fc.constantFrom('. ', ', ', '\n', ' - ')], (question, sign, joint) => {
      expect(isDeclined(`${question}${joint}${sign}`)).toBe(true);
      expect(isDeclined(`${sign}${joint}${question}`)).toBe(true);
    });
  });

  it('reads any text', () =>
    forAll([fc.string({ unit: 'binary', maxLength: 500 })], text =>
      expect(['string', 'undefined']).toContain(typeof redact(text)),
    ));
});

const cases = patientCases();

describe('the redactor', () => {
  it('leaves no secret of any list, declined or not', () => {
    const leaked = cases.filter(({ text, secrets }) => secrets.some(secret => standsIn(redact(text) ?? '', visible(secret))));
    expect(leaked).toEqual([]);
  });

  it('declines nothing that only looks like patient data', () => {
    expect(cases.filter(({ text, secrets }) => secrets.length === 0 && isDeclined(text))).toEqual([]);
  });

  it('leaves few secrets of a list that nothing was fitted on, and declines little that only looks like patient data', () => {
    const unseen = unseenPatientCases();
    const [patients, others] = [true, false].map(holds => unseen.filter(({ secrets }) => secrets.length > 0 === holds));
    const leaked = patients?.filter(({ text, secrets }) => secrets.some(secret => standsIn(redact(text) ?? '', visible(secret))));
    expect(leaked?.length).toBeLessThanOrEqual(0.12 * (patients?.length ?? 0));
    expect(others?.filter(({ text }) => isDeclined(text)).length).toBeLessThanOrEqual(0.12 * (others?.length ?? 0));
  });

  it('gives what it was given when it has given it itself', () => {
    for (const { text } of cases) {
      const kept = redact(text);
      if (kept !== undefined) expect(redact(kept)).toBe(kept);
    }
  });

  it('sees through the ways in which letters are hidden', () => {
    const hide = fc.constantFrom<(text: string) => string>(
      text => text,
      text => text.toUpperCase(),
      text => [...text].join('\u200B'),
      text => text.replace(/[!-~]/g, sign => String.fromCodePoint((sign.codePointAt(0) ?? 0) + 0xfee0)),
      text => text.replace(/\d/g, digit => String.fromCodePoint(0x660 + Number(digit))),
      text => text.replaceAll('-', '\u2011').replaceAll(' ', '\u00A0'),
    );
    const two = (n: number): string => String(n).padStart(2, '0');
    const identifier = fc.oneof(
      fc
        .tuple(
          fc.constantFrom('MRN', 'Pt ID:', 'acct #', 'subscriber', 'claim number', 'SSN', 'Versichertennummer', 'expediente'),
          fc.integer({ min: 10_000_000, max: 999_999_999 }),
        )
        .map(([label, value]) => [`${label} ${value}`, String(value)] as const),
      fc
        .tuple(fc.integer({ min: 1, max: 28 }), fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1930, max: 1999 }))
        .map(([day, month, year]) => [`pt dob ${two(month)}/${two(day)}/${year}`, `${two(month)}/${two(day)}/${year}`] as const),
    );
    forAll(
      [identifier, hide, fc.constantFrom(...honest)],
      ([written, secret], hidden, question) => expect(redact(`${question} ${hidden(written)}`) ?? '').not.toContain(secret),
      { numRuns: 1000 },
    );
  });
});
