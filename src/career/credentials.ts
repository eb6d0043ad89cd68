import type { Sentence } from '../domain/answer.js';
import type { Credential } from '../domain/career-map.js';
import { sentence } from '../domain/drafting.js';
import { markOf } from './career-facts.js';
import type { Slots } from './read-slots.js';

const issuersOf = (credential: Credential): string[] => [
  ...new Set(credential.mentions.flatMap(mention => mention.issuer ?? [])),
];

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
