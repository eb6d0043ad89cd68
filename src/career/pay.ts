import type { CareerMap, PayFigure } from '../domain/career-map.js';
import { paragraph, sentence } from '../domain/drafting.js';
import { type CareerFacts, conflictBlock, distinctBy, markOf, saysSentence } from './career-facts.js';
import type { Slots } from './read-slots.js';

const holds = (figure: PayFigure, years: number): boolean =>
  figure.years !== undefined && years >= figure.years.from && years <= (figure.years.to ?? 60);

/** Pay by level as a table: every rung with its median and average. */
const levelTable = (map: CareerMap): CareerFacts | undefined => {
  const rungs = map.roles.filter(role => role.rung !== undefined).sort((a, b) => (a.rung ?? 0) - (b.rung ?? 0));
  const rows = rungs.flatMap(role => {
    const of = (statistic: string) =>
      map.figures.find(figure => figure.measure === 'pay' && figure.statistic === statistic && figure.roles.includes(role.id));
    const [median, mean] = [of('median'), of('mean')];
    if (!median || !mean) return [];
    return [
      [
        { text: role.title, marks: [] },
        { text: median.text, marks: [markOf(median)] },
        { text: mean.text, marks: [markOf(mean)] },
      ],
    ];
  });
  return rows.length > 1
    ? {
        blocks: [{ kind: 'table', header: ['Level', 'US median', 'US average'], rows }],
        strength: 'specific',
        complete: true,
        conflicts: [],
      }
    : undefined;
};

/** The two to four figures that answer "what do coders make" when nothing narrows it down. */
const overview = (map: CareerMap): CareerFacts | undefined => {
  const pay = map.figures.filter(figure => figure.measure === 'pay' && figure.country === 'US' && figure.roles.length === 0);
  const medians = pay.filter(figure => figure.statistic === 'median' && figure.period !== 'hour');
  const spread = pay
    .filter(figure => figure.statistic === 'range' && (figure.group === undefined || figure.group === 'all'))
    .slice(0, 1);
  const levels = levelTable(map);
  if (medians.length === 0) return undefined;
  const conflict = map.conflicts.find(item => medians.every(median => item.sides.some(side => side.value.includes(median.text))));
  const lead = conflict ? conflictBlock(conflict) : paragraph(...medians.map(saysSentence));
  const blocks = [lead, ...(levels ? levels.blocks : []), ...(spread.length > 0 ? [paragraph(...spread.map(saysSentence))] : [])];
  return { blocks, strength: 'general', complete: true, conflicts: conflict ? [conflict] : [] };
};

const matching = (figures: readonly PayFigure[], slots: Slots, question: string): PayFigure[] => {
  if (slots.percentile !== undefined)
    return figures
      .filter(figure => figure.percentile === slots.percentile)
      .toSorted((a, b) => a.roles.length - b.roles.length)
      .slice(0, 2);
  if (slots.countries.some(country => country !== 'US'))
    return figures.filter(
      figure => slots.countries.includes(figure.country) && (figure.country !== 'US' || figure.group !== undefined),
    );
  if (slots.roles.length > 0) {
    const ids = new Set(slots.roles.map(role => role.id));
    // A figure of one title's own comes before one that several titles share.
    const ofRole = figures
      .filter(figure => figure.roles.some(id => ids.has(id)))
      .toSorted((a, b) => a.roles.length - b.roles.length);
    return slots.statistic === 'mean'
      ? ofRole.toSorted((a, b) => Number(b.statistic === 'mean') - Number(a.statistic === 'mean'))
      : ofRole;
  }
  if (slots.period === 'hour') return figures.filter(figure => figure.period === 'hour');
  if (slots.years !== undefined && !/\b(besides|apart from|other than|aside from|beyond)\b/.test(question))
    return figures.filter(figure => holds(figure, slots.years ?? 0));
  if (slots.group) return figures.filter(figure => figure.group === slots.group && figure.country === 'US');
  if (slots.statistic === 'mean') return figures.filter(figure => figure.statistic === 'mean' && figure.roles.length === 0);
  return [];
};

/**
 * Pay by role, percentile, hour, country, years of experience or stage, each figure with its statistic, population and date. Undefined
 * when the career map has no figure for what was asked: the caller must not fall back to another role's.
 *
 * @param residual how many words the question holds beyond pay, the people paid and what was matched
 */
export const payFacts = (map: CareerMap, slots: Slots, question: string, residual: number): CareerFacts | undefined => {
  // No guide gives pay by credential: another figure in its place would be an invention.
  if (slots.credentials.length > 0) return undefined;
  const statisticOfRole = slots.statistic !== undefined && (slots.roles.length > 0 || residual === 0);
  if (!slots.wants.has('pay') && slots.percentile === undefined && !statisticOfRole) return undefined;
  const byLevel = /\b(by|each|every|all|per|across) (the )?(level|levels|rung|rungs|stage|title|role)\b/.exec(question);
  // "Each level, from junior coder to director" names the ends of the ladder, not two roles to be told of.
  if (byLevel && (slots.roles.length === 0 || /^(each|every|all|across)/.test(byLevel[0]))) return levelTable(map);
  const figures = matching(
    map.figures.filter(figure => figure.measure === 'pay'),
    slots,
    question,
  );
  if (figures.length === 0) return residual === 0 && slots.roles.length === 0 ? overview(map) : undefined;
  const shown = distinctBy(figures, figure => figure.says).slice(0, 4);
  const conflicts = map.conflicts.filter(conflict => {
    const sides = conflict.sides.filter(side =>
      shown.some(figure => markOf(figure) === markOf(side) && side.value.includes(figure.text)),
    );
    return sides.length === conflict.sides.length;
  });
  const note = conflicts.map(conflict => sentence(conflict.note, ...conflict.sides.map(markOf)));
  // A figure shared by several titles is about all of them, and says less of the one asked about.
  const own = slots.roles.length === 0 ? residual <= 2 : shown.some(figure => figure.roles.length === 1);
  return {
    blocks: [paragraph(...shown.map(saysSentence), ...note)],
    strength: own ? 'specific' : 'general',
    complete: own,
    conflicts,
  };
};
