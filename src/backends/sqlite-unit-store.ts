import { LRUCache } from 'lru-cache';
import type { Unit, UnitKind, UnitStore } from '../contracts/unit-store.js';
import { type IndexDatabase, vectorOf } from './sqlite-database.js';

/** Owners whose vectors are kept in memory: six megabytes, and most of what people ask about. */
const keptOwners = 300;

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
  // A saved index never changes, so what was read once holds. Only its own ids are kept: at most its units.
  const units = new Map<number, Unit>();
  const vectorsByOwner = new LRUCache<string, Float32Array[]>({ max: keptOwners });
  const unitOf = (id: number): Unit | undefined => {
    const kept = units.get(id);
    if (kept) return kept;
    const unit = byId.get(id);
    if (unit) units.set(id, unit);
    return unit;
  };
  let packWords: ReadonlyMap<string, number> | undefined;
  return {
    unitsByIds: ids => ids.flatMap(id => unitOf(id) ?? []),
    vectorsOf: (owner, kind) => {
      const key = `${kind} ${owner}`;
      const kept = vectorsByOwner.get(key);
      if (kept) return kept;
      const read = vectors.all(owner, kind).map(row => vectorOf(row.vector));
      vectorsByOwner.set(key, read);
      return read;
    },
    isKnownWord: word => known.get(word) !== undefined,
    packWords: () => {
      packWords ??= new Map(inPack.all().map(row => [row.word, row.pack_count]));
      return packWords;
    },
    close: () => void raw.close(),
  };
};
