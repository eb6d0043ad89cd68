import type { Unit, UnitKind, UnitStore } from '../contracts/unit-store.js';
import type { IndexDatabase } from './sqlite-database.js';

/** Reads units and the known words from the index's SQLite file; the units of a kind are kept once they were asked for. */
export const createSqliteUnitStore = ({ raw }: IndexDatabase): UnitStore => {
  const ofKind = raw.prepare<[UnitKind], Unit>('SELECT id, kind, owner, ordinal FROM unit WHERE kind = ? ORDER BY id');
  const known = raw.prepare<[string], { word: string }>('SELECT word FROM known_word WHERE word = ?');
  const inPack = raw.prepare<[], { word: string; pack_count: number }>(
    'SELECT word, pack_count FROM known_word WHERE pack_count > 0',
  );
  const units = new Map<UnitKind, readonly Unit[]>();
  let packWords: ReadonlyMap<string, number> | undefined;
  return {
    unitsOf: kind => {
      const found = units.get(kind) ?? ofKind.all(kind);
      units.set(kind, found);
      return found;
    },
    isKnownWord: word => known.get(word) !== undefined,
    packWords: () => {
      packWords ??= new Map(inPack.all().map(row => [row.word, row.pack_count]));
      return packWords;
    },
    close: () => void raw.close(),
  };
};
