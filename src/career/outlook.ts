import type { CareerMap } from '../domain/career-map.js';
import { paragraph, sentence } from '../domain/drafting.js';
import { type CareerFacts, markOf, saysSentence } from './career-facts.js';
import type { Slots } from './read-slots.js';

/**
 * Job growth, new jobs, yearly openings and people employed: every guide's figure, side by side. Only for questions about the whole field;
 * "demand for oncology coders" is for the passages.
 */
export const outlookFacts = (map: CareerMap, slots: Slots, question: string, generic: boolean): CareerFacts | undefined => {
  if (slots.wants.has('pay') || slots.statistic !== undefined || slots.roles.length > 1 || slots.credentials.length > 0)
    return undefined;
  const growth = /\b(growth|grow|growing|outlook|projected|projection|forecast|dying)\b/.test(question);
  const measure = slots.wants.has('new-jobs')
    ? 'new-jobs'
    : slots.wants.has('openings')
      ? 'openings'
      : growth && generic
        ? 'growth'
        : slots.wants.has('employment') && generic
          ? 'employment'
          : undefined;
  if (
    !measure ||
    (measure === 'openings' &&
      !/\b(how many|number|annual|annually|yearly|a year|per year|each year|every year|count|figure)\b/.test(question))
  )
    return undefined;
  const figures = map.figures.filter(figure => figure.measure === measure);
  if (figures.length === 0) return undefined;
  const conflict = map.conflicts.find(
    item =>
      figures.length > 1 &&
      figures.every(figure => item.sides.some(side => markOf(side) === markOf(figure) && side.value.includes(figure.text))),
  );
  return {
    blocks: [
      paragraph(...figures.map(saysSentence), ...(conflict ? [sentence(conflict.note, ...conflict.sides.map(markOf))] : [])),
    ],
    strength: 'specific',
    complete: measure !== 'growth',
    conflicts: conflict ? [conflict] : [],
  };
};
