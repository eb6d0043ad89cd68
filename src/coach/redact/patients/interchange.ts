/*
 * What systems send one another, as it is pasted: segments of an X12 claim, eligibility or remittance file, and of an HL7 message. The name of a
 * segment alone, as in "what is an NM1?", is something to ask about.
 */

const segments =
  'ISA|GS|ST|BHT|NM1|N3|N4|PER|DMG|SBR|PAT|CLM|REF|DTP|HI|SV1|SV2|SV3|CLP|CAS|SVC|TRN|EQ|EB|INS|HD|AMT|LX|HL|PRV|OI|MOA|MIA';
const x12 = new RegExp(String.raw`(?<![\p{L}\d])(?:${segments})([*|^])(?=[^\s~]*\1)[^~\n]{4,}`, 'gu');
const hl7 = /(?<![\p{L}\d])(?:MSH|EVN|PID|PV1|PV2|IN1|IN2|NK1|OBX|OBR|ORC|DG1|GT1|AL1)\|(?:[^|\n]*\|){2,}/u;

/** Whether a text holds a segment with what stands in it. */
export const holdsInterchange = (text: string): boolean => {
  const pasted = text.match(x12) ?? [];
  return hl7.test(text) || pasted.some(segment => /\d{4}|[*|^][A-Z]{3,}[*|^]/.test(segment));
};
