import Database from 'better-sqlite3';
import type { DocumentKind } from '../contracts/keyword-index.js';
import type { UnitKind } from '../contracts/unit-store.js';

/** Tables of a saved index. `document` is an FTS5 table; `document_words` reads its vocabulary. */
export type IndexTables = {
  unit: { id: number; kind: UnitKind; owner: string; ordinal: number; hash: string };
  known_word: { word: string; pack_count: number };
  document: { kind: DocumentKind; owner: string; heading: string; answers: string; also: string; text: string };
  document_words: { term: string; doc: number };
};

export type IndexDatabase = { readonly raw: Database.Database };

/** Opens the SQLite file of an index. `readonly` refuses to create it. */
export const openIndexDatabase = (path: string, options: { readonly: boolean }): IndexDatabase => {
  return { raw: new Database(path, { readonly: options.readonly, fileMustExist: options.readonly }) };
};
