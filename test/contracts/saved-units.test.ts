import { readFile, writeFile } from 'node:fs/promises';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openIndexDatabase } from '../../src/backends/sqlite-database.js';
import { sqliteIndexWriter } from '../../src/backends/sqlite-index-writer.js';
import { createSqliteUnitStore } from '../../src/backends/sqlite-unit-store.js';
import type { IndexContent, IndexWriter, UnitToSave } from '../../src/contracts/index-writer.js';
import type { UnitStore } from '../../src/contracts/unit-store.js';
import { forAllAsync } from '../support/for-all.js';
import { useTemporaryFolder } from '../support/temporary-folder.js';

const folder = useTemporaryFolder();

const backends: { name: string; writer: IndexWriter; open(path: string): UnitStore }[] = [
  { name: 'SQLite', writer: sqliteIndexWriter, open: path => createSqliteUnitStore(openIndexDatabase(path, { readonly: true })) },
];

const unit = (id: number, owner: string, ordinal: number, text: string, vector: readonly number[] = [id, 1]): UnitToSave => ({
  id,
  kind: ordinal % 2 === 0 ? 'sentence' : 'answer',
  owner,
  ordinal,
  text,
  hash: `hash-${text}`,
  vector: Float32Array.from(vector),
});
const contentOf = (units: readonly UnitToSave[], knownWords: ReadonlyMap<string, number> = new Map()): IndexContent => ({
  documents: [],
  units,
  knownWords,
});

describe.each(backends)('saved units in $name', ({ writer, open }) => {
  const saved = async (content: IndexContent): Promise<{ store: UnitStore; path: string }> => {
    const path = folder.path();
    await writer.write(path, content);
    return { store: open(path), path };
  };

  it('come back by id, in the order asked, without those that do not exist', async () => {
    const { store } = await saved(contentOf([unit(0, 'a', 0, 'zero'), unit(1, 'a', 1, 'one'), unit(2, 'b', 0, 'two')]));
    expect(store.unitsByIds([2, 7, 0, -1]).map(found => found.text)).toEqual(['two', 'zero']);
    expect(store.unitsByIds([1])).toEqual([{ id: 1, kind: 'answer', owner: 'a', ordinal: 1, text: 'one' }]);
    expect(store.unitsByIds([])).toEqual([]);
    store.close();
  });

  it('keep their vectors to the bit, whatever the text', async () => {
    const vector = fc.array(fc.float({ noNaN: true, noDefaultInfinity: true }), { minLength: 5, maxLength: 5 });
    await forAllAsync(
      [fc.array(fc.tuple(fc.string({ unit: 'grapheme' }), vector), { maxLength: 8 })],
      async rows => {
        const units = rows.map(
          ([text, values], id): UnitToSave => ({ ...unit(id, 'owner', id, text, values), kind: 'sentence', hash: `h${id}` }),
        );
        const { store, path } = await saved(contentOf(units));
        expect(store.unitsByIds(units.map(one => one.id)).map(found => found.text)).toEqual(rows.map(([text]) => text));
        expect(store.vectorsOf('owner', 'sentence')).toEqual(units.map(one => one.vector));
        expect([...(await writer.vectorsByHash(path))]).toEqual(units.map(one => [one.hash, one.vector]));
        store.close();
      },
      { numRuns: 25 },
    );
  });

  it('give the vectors of an owner by place, and of one kind only', async () => {
    const units = [
      unit(0, 'a', 2, 'x', [2, 2]),
      unit(1, 'a', 0, 'y', [0, 0]),
      unit(2, 'a', 1, 'z', [9, 9]),
      unit(3, 'b', 0, 'w', [5, 5]),
    ];
    const { store } = await saved(contentOf(units));
    expect(store.vectorsOf('a', 'sentence')).toEqual([Float32Array.of(0, 0), Float32Array.of(2, 2)]);
    expect(store.vectorsOf('a', 'gap')).toEqual([]);
    expect(store.vectorsOf('nobody', 'sentence')).toEqual([]);
    store.close();
  });

  it('know words, and which of them the pack uses', async () => {
    const { store } = await saved(
      contentOf(
        [],
        new Map([
          ['coder', 12],
          ['table', 0],
          ['constructor', 0],
        ]),
      ),
    );
    expect(['coder', 'table', 'codr', '', 'Coder'].map(word => store.isKnownWord(word))).toEqual([
      true,
      true,
      false,
      false,
      false,
    ]);
    expect(store.packWords()).toEqual(new Map([['coder', 12]]));
    store.close();
  });

  it('fit in any number: more than one statement can bind', async () => {
    const units = Array.from({ length: 6_000 }, (_, id) => unit(id, `owner-${id % 50}`, id, `text ${id}`));
    const { store } = await saved(contentOf(units, new Map(units.map(one => [`word${one.id}`, 1]))));
    expect(store.unitsByIds([5_999])[0]?.text).toBe('text 5999');
    expect(store.packWords().size).toBe(6_000);
    store.close();
  });

  it('are never written over: a file that exists is refused', async () => {
    const { store, path } = await saved(contentOf([unit(0, 'a', 0, 'kept')]));
    await expect(writer.write(path, contentOf([unit(0, 'a', 0, 'other')]))).rejects.toThrow();
    expect(store.unitsByIds([0])[0]?.text).toBe('kept');
    store.close();
  });

  it('are not handed out from a file that is missing, cut short or something else', async () => {
    const { store, path } = await saved(contentOf([unit(0, 'a', 0, 'text')]));
    store.close();
    const bytes = await readFile(path);
    for (const content of [new Uint8Array(), Buffer.from('not a database'), bytes.subarray(0, 5_000)]) {
      const damaged = folder.path();
      await writeFile(damaged, content);
      await expect(writer.vectorsByHash(damaged)).rejects.toThrow();
    }
    await expect(writer.vectorsByHash(folder.path())).rejects.toThrow();
  });
});
