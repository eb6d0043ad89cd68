import type { Slots } from '../career/read-slots.js';
import type { Role } from '../domain/career-map.js';
import type { Turn } from '../domain/question.js';
import { contentStems, isStopWord, stem, words } from '../text/tokens.js';

const opensAsFollowUp =
  /^(and|but|so|or|also|plus|then|ok|okay|what about|how about|what if|same|why|how come|really|which (one|of)|is it|is that|does it|does that|do they|are they|can they|would it|the other)\b/i;
const pointsBack =
  /\b(it|its|that|this|they|them|their|those|these|ones?|there|both|either|the (first|second|other|former|latter|same)|same (thing|question)|instead|rather)\b/i;
const asksWhatItIs = /^(what|who)\s*(['’]?s|is|are)\s+(an?\s+|the\s+)?\S+(\s+\S+){0,3}$/i;
/** Places of work swap for one another as roles and credentials do. */
const settings = ['inpatient', 'outpatient', 'hospital', 'physician', 'clinic', 'agency', 'remote'];
const tiers = ['entry', 'mid', 'advanced', 'master'];

const entityWords = (slots: Slots): string[] => [
  ...slots.roles.flatMap(role => [role.title, ...role.aliases]),
  ...slots.credentials.flatMap(credential => [credential.name, ...credential.aliases]),
];

const contentWords = (text: string): string[] => words(text).filter(word => !isStopWord(word));

/** What a question can want of its subject, and the word that carries it into a follow-up. */
const attributes: readonly (readonly [RegExp, string])[] = [
  [/\b(pay|paid|salary|salaries|wage|earn|make|makes|comp|compensation)\b/i, 'pay'],
  [/\b(certs?|certifications?|credentials?|letters)\b/i, 'credential'],
  [/\b(duties|responsibilities|in charge|do all day|remit)\b/i, 'duties'],
  [/\b(how (long|many years)|years)\b/i, 'years'],
  [/\b(cost|price|tuition|expensive)\b/i, 'cost'],
  [/\b(degree|education|schooling)\b/i, 'education'],
  [/\b(remote|from home)\b/i, 'remote work'],
  [/\b(growth|outlook|openings)\b/i, 'job outlook'],
  [/\bvisas?\b/i, 'visa'],
  [/\bskills?\b/i, 'skills'],
];

/** The text without the words of the names given; used where a follow-up puts another in their place. */
const without = (text: string, names: readonly string[]): string => {
  const gone = new Set(names.flatMap(words).map(stem));
  return text
    .split(/\s+/)
    .filter(word => !words(word).some(piece => gone.has(stem(piece))))
    .join(' ');
};

/** "the tier above it", "one step down": the neighbour of the tier that the conversation was on. */
const shiftTier = (question: string, earlier: string): string | undefined => {
  const step = /\b(above|higher|up|next)\b/i.test(question) ? 1 : /\b(below|lower|under|down|beneath)\b/i.test(question) ? -1 : 0;
  if (step === 0 || !/\b(tier|level|rung|step|stage|one|it|that)\b/i.test(question)) return undefined;
  const now = tiers.findIndex(tier => new RegExp(String.raw`\b${tier}\b`, 'i').test(earlier));
  const wanted = now < 0 ? undefined : tiers[now + step];
  return wanted
    ? earlier.replace(new RegExp(String.raw`\b${tiers[now]}([- ]?level|[- ]?tier)?\b`, 'i'), `${wanted} level`)
    : undefined;
};

/** "and one rung up from that?": the same question about the neighbouring role on the ladder. */
const shiftRole = (
  question: string,
  lastAsked: string,
  before: Slots,
  roleBeside: (role: Role, step: 1 | -1) => Role | undefined,
): string | undefined => {
  const step = /\b(above|higher|up)\b/i.test(question) ? 1 : /\b(below|lower|down|beneath|under)\b/i.test(question) ? -1 : 0;
  const role = before.roles[0];
  if (step === 0 || !role || !/\b(tier|level|rung|step|stage|one)\b/i.test(question)) return undefined;
  const beside = roleBeside(role, step);
  return beside && `${without(lastAsked, [role.title, ...role.aliases])} ${beside.title}`;
};

/**
 * Resolves a follow-up into a question that stands alone, from the turns before it: "and inpatient?" takes over what was asked about
 * outpatient; "does it need a degree?" takes over what "it" is. A question that names its own subject and asks its own thing is left alone.
 */
export const contextualise = (
  question: string,
  history: readonly Turn[],
  readSlots: (text: string) => Slots,
  roleBeside: (role: Role, step: 1 | -1) => Role | undefined = () => undefined,
): string => {
  const lastAsked = history.findLast(turn => turn.role === 'user')?.content;
  if (!lastAsked) return question;
  const lastAnswer = history.findLast(turn => turn.role === 'assistant')?.content ?? '';
  const own = readSlots(question);
  const before = readSlots(lastAsked);
  const answered = readSlots(lastAnswer.slice(0, 600));
  const stems = contentStems(question);
  const ownSetting = settings.filter(setting => words(question).includes(setting));
  const named = own.roles.length + own.credentials.length > 0;
  const brief = stems.length <= 3;
  const leans = opensAsFollowUp.test(question) || pointsBack.test(question) || (brief && !named) || stems.length <= 1;
  if (!leans) return question;
  // "What is the CCS?" asks after nothing that was said before.
  if (named && asksWhatItIs.test(question) && !pointsBack.test(question)) return question;

  const shifted = named ? undefined : (shiftRole(question, lastAsked, before, roleBeside) ?? shiftTier(question, lastAsked));
  if (shifted) return shifted;
  const ownWants = [...own.wants].filter(
    want => !['placement', 'compare', 'meaning', 'next', 'range'].includes(want) || stems.length > 3,
  );
  if (named && ownWants.length > 0 && stems.length > 2 && own.wants.size > 0 && !pointsOnlyBack(question)) return question;

  // Another of the same kind takes the place of the one before.
  if (own.roles.length > 0 && before.roles.length > 0)
    return `${without(
      lastAsked,
      before.roles.flatMap(role => [role.title, ...role.aliases]),
    )} ${question}`;
  if (own.credentials.length > 0 && before.credentials.length > 0)
    return `${without(
      lastAsked,
      before.credentials.map(credential => credential.name),
    )} ${question}`;
  if (own.countries.length > 0 && before.countries.length > 0) return `${without(lastAsked, before.countries)} ${question}`;
  if (own.percentile !== undefined)
    return `${lastAsked.replace(/\b\d{1,2}(st|nd|rd|th)?( percentile)?\b/gi, ' ').replace(/\b(median|mean|average)\b/gi, ' ')} ${question}`;
  const settingBefore = settings.filter(setting => words(lastAsked).includes(setting));
  if (ownSetting.length > 0 && settingBefore.length > 0) return `${without(lastAsked, settingBefore)} ${question}`;
  if (ownSetting.length > 0 || named || own.countries.length > 0) return `${lastAsked} ${question}`;

  // "what about compliance?": its own topic takes the place of the old one, and what was wanted of it carries over.
  if (/^(and |but |so |ok |okay )*(what|how) about\b/i.test(question) && stems.length >= 1) {
    const carried = attributes.filter(([pattern]) => pattern.test(lastAsked) && !pattern.test(question)).map(([, word]) => word);
    return `${question.replace(/\?+$/, '')} ${carried.join(' ')}`.trim();
  }

  // It asks its own thing about the subject before: the subject is what the last question named, else what the answer named.
  // "What comes after X?" moved on to the answer's role.
  const movedOn = before.wants.has('next') && answered.roles.length > 0;
  const subject = entityWords(before).length > 0 && !movedOn ? before : answered;
  const names = [
    ...subject.roles.slice(0, 2).map(role => role.title),
    ...subject.credentials.slice(0, 2).map(credential => credential.name),
  ];
  const asksItsOwn = stems.length >= 2 || own.wants.size > 0;
  if (!asksItsOwn || names.length === 0) return `${lastAsked} ${question}`;
  // What only the answer named is the subject within the topic that was asked about.
  const topic = subject === answered && !movedOn ? ` ${contentWords(lastAsked).join(' ')}` : '';
  return `${question} ${names.join(' ')}${topic}`;
};

/** "which of them is harder": names nothing to ask about but what came before. */
const pointsOnlyBack = (question: string): boolean => /\b(same (thing|question)|what about|how about)\b/i.test(question);

/** A later part of one message may call by "it" what the first part names: "what's the CPMA, and is it mid level". */
export const carrySubject = (part: string, first: string, readSlots: (text: string) => Slots): string => {
  const own = readSlots(part);
  if (own.roles.length + own.credentials.length > 0 || !pointsBack.test(part)) return part;
  const before = readSlots(first);
  const names = [...before.roles.map(role => role.title), ...before.credentials.map(credential => credential.name)];
  return names.length > 0 ? `${part} ${names.join(' ')}` : part;
};
