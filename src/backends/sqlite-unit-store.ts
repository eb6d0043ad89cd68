import type { Unit, UnitKind, UnitStore } from '../contracts/unit-store.js';
import { type IndexDatabase, vectorOf } from './sqlite-database.js';

/** Reads units, their vectors and the known words from the index's SQLite file. */
export const createSqliteUnitStore = ({ raw }: IndexDatabase): UnitStore => {
  const byId = raw.prepare<[number], Unit>('SELECT id, kind, owner, ordinal, text FROM unit WHERE id = ?');
  const vectors = raw.prepare<[string, UnitKind], { vector: Buffer }>(
    'SELECT vector FROM unit WHERE owner = ? AND kind = ? ORDER BY ordinal',
  );
  const known = raw.prepare<[string], { word: string }>('SELECT word FROM known_word WHERE word = ?');
  const inPack = raw.prepare<[], { word: string; pack_count: number }>(
    'SELECT word, pack_count FROM known_word WHERE pack_count > 0',
  );
  let packWords: ReadonlyMap<string, number> | undefined;
  return {
    unitsByIds: ids => ids.flatMap(id => byId.get(id) ?? []),
    vectorsOf: (owner, kind) => vectors.all(owner, kind).map(row => vectorOf(row.vector)),
    isKnownWord: word => known.get(word) !== undefined,
    packWords: () => {
      packWords ??= new Map(inPack.all().map(row => [row.word, row.pack_count]));
      return packWords;
    },
    close: () => void raw.close(),
  };
};
