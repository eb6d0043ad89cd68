import { stemmer } from 'stemmer';
import type { DocumentKind, KeywordIndex, KeywordMatch } from '../contracts/keyword-index.js';
import type { IndexDatabase } from './sqlite-database.js';

/** How much a word weighs by where it stands. Headings and members' own questions say what a section is about. */
const weights = { heading: 4, answers: 2, also: 1, text: 1 } as const;

/** Frequencies kept in memory; words come from members, so there must be an end to them. */
const cachedFrequencies = 20_000;

/** An FTS5 string: a quote is doubled; a NUL, which would end the query, parts words as it would in a document. */
const quoted = (word: string): string => `"${word.replaceAll('"', '""').replaceAll('\0', ' ')}"`;

/** Keyword search in SQLite's FTS5: BM25 (Robertson and Zaragoza 2009) over heading, answers and text, Porter-stemmed. */
export const createSqliteKeywordIndex = ({ raw }: IndexDatabase): KeywordIndex => {
  // Prepared once and run synchronously: Kysely would build and await the statement at each question.
  // FTS5's bm25() is lower for better matches; it is turned round here.
  const rank = `-bm25(document, 0, 0, ${weights.heading}, ${weights.answers}, ${weights.also}, ${weights.text})`;
  const select = `SELECT kind, owner, ${rank} AS bm25 FROM document WHERE document MATCH ?`;
  const order = 'ORDER BY bm25 DESC, rowid LIMIT ?';
  const findOfKind = raw.prepare<[string, string, number], KeywordMatch>(`${select} AND kind = ? ${order}`);
  // What a row is about is kept in memory: FTS5 would read each matching row's whole text to tell it, half the time of a search.
  const findAny = raw.prepare<[string, number], { rowid: number; bm25: number }>(
    `SELECT rowid, ${rank} AS bm25 FROM document WHERE document MATCH ? ${order}`,
  );
  const allRows = raw.prepare<[], { rowid: number; kind: DocumentKind; owner: string }>(
    'SELECT rowid, kind, owner FROM document',
  );
  let rows: ReadonlyMap<number, { readonly kind: DocumentKind; readonly owner: string }> | undefined;
  const search = (query: string, limit: number): KeywordMatch[] => {
    rows ??= new Map(allRows.all().map(({ rowid, kind, owner }) => [rowid, { kind, owner }]));
    const known = rows;
    return findAny.all(query, limit).flatMap(({ rowid, bm25 }) => {
      const row = known.get(rowid);
      return row ? [{ ...row, bm25 }] : [];
    });
  };
  const frequency = raw.prepare<[string], { doc: number }>('SELECT doc FROM document_words WHERE term = ?');
  const count = raw.prepare<[], { count: number }>('SELECT count(*) AS count FROM document').get()?.count ?? 0;
  const frequencies = new Map<string, number>();
  return {
    documentCount: count,
    search(words, kind, limit) {
      const query = [...new Set(words)].map(quoted).join(' OR ');
      if (!query || limit <= 0) return [];
      return kind === 'any' ? search(query, limit) : findOfKind.all(query, kind, limit);
    },
    // FTS5 stems short words too, which `stem` leaves alone: "abs" stands there as "ab".
    documentFrequency: stemmed => {
      const known = frequencies.get(stemmed);
      if (known !== undefined) return known;
      const found = (frequency.get(stemmed) ?? frequency.get(stemmer(stemmed)))?.doc ?? 0;
      if (frequencies.size >= cachedFrequencies) frequencies.clear();
      frequencies.set(stemmed, found);
      return found;
    },
  };
};
