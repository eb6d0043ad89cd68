import { contentStems } from '../src/text/tokens.js';
import type { Field } from './read-fields.js';

/* Neat questions that a field's guide cannot answer though they are near to what it tells: another trade's, and its own about a place or an employer. */

const elsewhere = [
  'in Norway',
  'in Denver',
  'at Amazon',
  'in Texas',
  'at Walmart',
  'in Manila',
  'in Ohio',
  'in Dubai',
  'at Siemens',
  'in Kerala',
];
const ofOthers = 6;
const ofPlaces = 4;
const commonest = 3;

type Message = Field['messages'][number];
const stemsOf = (field: Field): string[] =>
  contentStems(field.sentences.map(sentence => `${sentence.section} ${sentence.text}`).join(' '));

/** The stems that a field speaks of most and another never does: what tells its trade by name. */
const namesOf = (field: Field, foreign: ReadonlySet<string>): string[] => {
  const counts = new Map<string, number>();
  for (const stem of stemsOf(field)) counts.set(stem, (counts.get(stem) ?? 0) + 1);
  return [...counts]
    .filter(([stem]) => !foreign.has(stem))
    .sort((a, b) => b[1] - a[1])
    .slice(0, commonest)
    .map(([stem]) => stem);
};

/** At most so many, from all over a list. */
const spread = <T>(all: readonly T[], most: number): T[] =>
  all.filter((_, at) => Math.floor((at * most) / all.length) !== Math.floor(((at - 1) * most) / all.length));

const unanswered = (guide: string, message: string): Message => ({
  guide,
  message,
  asks: [message],
  best: [],
  useful: [],
  none: true,
});

export const strangersTo = (field: Field, fields: readonly Field[]): Message[] => {
  const own = new Set(stemsOf(field));
  const others = fields
    .filter(other => other !== field)
    .flatMap(other => {
      const names = namesOf(other, own);
      return other.messages
        .flatMap(({ asks, none }) => (asks.length === 1 && !none ? asks : []))
        .filter(ask => contentStems(ask).some(stem => names.includes(stem)));
    });
  const textOf = new Map(field.sentences.map(sentence => [sentence.n, sentence.text]));
  const priced = field.messages.flatMap(({ asks, none, best }) =>
    asks.length === 1 && !none && /[$£€]\d/.test(textOf.get(best[0] ?? -1) ?? '') ? asks : [],
  );
  return [
    ...spread(others, ofOthers),
    ...spread(priced, ofPlaces).flatMap((ask, at) => {
      const place = elsewhere[(at + field.guide.length) % elsewhere.length] ?? '';
      return contentStems(place).some(stem => own.has(stem)) ? [] : `${ask.replace(/[?.]+$/, '')} ${place}?`;
    }),
  ].map(message => unanswered(field.guide, message));
};
