import type { Block, Part } from '../../domain/answer.js';
import type { Passage } from '../../domain/passage.js';
import { isLabel } from './may-stand-unmarked.js';

type Table = Extract<Block<string>, { kind: 'table' }>;

type Parts = {
  readonly passages: ReadonlyMap<string, Passage>;
  /** A text without the roles that it names: what the field calls them needs no source of its own. */
  withoutRoles(text: string): string;
  /** Whether a text has no word that the pack does not use. */
  isPlain(text: string): boolean;
  /**
   * What is wrong with a text under marks: read as a sentence, as a cell by itself (figures, names and issuers), or as a cell in its place, with
   * its row and column, where their names have been read before.
   */
  faultOf(text: string, marks: readonly string[], read: 'sentence' | 'cell' | 'placed'): string | undefined;
};

const marksOf = (parts: readonly Part<string>[]): string[] => [...new Set(parts.flatMap(part => part.marks))];
const isSilent = (text: string): boolean => /^(?:not stated|-|–|n\/a)?$/i.test(text.trim());
const notStated: Part<string> = { text: 'not stated', marks: [] };

/**
 * Builds the check of a draft's tables. A cell says something of its row and its column, and is held against its passages as the sentence that
 * the three make; what fails becomes "not stated". Names of rows and columns tell nothing by themselves and name nothing that is not cited.
 */
export const createTableCheck = ({ passages, withoutRoles, isPlain, faultOf }: Parts) => {
  /** A guide's own table, cell by cell. */
  const standsInTable = (row: readonly Part<string>[], header: readonly string[], at: number): boolean => {
    const cell = row[at];
    return (
      cell !== undefined &&
      cell.marks.length > 0 &&
      cell.marks.every(id => {
        const table = passages.get(id)?.table;
        return table?.header[at] === header[at] && table?.rows.some(own => own[0] === row[0]?.text && own[at] === cell.text);
      })
    );
  };

  /** "3–5" below "Years in" is a length of time. */
  const isSound = (text: string, marks: readonly string[], head: string): boolean => {
    const fault = faultOf(text, marks, 'cell');
    return !fault || (fault === 'unknown figure' && !faultOf(`${head}: ${text}`, marks, 'cell'));
  };
  const fitsPlace = (cell: Part<string>, marks: readonly string[], row: string, first: string, head: string): boolean => {
    // What a column is called says nothing of a role: "Task" does not bear out "Medical coder: submitting claims".
    if (withoutRoles(row) === '' && faultOf(`${row}: ${cell.text}`, marks, 'placed') === 'exchanged') return false;
    // "10th" below "Percentile".
    const label = `${row} ${first}`.trim();
    const fault = faultOf(`${label} ${head}: ${cell.text}`, marks, 'placed');
    // A bare figure affirms and denies nothing.
    return !fault || fault === 'unknown figure' || (fault === 'turned around' && !/\p{L}{2,}/u.test(cell.text));
  };
  const keepLabel = (cell: Part<string>, row: readonly Part<string>[]): boolean => {
    const marks = cell.marks.length > 0 ? cell.marks : marksOf(row);
    return (
      !faultOf(cell.text, marks, 'cell') && (isLabel(cell.text) || (marks.length > 0 && !faultOf(cell.text, marks, 'sentence')))
    );
  };
  const keepCell = (row: readonly Part<string>[], header: readonly string[], at: number): boolean => {
    const cell = row[at] ?? notStated;
    // Without a mark of its own a cell leans on its row's.
    const marks = cell.marks.length > 0 ? cell.marks : marksOf(row);
    if (marks.length === 0) return false;
    if (standsInTable(row, header, at)) return true;
    const head = header[at] ?? '';
    return isSound(cell.text, marks, head) && fitsPlace(cell, marks, row[0]?.text ?? '', header[0] ?? '', head);
  };

  return (block: Table, onDropped: (text: string) => void): Block<string>[] => {
    const marks = marksOf(block.rows.flat());
    const head = block.header.join(' | ');
    if (
      faultOf(block.header.map(withoutRoles).join(' | '), marks, 'cell') ||
      !block.header.every(name => isLabel(name) && isPlain(name))
    ) {
      onDropped(head);
      return [];
    }
    const rows = block.rows.map(row =>
      row.map((cell, at): Part<string> => {
        if (isSilent(cell.text)) return { text: cell.text, marks: cell.marks.filter(id => passages.has(id)) };
        if (at === 0 ? keepLabel(cell, row) : keepCell(row, block.header, at)) return cell;
        onDropped(cell.text);
        return notStated;
      }),
    );
    return [{ ...block, rows }];
  };
};
