import type { PayFigure } from '../../domain/career-map.js';
import { type Aspect, anyCoder } from './mentions.js';

/** What a record measures, in the words of a sentence. */
export const measureWords: Readonly<Record<PayFigure['measure'], string>> = {
  pay: 'pay',
  growth: 'growth',
  'new-jobs': 'new jobs',
  openings: 'openings',
  employment: 'people employed',
  'program-cost': 'cost',
  'program-length': 'length',
};

const statisticOf = (figure: PayFigure): string[] => {
  if (figure.statistic === 'median' || figure.statistic === 'mean') return [figure.statistic];
  return figure.percentile === undefined ? [] : [`p${figure.percentile}`];
};

/** What a record's figure is of. */
export const aspectsOfRecord = (figure: PayFigure, occupations: ReadonlySet<string>): Map<Aspect, Set<string>> => {
  const aspects = new Map<Aspect, Set<string>>();
  aspects.set('role', new Set(figure.roles.flatMap(role => (occupations.has(role) ? [role, anyCoder] : [role]))));
  if (figure.roles.length === 0) aspects.get('role')?.add(anyCoder);
  aspects.set('statistic', new Set(statisticOf(figure)));
  aspects.set('country', new Set([figure.country]));
  if (figure.group === 'entry' || figure.group === 'experienced') aspects.set('group', new Set([figure.group]));
  if (figure.measure === 'openings' || figure.measure === 'new-jobs') aspects.set('measure', new Set([figure.measure]));
  if (figure.period) aspects.set('period', new Set([figure.period]));
  return aspects;
};
