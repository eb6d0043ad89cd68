import type { Block, Sentence } from '../../domain/answer.js';
import type { PayFigure } from '../../domain/career-map.js';
import { paragraph, sentence } from '../../domain/drafting.js';
import { isTableRow, type Passage, rowSentence } from '../../domain/passage.js';
import { passageIdOf } from '../../text/slug.js';
import type { Scored } from '../choose/choose.js';

/** Who asks for every level is shown the whole table, who asks for one is not. */
export const asksForSeveral = /\b(by|each|every|all|per|across) (the )?(level|levels|rung|rungs|stage|title|role)s?\b/;
/** Rows of one table from here on are shown as the table that they are. */
export const rowsOfTable = 3;

/** The table of a passage, or the wanted rows of it; none for a passage without. */
export const tableOf = ({ id, table }: Passage, isWanted: (row: string) => boolean = () => true): Block<string>[] =>
  table
    ? [
        {
          kind: 'table',
          header: table.header,
          rows: table.rows
            .filter(row => isWanted(rowSentence(table.header, row)))
            .map(row => row.map((text, at) => ({ text, marks: at === 0 ? [] : [id] }))),
        },
      ]
    : [];

const saying = ({ passage, text }: Scored, figures: readonly PayFigure[], asked: string): string | undefined => {
  const own = figures.filter(figure => passageIdOf(figure) === passage.id && text.includes(figure.text));
  const wanted = /\b(average|mean)\b/.test(asked) ? 'mean' : 'median';
  return (own.find(figure => figure.statistic === wanted) ?? own[0])?.says;
};

/** A row of a table in words: the sentence of a record whose figure stands in it, of the statistic that was asked for; else the row as it is. */
export const spoken = (point: Scored, figures: readonly PayFigure[], asked: string): Sentence<string> => {
  const { passage, text } = point;
  if (!isTableRow(passage, text)) return sentence(text, passage.id);
  return sentence(saying(point, figures, asked) ?? text, passage.id);
};

/**
 * Points as blocks: the best first with what its own passage adds, then the others, passage by passage, each passage's sentences in reading order.
 * Many rows of one table are told together as the table; of few, those that no record puts in words stand as rows, where the answer has no other table, and
 * are left out where it has.
 *
 * @param hasTable whether the answer has one already
 */
export const layOut = (
  points: readonly Scored[],
  figures: readonly PayFigure[],
  asked: string,
  hasTable = false,
): Block<string>[] => {
  const [first] = points;
  if (!first) return [];
  const rows = points.filter(({ passage, text }) => isTableRow(passage, text));
  const rowsIn = (passage: Passage): number => rows.filter(point => point.passage === passage).length;
  const all = [...new Set(points.map(point => point.passage))];
  const whole = all.filter(
    passage => rowsIn(passage) >= rowsOfTable || (passage === first.passage && asksForSeveral.test(asked)),
  );
  const unsaid = rows.filter(point => saying(point, figures, asked) === undefined);
  const [partly] = hasTable || whole.length > 0 ? [] : unsaid.map(point => point.passage);
  const bare = unsaid.filter(point => point.passage === partly);
  const prose = points.filter(point => !unsaid.includes(point) && !(whole.includes(point.passage) && rows.includes(point)));
  const passages = [...new Set(prose.map(point => point.passage))];
  const paragraphs = passages.map((passage, at) => {
    const own = prose.filter(point => point.passage === passage);
    const [lead, ...rest] = own;
    const inOrder = rest.toSorted((a, b) => a.sentence - b.sentence);
    // What answers best stands first in the first paragraph, whatever the guide's own order.
    const ordered = lead && at === 0 ? [lead, ...inOrder] : own.toSorted((a, b) => a.sentence - b.sentence);
    return ordered.map(point => spoken(point, figures, asked));
  });
  const [lead = [], ...others] = bare.includes(first) ? [[], paragraphs.flat()] : paragraphs;
  const parts = [lead, others.flat()].map(sentences => (sentences.length > 0 ? [paragraph(...sentences)] : []));
  const tables = [
    ...whole.flatMap(passage => tableOf(passage)),
    ...(partly ? tableOf(partly, row => bare.some(point => point.text === row)) : []),
  ];
  return [...(parts[0] ?? []), ...tables, ...(parts[1] ?? [])];
};
