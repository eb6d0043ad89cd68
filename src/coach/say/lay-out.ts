import type { Block, Sentence } from '../../domain/answer.js';
import type { PayFigure } from '../../domain/career-map.js';
import { paragraph, sentence } from '../../domain/drafting.js';
import { isTableRow, type Passage } from '../../domain/passage.js';
import { passageIdOf } from '../../text/slug.js';
import type { Scored } from '../choose/choose.js';

/** Who asks for every level is shown the whole table, who asks for one is not. */
const asksForSeveral = /\b(by|each|every|all|per|across) (the )?(level|levels|rung|rungs|stage|title|role)s?\b/;
/** Rows of one table from here on are shown as the table that they are. */
export const rowsOfTable = 3;

/** The table of a passage as it stands there; none for one without. */
export const tableOf = (passage: Passage): Block<string>[] =>
  passage.table
    ? [
        {
          kind: 'table',
          header: passage.table.header,
          rows: passage.table.rows.map(row => row.map((text, at) => ({ text, marks: at === 0 ? [] : [passage.id] }))),
        },
      ]
    : [];

/** A row of a table in words: the sentence of a record whose figure stands in it, of the statistic that was asked for; else the row as it is. */
export const spoken = (point: Scored, figures: readonly PayFigure[], asked: string): Sentence<string> => {
  const { passage, text } = point;
  if (!isTableRow(passage, text)) return sentence(text, passage.id);
  const own = figures.filter(figure => passageIdOf(figure) === passage.id && text.includes(figure.text));
  const wanted = /\b(average|mean)\b/.test(asked) ? 'mean' : 'median';
  const said = own.find(figure => figure.statistic === wanted) ?? own[0];
  return sentence(said?.says ?? text, passage.id);
};

/**
 * Points as blocks: the best first with what its own passage adds, then the others, passage by passage, each passage's sentences in reading order.
 * Rows of one table are told together as the table.
 */
export const layOut = (points: readonly Scored[], figures: readonly PayFigure[], asked: string): Block<string>[] => {
  const [first] = points;
  if (!first) return [];
  const rowsIn = (passage: Passage): number =>
    points.filter(point => point.passage === passage && isTableRow(passage, point.text)).length;
  const tables = [...new Set(points.map(point => point.passage))].filter(
    passage => rowsIn(passage) >= rowsOfTable || (passage === first.passage && asksForSeveral.test(asked)),
  );
  const prose = points.filter(point => !(tables.includes(point.passage) && isTableRow(point.passage, point.text)));
  const passages = [...new Set(prose.map(point => point.passage))];
  const paragraphs = passages.map((passage, at) => {
    const own = prose.filter(point => point.passage === passage);
    const [lead, ...rest] = own;
    const inOrder = rest.toSorted((a, b) => a.sentence - b.sentence);
    // What answers best stands first in the first paragraph, whatever the guide's own order.
    const ordered = lead && at === 0 ? [lead, ...inOrder] : own.toSorted((a, b) => a.sentence - b.sentence);
    return ordered.map(point => spoken(point, figures, asked));
  });
  const [lead = [], ...others] = paragraphs;
  return [
    ...(lead.length > 0 ? [paragraph(...lead)] : []),
    ...tables.flatMap(tableOf),
    ...(others.length > 0 ? [paragraph(...others.flat())] : []),
  ];
};
