import { stemmer } from 'stemmer';
import type { KeywordIndex, KeywordMatch } from '../contracts/keyword-index.js';
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
  const select = `SELECT kind, owner, -bm25(document, 0, 0, ${weights.heading}, ${weights.answers}, ${weights.also}, ${weights.text}) AS bm25 FROM document WHERE document MATCH ?`;
  const order = 'ORDER BY bm25 DESC, rowid LIMIT ?';
  const findOfKind = raw.prepare<[string, string, number], KeywordMatch>(`${select} AND kind = ? ${order}`);
  const findAny = raw.prepare<[string, number], KeywordMatch>(`${select} ${order}`);
  const frequency = raw.prepare<[string], { doc: number }>('SELECT doc FROM document_words WHERE term = ?');
  const count = raw.prepare<[], { count: number }>('SELECT count(*) AS count FROM document').get()?.count ?? 0;
  const frequencies = new Map<string, number>();
  return {
    documentCount: count,
    search(words, kind, limit) {
      const query = [...new Set(words)].map(quoted).join(' OR ');
      if (!query || limit <= 0) return [];
      return kind === 'any' ? findAny.all(query, limit) : findOfKind.all(query, kind, limit);
    },
    // FTS5 stems short words too, which `stem` leaves alone: "ccs" stands there as "cc".
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
