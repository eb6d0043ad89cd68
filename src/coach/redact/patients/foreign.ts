import { holdsDay } from '../day-shapes.js';

/* Patients in the other languages that members write: behind a word for a patient stands a name, an age, a day or a number. */

const patient =
  'paciente|patientin|patiente|paziente|pacient(?:ka|e)?|pasjent|potilas|пациент(?:ка|ки|а)?|bệnh nhân|pasyente|pasyan|hasta';
const titles = 'frau|herrn?|señora?|sra?|mme|monsieur|signora?';
/** Capitals tell a name here, since no dictionary is at hand. */
const named = new RegExp(
  String.raw`(?<![\p{L}\d])(?:(?:${patient})[ ,:]+(?:(?:${titles})\.? )?|(?:Der|Die|El|La|Le|Il) (?:[Pp]atient|[Pp]aciente|[Pp]atiente)[ ,:]+)(?=\p{Lu}\p{Ll})`,
  'iu',
);
const isTitledAfter = (text: string): boolean => {
  const match = named.exec(text);
  return match !== null && /^\p{Lu}\p{Ll}+ \p{Lu}\p{Ll}+/u.test(text.slice(match.index + match[0].length));
};
const born =
  /(?<!\p{L})(?:geb(?:oren)?\.?|geburtsdatum|nacid[oa]|fecha de nac(?:imiento)?|f\.? ?nac\.?|née?|nat[oa]|data di nascita|nascid[oa]|data de nascimento|date de naissance|родил(?:ся|ась)|дата рождения|д\.? ?р\.?)(?!\p{L})/iu;
const own = /(?<!\p{L})(?:ich|yo|je|soy|eu|io|я|minh|mi|mein|meine) [^.?!]{0,20}$/iu;
const inHan = /患者|病人|病患|환자|المريض|मरीज|ผู้ป่วย|ผู้ป่วย|חולה/u;

/** Whether a text in another language than English is about a patient. */
export const holdsForeignPatient = (text: string): boolean => {
  const birth = born.exec(text);
  const isBorn =
    birth !== null &&
    !own.test(text.slice(0, birth.index)) &&
    (holdsDay(text.slice(birth.index)) || /\d{2}/.test(text.slice(birth.index, birth.index + 30)));
  const spoken = new RegExp(String.raw`(?<!\p{L})(?:${patient})(?!\p{L})`, 'iu').test(text);
  return (
    isTitledAfter(text) ||
    (isBorn && (spoken || holdsDay(text))) ||
    (spoken && (holdsDay(text) || /\d{5}|\b\d{1,3} (?:años|jahre|ans|anni|anos|лет)\b/iu.test(text))) ||
    (inHan.test(text) && (holdsDay(text) || /\d{4}|\d{1,3} ?[岁歳세]/u.test(text)))
  );
};
