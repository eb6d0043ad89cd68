import { compareCredentials, compareRoles } from '../career/compare.js';
import { conflictsOfCredential, conflictsOfRole } from '../career/conflicts-of.js';
import { findPath } from '../career/path.js';
import { type PayChartId, payCharts } from '../career/pay-charts.js';
import type { Block, Citation } from '../domain/answer.js';
import type { CareerMap, Conflict, Move, PayFigure } from '../domain/career-map.js';
import type { Chart } from '../domain/chart.js';
import { paragraph, sentence } from '../domain/drafting.js';
import type { Pack } from '../domain/pack.js';
import { numberMarks } from './number-marks.js';

/* The career map for those who browse it: the same records and the same citations as in answers, asked for by id and not in words. */

type PathStep = { readonly from: string; readonly to: string; readonly tellings: readonly Move[] };

type CareerPath = {
  /** Empty when no guide tells a way. */
  readonly steps: readonly PathStep[];
  /** Ids of credentials that some guide asks for on the way, first need first. */
  readonly credentials: readonly string[];
  /** Moves of the way whose guide asks for schooling. */
  readonly education: readonly (Move & { readonly education: string })[];
  /** What the training costs and takes, where a guide says so. */
  readonly training: readonly PayFigure[];
  /** What other schooling costs, where no guide says so of the schooling that the way asks for. */
  readonly nearest: readonly PayFigure[];
};

type Comparison = {
  readonly blocks: readonly Block<number>[];
  readonly citations: readonly Citation[];
  readonly conflicts: readonly Conflict[];
};

export type CareerViews = {
  pay(): {
    readonly charts: readonly { readonly id: PayChartId; readonly chart: Chart<number> }[];
    readonly citations: readonly Citation[];
  };
  /** Undefined when a role is not known. */
  path(from: string, to: string): CareerPath | undefined;
  /** Two or three side by side; undefined when one is not known. */
  compare(kind: 'roles' | 'credentials', ids: readonly string[]): Comparison | undefined;
};

const degrees = /bachelor|master|associate/gi;
const degreesIn = (text: string): string[] => (text.match(degrees) ?? []).map(word => word.toLowerCase());

/**
 * Training that a way asks for: the degrees that a guide asks for by name and, for whoever comes from off the ladder and enters it at its
 * foot, what it takes to begin. Who works in the field already is not told what beginners pay.
 */
const trainingOf = (
  map: CareerMap,
  path: readonly Move[],
  education: readonly string[],
): Pick<CareerPath, 'training' | 'nearest'> => {
  const rungOf = (id: string): number | undefined => map.roles.find(role => role.id === id)?.rung;
  const [first] = path;
  const begins = first !== undefined && rungOf(first.from) === undefined && (rungOf(first.to) ?? 2) < 2;
  const asked = new Set(education.flatMap(degreesIn));
  const figures = map.figures.filter(({ measure }) => measure === 'program-cost' || measure === 'program-length');
  const ofDegrees = figures.filter(figure => /degree/i.test(figure.basis));
  const training = figures.filter(
    figure => (begins && !ofDegrees.includes(figure)) || degreesIn(figure.basis).some(degree => asked.has(degree)),
  );
  const isAnswered = training.some(figure => ofDegrees.includes(figure));
  const costs = ofDegrees.filter(({ measure }) => measure === 'program-cost');
  return { training, nearest: asked.size > 0 && !isAnswered ? costs : [] };
};

export const createCareerViews = (pack: Pack): CareerViews => {
  const { careerMap: map } = pack;
  const passages = new Map(pack.passages.map(passage => [passage.id, passage]));
  const guides = new Map(pack.guides.map(guide => [guide.id, guide]));

  return {
    pay() {
      const charts = payCharts(map, guides, pack.info.country);
      const told = charts
        .flatMap(({ chart }) => chart.series)
        .flatMap(series => series.points.map(point => sentence(`${point.label} ${point.text}`, ...point.marks)));
      const { citations, numberOf } = numberMarks([paragraph(...told)], passages, guides);
      const numbered = charts.map(({ id, chart }) => ({
        id,
        chart: {
          ...chart,
          series: chart.series.map(series => ({
            ...series,
            points: series.points.map(point => ({ ...point, marks: point.marks.flatMap(mark => numberOf.get(mark) ?? []) })),
          })),
        },
      }));
      return { charts: numbered, citations };
    },

    path(from, to) {
      const isRole = (id: string): boolean => map.roles.some(role => role.id === id);
      if (!isRole(from) || !isRole(to)) return undefined;
      const path = findPath(map.moves, from, to) ?? [];
      const steps = path.map(step => ({
        from: step.from,
        to: step.to,
        tellings: [step, ...map.moves.filter(move => move !== step && move.from === step.from && move.to === step.to)],
      }));
      const tellings = steps.flatMap(step => step.tellings);
      const credentials = [...new Set(tellings.flatMap(move => move.credentials))];
      const education = tellings.flatMap(move => (move.education === undefined ? [] : [{ ...move, education: move.education }]));
      const asked = education.map(move => move.education);
      return { steps, credentials, education, ...trainingOf(map, path, asked) };
    },

    compare(kind, ids) {
      const roles = map.roles.filter(role => ids.includes(role.id)).toSorted((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id));
      const credentials = map.credentials
        .filter(credential => ids.includes(credential.id))
        .toSorted((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id));
      if ((kind === 'roles' ? roles : credentials).length !== ids.length) return undefined;
      const drafted =
        kind === 'roles' ? compareRoles(pack, roles, passages, guides).blocks : compareCredentials(credentials, guides);
      const { blocks, citations } = numberMarks(drafted, passages, guides);
      const about = kind === 'roles' ? roles.map(conflictsOfRole) : credentials.map(conflictsOfCredential);
      return { blocks, citations, conflicts: map.conflicts.filter(conflict => about.some(isAbout => isAbout(conflict))) };
    },
  };
};
