import { createHash } from 'node:crypto';
import type { KeywordDocument } from '../contracts/keyword-index.js';
import type { Unit, UnitKind } from '../contracts/unit-store.js';
import type { Judgment } from '../domain/judgment.js';
import { gapPartOwner, type Pack } from '../domain/pack.js';
import { passageText } from '../domain/passage.js';
import { englishWords } from '../text/english-words.js';
import { words } from '../text/tokens.js';

/** A unit before its vector is known; `hash` is of its text. */
export type UnitToEmbed = Unit & { readonly text: string; readonly hash: string };

/** What a text's vector is kept under. */
export const hashOfText = (text: string): string =>
  createHash('sha256').update(text).digest().subarray(0, 16).toString('base64url');

/** From so many imported documents on, the one that a sentence stands in tells it from those of others more than it blurs it. */
const manyDocuments = 4;

/** A sentence as it is embedded: with its heading, since few say by themselves what they are about. */
const sentenceText = (heading: string, sentence: string): string => `${heading}: ${sentence}`;

/** Every short text of a pack that gets a vector, kind by kind, with ids from 0: the sentences come first, so their ids are their numbers. */
export const unitsOf = (pack: Pack, judgments: readonly Judgment[]): UnitToEmbed[] => {
  const units: UnitToEmbed[] = [];
  const add = (kind: UnitKind, owner: string, texts: readonly string[]): void => {
    for (const [ordinal, text] of texts.entries())
      units.push({ id: units.length, kind, owner, ordinal, text, hash: hashOfText(text) });
  };
  const isTold = pack.guides.filter(guide => guide.source).length >= manyDocuments;
  for (const passage of pack.passages) {
    const heading = isTold ? passage.headingPath.join(', ') : passage.section;
    add(
      'sentence',
      passage.id,
      passage.sentences.map(sentence => sentenceText(heading, sentence)),
    );
  }
  for (const passage of pack.passages) add('passage', passage.id, [`${passage.section}. ${passageText(passage)}`]);
  for (const passage of pack.passages) add('answer', passage.id, [passage.section, ...passage.answers]);
  for (const gap of pack.scope.gaps) add('gap', gap.id, gap.asks);
  for (const gap of pack.scope.gaps) for (const part of gap.parts) add('gap part', gapPartOwner(gap, part), part.asks);
  for (const kind of pack.scope.outOfScope) add('scope', kind.id, kind.asks);
  for (const conflict of pack.careerMap.conflicts) add('record', conflict.id, conflict.asks);
  add('suggestion', 'pack', pack.info.suggestions);
  for (const [at, { message }] of judgments.entries()) add('message', String(at), [message]);
  for (const [at, { asks }] of judgments.entries()) add('ask', String(at), asks);
  return units;
};

/** What the keyword index holds: passages by heading path, answers and text; gaps and out-of-scope kinds by their questions. */
export const documentsOf = (pack: Pack): KeywordDocument[] => [
  ...pack.passages.map(passage => ({
    kind: 'passage' as const,
    owner: passage.id,
    heading: passage.headingPath.join(' '),
    answers: passage.answers.join(' '),
    also: passage.also.join(' '),
    text: passageText(passage),
  })),
  ...pack.scope.gaps.map(gap => ({
    kind: 'gap' as const,
    owner: gap.id,
    heading: gap.topic,
    answers: gap.asks.join(' '),
    also: '',
    text: gap.signals.join(' '),
  })),
  ...pack.scope.outOfScope.map(kind => ({
    kind: 'scope' as const,
    owner: kind.id,
    heading: '',
    answers: kind.asks.join(' '),
    also: '',
    text: kind.signals.join(' '),
  })),
];

/** The lists hold no proper names. */
const calendar = `january february march april may june july august september october november december jan feb mar apr jun jul aug sept sep oct nov dec monday
  tuesday wednesday thursday friday saturday sunday christmas easter`;

/** Words that need no spelling correction, with how often the pack uses them (0 for plain English that it does not use). */
export const knownWordsOf = (pack: Pack): Map<string, number> => {
  const { abbreviations, misspellings, countries, levelWords, synonyms } = pack.vocabulary;
  const counts = new Map([...englishWords(60), ...words(calendar)].map(word => [word.toLowerCase(), 0]));
  for (const word of words(Object.keys({ ...abbreviations, ...levelWords }).join(' '))) counts.set(word, counts.get(word) ?? 0);
  const texts = [
    ...pack.passages.flatMap(passage => [passage.section, passageText(passage), ...passage.answers, ...passage.also]),
    ...pack.careerMap.roles.flatMap(role => [role.title, ...role.aliases]),
    ...pack.careerMap.credentials.flatMap(credential => [credential.name, credential.expansion ?? '', ...credential.aliases]),
    ...pack.scope.gaps.flatMap(gap => [gap.topic, ...gap.asks]),
    ...Object.entries(synonyms).flat(2),
    ...Object.keys(countries),
  ];
  const wrong = new Set(Object.keys(misspellings));
  for (const word of texts.flatMap(words)) if (!wrong.has(word)) counts.set(word, (counts.get(word) ?? 0) + 1);
  for (const word of wrong) counts.delete(word);
  return counts;
};
