import type { Sentence } from '../domain/answer.js';
import type { CareerMap, Credential } from '../domain/career-map.js';
import { paragraph, sentence } from '../domain/drafting.js';
import { type CareerFacts, distinctBy, markOf, saysSentence } from './career-facts.js';
import type { Slots } from './read-slots.js';

const issuersOf = (credential: Credential): string[] => [
  ...new Set(credential.mentions.flatMap(mention => mention.issuer ?? [])),
];

/** One guide, one sentence: the first mention of each, at most three. */
const mentionSentences = (credential: Credential, count: number): Sentence<string>[] =>
  distinctBy(credential.mentions, mention => mention.guide)
    .slice(0, count)
    .map(saysSentence);

/** What was asked of a credential and stands in no guide: its issuer, or what its letters mean. */
const missingOf = (credential: Credential, slots: Slots, question: string): string | undefined => {
  if (slots.wants.has('issuer') && issuersOf(credential).length === 0) return `who issues the ${credential.name}`;
  const asksLetters =
    /\b(stands? for|short for|abbreviat\w*|acronym|spell\w*|written out|write out|long form|full name|letters?|expan\w*|what('s| is| does) the \w)\b/.test(
      question,
    );
  return asksLetters && !credential.expansion ? `what ${credential.name} stands for` : undefined;
};

/**
 * A correction when a question takes the wrong issuer for granted ("since AAPC issues the CCS"), cited; undefined when it does not.
 * Questions that ask which of two issues it are no false premise.
 */
export const correctIssuer = (slots: Slots, question: string): Sentence<string> | undefined => {
  if (slots.issuers.length !== 1 || /\b(aapc|ahima) or\b|\bor (the )?(aapc|ahima)\b/.test(question)) return undefined;
  const [claimed] = slots.issuers;
  for (const credential of slots.credentials) {
    const issuers = issuersOf(credential);
    if (issuers.length === 0 || issuers.includes(claimed ?? '')) continue;
    const links = new RegExp(
      String.raw`\b(since|because|as|given|if|now that|seeing|considering|knowing)\b.*\b${claimed?.toLowerCase()}\b|${claimed?.toLowerCase()}('s (?!(career )?(ladder|chart|guide|tiers?|levels?|chapters?))| is (?!or)| issues| awards| gives| hands| offers| runs| owns| behind| made| certif)`,
    );
    if (!links.test(question)) continue;
    const mention = credential.mentions.find(item => item.issuer);
    if (mention)
      return sentence(`One correction first: the ${credential.name} comes from **${mention.issuer}**.`, markOf(mention));
  }
  return undefined;
};

const stages = ['entry', 'mid', 'advanced', 'master', 'senior'] as const;

/** "Which certs are mid level": every credential whose guide puts it there, in a sentence each, the guides that list by level first. */
export const credentialsAtStage = (map: CareerMap, slots: Slots, question: string): CareerFacts | undefined => {
  if (
    slots.credentials.length > 0 ||
    slots.roles.length > 0 ||
    slots.wants.has('pay') ||
    !/\b(cert(ification)?s?|credentials?)\b/.test(question)
  )
    return undefined;
  const stage =
    stages.find(level => new RegExp(String.raw`\b${level}\b`).test(question)) ?? (slots.group === 'entry' ? 'entry' : undefined);
  if (!stage) return undefined;
  const mentions = map.credentials.flatMap(credential =>
    credential.mentions.filter(mention => mention.stage?.toLowerCase().includes(stage)).slice(0, 1),
  );
  const shown = distinctBy(mentions, mention => mention.says).slice(0, 6);
  return shown.length > 0
    ? { blocks: [paragraph(...shown.map(saysSentence))], strength: 'specific', complete: true, conflicts: [] }
    : undefined;
};

/** "Which credential for Y", with none named: the two whose records fit the question's words best. */
export const credentialsFor = (
  map: CareerMap,
  slots: Slots,
  question: string,
  found: readonly { owner: string; keyword: number; relevance: number }[],
): CareerFacts | undefined => {
  if (
    slots.credentials.length > 0 ||
    slots.wants.has('pay') ||
    !/\b(cert(ification)?s?|certificates?(?! (program|course|or|vs))|credentials?|letters|badges?|designations?)\b/.test(question)
  )
    return undefined;
  if (!/\b(which|what|any|best|right|fit|fits|match|need|should|for|good)\b/.test(question)) return undefined;
  const [best] = found;
  if (!best || best.keyword < 0.3) return undefined;
  const fitting = found.filter(item => item.keyword > 0.3 && item.relevance > 0.8 * best.relevance).slice(0, 3);
  const sentences = fitting.flatMap(
    item =>
      map.credentials
        .find(credential => credential.id === item.owner)
        ?.mentions.slice(0, 1)
        .map(saysSentence) ?? [],
  );
  return { blocks: [paragraph(...sentences)], strength: 'general', complete: false, conflicts: [] };
};

/** Exams, fees and upkeep of a credential are not what it is; the passages or the gaps answer those. */
const aboutExam =
  /\b(exams?|tests?|fees?|cost|price|renew\w*|ceus?|recert\w*|pass(ing)? (rate|score)|score|questions|apprentice|dues|membership|retake|textbook)\b/;

/** What a credential is, who issues it, when and for what: every guide's view, in a sentence each. */
export const credentialFacts = (slots: Slots, question: string, residual: number): CareerFacts | undefined => {
  if (slots.credentials.length === 0 || slots.credentials.length > 3 || slots.wants.has('pay')) return undefined;
  if (aboutExam.test(question)) return undefined;
  const asked = slots.wants.has('meaning') || slots.wants.has('issuer') || slots.wants.has('placement');
  if (!asked && residual > 0) return undefined;
  const each = slots.credentials.length === 1 ? 3 : 2;
  const missing = residual <= 2 ? slots.credentials.flatMap(credential => missingOf(credential, slots, question) ?? []) : [];
  const told = missing.map(what => sentence(`The guides don't say ${what}.`));
  const sentences = [...slots.credentials.flatMap(credential => mentionSentences(credential, each)), ...told];
  const plain = asked && residual <= 2;
  return {
    blocks: [paragraph(...sentences)],
    strength: plain || residual === 0 ? 'specific' : 'general',
    complete: plain || residual === 0,
    conflicts: [],
    ...(missing.length === slots.credentials.length && missing[0] ? { missing: missing[0] } : {}),
  };
};
