import type { CareerMap } from '../domain/career-map.js';
import { paragraph, sentence } from '../domain/drafting.js';
import { type CareerFacts, distinctBy, markOf, saysSentence } from './career-facts.js';
import type { Slots } from './read-slots.js';

const programs =
  /\b(programs?|programmes?|certificates?|courses?|schools?|schooling|training|trained|education|degrees?|associates?|associate's|classes|class|tuition|college|bootcamps?|study|studying|learn(ing)?|become a (medical )?coder|from scratch)\b/;
const degree = /\b(degrees?|associates?|associate's|two[- ]year|college degree)\b/;

/** What training costs and how long it takes, every guide's figure side by side; degrees only when a degree is asked about. */
export const trainingFacts = (map: CareerMap, slots: Slots, question: string): CareerFacts | undefined => {
  if (!programs.test(question) || slots.wants.has('pay') || slots.roles.length > 0) return undefined;
  const measure =
    slots.wants.has('cost') && !/\bhow much (time|longer|experience)\b/.test(question)
      ? 'program-cost'
      : /\b(time[- ]?wise|timeline|durations?|length)\b|\bhow (long|many (months|weeks|years)|fast|quick(ly)?|soon)\b/.test(
            question,
          )
        ? 'program-length'
        : undefined;
  if (!measure) return undefined;
  const figures = map.figures.filter(figure => figure.measure === measure);
  const isDegree = (says: string): boolean => /associate/i.test(says);
  const both = /\b(vs|versus|or|compare|compared|between)\b/.test(question);
  const fitting =
    degree.test(question) && !/\bcertificates?\b/.test(question)
      ? figures.filter(figure => isDegree(figure.says))
      : both || measure === 'program-cost'
        ? figures
        : figures.filter(figure => !isDegree(figure.says));
  const shown = distinctBy(fitting, figure => figure.says).slice(0, 4);
  if (shown.length === 0) return undefined;
  const conflict = map.conflicts.find(item => {
    const told = item.sides.filter(side => shown.some(figure => markOf(figure) === markOf(side)));
    return told.length > 1 && measure === 'program-length';
  });
  return {
    blocks: [paragraph(...shown.map(saysSentence), ...(conflict ? [sentence(conflict.note, ...shown.map(markOf))] : []))],
    strength: 'specific',
    complete: true,
    conflicts: conflict ? [conflict] : [],
  };
};
