import type { Sentence } from '../domain/answer.js';
import type { Credential } from '../domain/career-map.js';
import { sentence } from '../domain/drafting.js';
import { markOf } from './career-facts.js';
import type { Slots } from './read-slots.js';

const issuersOf = (credential: Credential): string[] => [
  ...new Set(credential.mentions.flatMap(mention => mention.issuer ?? [])),
];

const escaped = (text: string): string => text.toLowerCase().replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** Whether a question takes for granted that somebody issues a credential: "since NAME ...", "NAME issues", "NAME's CREDENTIAL". */
const isTakenForGranted = (question: string, issuer: string, credential: string): boolean => {
  const name = escaped(issuer);
  return [
    String.raw`\b(?:since|because|as|given|if|now that|seeing|considering|knowing)\b[^.?!]*\b${name}\b`,
    String.raw`\b${name} (?:is (?!or)|issue|award|give|hand|offer|run|own|behind|made|certif)`,
    String.raw`\b${name}'s (?:own )?${escaped(credential)}\b`,
  ].some(pattern => new RegExp(pattern).test(question));
};

/**
 * A correction when a question takes the wrong issuer for granted, cited; undefined when it does not. Questions that ask which of two issues
 * it are no false premise.
 */
export const correctIssuer = (slots: Slots, question: string): Sentence<string> | undefined => {
  const [claimed, ...others] = slots.issuers;
  if (claimed === undefined || others.length > 0) return undefined;
  if (new RegExp(String.raw`\b${escaped(claimed)} or\b|\bor (?:the )?${escaped(claimed)}\b`).test(question)) return undefined;
  for (const credential of slots.credentials) {
    const issuers = issuersOf(credential);
    if (issuers.length === 0 || issuers.includes(claimed) || !isTakenForGranted(question, claimed, credential.name)) continue;
    const mention = credential.mentions.find(item => item.issuer);
    if (mention)
      return sentence(`One correction first: the ${credential.name} comes from **${mention.issuer}**.`, markOf(mention));
  }
  return undefined;
};
