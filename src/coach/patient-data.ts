/*
 * Patient data must not be answered, stored, logged or sent anywhere. The signs are identifiers that the law names (45 CFR 164.514(b)(2)) in
 * the shapes that people paste, and the shorthand of a chart. A false alarm costs a rephrased question; a miss costs a patient's privacy.
 */

const month = '(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*';
const date = String.raw`(?:\d{1,2}[/.-]\d{1,2}(?:[/.-]\d{2,4})?|\d{4}-\d{2}-\d{2}|${month}\.? \d{1,2}(?:st|nd|rd|th)?,? \d{2,4}|\d{1,2}(?:st|nd|rd|th)? (?:of )?${month}\.?,? \d{2,4})`;

const identifiers: readonly RegExp[] = [
  // Social security number.
  /\b\d{3}-\d{2}-\d{4}\b/,
  /\b(ssn|social security( number)?)\b\W{0,3}(is\W{0,3})?\d[\d -]{6,}/i,
  // Record, account and member numbers.
  /\b(mrn|medical record( number| no\.?| #)?|chart (number|no\.?|#)|acct|account (number|no\.?|#)|encounter (number|no\.?|#))\W{0,4}(is\W{0,3})?[a-z]{0,3}\d{3,}/i,
  /\b(member|policy|subscriber|insurance|patient|medicaid|medicare|mbi)\W{0,2}(id|number|no\.?|#)\W{0,4}(is\W{0,3})?[a-z]{0,4}\d[\da-z-]{4,}/i,
  // Date of birth with a date.
  new RegExp(String.raw`\b(dob|d\.o\.b\.?|date of birth|birth ?date|born( on)?|bday)\b\W{0,4}(is\W{0,3})?${date}`, 'i'),
];

/** A person named as a patient ("pt Maria Lopez"), beside a visit or a finding. Names are told by their capitals. */
const patientName = /\b([Pp]t|[Pp]atient|PT|PATIENT)[ :,]+(?:[Nn]ame[ :,]+)?[A-Z][a-z]+(?: [A-Z]\.?)? [A-Z][a-z]+/;
const visitSign =
  /\b(dob|born|admitted|seen|came in|present(ed|s)|diagnos\w+|dx|hx|surgery|chest pain|chart|denied|claim|labs?|results?|year[- ]old|y\/?o|discharged|treated|visit|mrn)\b/i;
/** Managers and speakers have titles too, so beside those only what befalls a patient counts. */
const titledName = /\b(Mr\.?|Mrs\.?|Ms\.?) [A-Z][a-z]+(?: [A-Z]\.?)? [A-Z][a-z]+/;
const careSign =
  /\b(dob|admitted|seen (for|in|on)|came in (for|with|to)|present(ed|s) (for|with|to)|diagnos\w+|dx|hx|surgery|chest pain|labs?|year[- ]old|y\/?o|discharged|treated (for|with)|mrn|claim (was|is|got) denied)\b/i;

const chartSigns: readonly RegExp[] = [
  /\b\d{1,3}[ -]?(y\/?o|yo|year[- ]old)\b[\s\S]{0,20}\b(m|f|male|female|man|woman|patient|pt)\b/i,
  /\b(hpi|cc|pmh|psh|ros|a\/p|assessment( and|\/) ?plan|chief complaint|impression|discharge summary)\s*:/i,
  /\b(bp|hr|rr|spo2|temp)\W{0,2}\d{2,3}(\/\d{2,3})?\b/i,
  /\b(c\/o|s\/p|h\/o|r\/o|p\/w|w\/u|nkda|sob|dx|hx|rx|tx)\b/i,
  /\b(presented|presents|admitted|discharged|came in) (with|to|for|on)\b/i,
  /\b\d+ ?(mg|mcg|ml|units)\b/i,
  /\b(patient|pt) (is|was|has|had|states|denies|reports|complains)\b/i,
];

/** Whether a text looks like it holds a patient's data: an identifier, a named patient, or three signs of chart text. */
export const holdsPatientData = (text: string): boolean => {
  const plain = text.replace(/[‐‑‒–—−]/g, '-');
  return (
    identifiers.some(pattern => pattern.test(plain)) ||
    (patientName.test(plain) && visitSign.test(plain)) ||
    (titledName.test(plain) && careSign.test(plain)) ||
    chartSigns.filter(pattern => pattern.test(plain)).length >= 3
  );
};
