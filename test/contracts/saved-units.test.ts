import { readFile, writeFile } from 'node:fs/promises';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openIndexDatabase } from '../../src/backends/sqlite-database.js';
import { sqliteIndexWriter } from '../../src/backends/sqlite-index-writer.js';
import { createSqliteUnitStore } from '../../src/backends/sqlite-unit-store.js';
import type { IndexContent, IndexWriter, UnitToSave } from '../../src/contracts/index-writer.js';
import type { Unit, UnitKind, UnitStore } from '../../src/contracts/unit-store.js';
import { forAllAsync } from '../support/for-all.js';
import { useTemporaryFolder } from '../support/temporary-folder.js';

const folder = useTemporaryFolder();

const backends: { name: string; writer: IndexWriter; open(path: string): UnitStore }[] = [
  { name: 'SQLite', writer: sqliteIndexWriter, open: path => createSqliteUnitStore(openIndexDatabase(path, { readonly: true })) },
];

const unit = (id: number, kind: UnitKind, owner: string, ordinal: number, text = `text ${id}`): UnitToSave => ({
  id,
  kind,
  owner,
  ordinal,
  hash: `hash-${text}`,
});
/** The unit as it is read: its hash is for building again. */
const readBack = ({ hash: _, ...read }: UnitToSave): Unit => read;
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

  it('come back by kind, in the order of their ids', async () => {
    const units = [
      unit(0, 'sentence', 'a', 0),
      unit(1, 'sentence', 'a', 1),
      unit(2, 'sentence', 'b', 0),
      unit(3, 'answer', 'a', 0),
      unit(4, 'message', '0', 0),
    ];
    // However they were handed over.
    const { store } = await saved(contentOf(units.toReversed()));
    expect(store.unitsOf('sentence')).toEqual(units.slice(0, 3).map(readBack));
    expect(store.unitsOf('answer')).toEqual([{ id: 3, kind: 'answer', owner: 'a', ordinal: 0 }]);
    expect(store.unitsOf('message')).toEqual([{ id: 4, kind: 'message', owner: '0', ordinal: 0 }]);
    expect(store.unitsOf('gap')).toEqual([]);
    store.close();
  });

  it('come back the same however often they are asked for', async () => {
    const { store } = await saved(contentOf([unit(0, 'sentence', 'a', 0), unit(1, 'answer', 'a', 0)]));
    const first = store.unitsOf('sentence');
    expect(store.unitsOf('answer')).toHaveLength(1);
    expect(store.unitsOf('sentence')).toEqual(first);
    store.close();
  });

  it('keep owner, place and hash, whatever stands in them', async () => {
    const kind = fc.constantFrom<UnitKind>(
      'sentence',
      'answer',
      'passage',
      'gap',
      'scope',
      'record',
      'message',
      'ask',
      'suggestion',
    );
    // A NUL or half a letter is in no id: names of files and of sections have none.
    const owner = fc.string({ unit: 'grapheme', minLength: 1 });
    await forAllAsync(
      [fc.array(fc.tuple(kind, owner, fc.nat(10_000)), { maxLength: 12 })],
      async rows => {
        const units = rows.map(([kind, owner, ordinal], id) => unit(id, kind, owner, ordinal, `${owner} ${id}`));
        const { store, path } = await saved(contentOf(units));
        for (const kind of new Set(units.map(one => one.kind)))
          expect(store.unitsOf(kind)).toEqual(units.filter(one => one.kind === kind).map(readBack));
        expect(await writer.idsByHash(path)).toEqual(new Map(units.map(one => [one.hash, one.id])));
        store.close();
      },
      { numRuns: 25 },
    );
  });

  it('name one of those that say the same by its hash: each has the same vector', async () => {
    const { store, path } = await saved(
      contentOf([unit(0, 'sentence', 'a', 0, 'same'), unit(1, 'answer', 'b', 0, 'same'), unit(2, 'answer', 'b', 1, 'other')]),
    );
    const ids = await writer.idsByHash(path);
    expect([...ids.keys()].sort()).toEqual(['hash-other', 'hash-same']);
    expect([0, 1]).toContain(ids.get('hash-same'));
    expect(ids.get('hash-other')).toBe(2);
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
    const units = Array.from({ length: 6_000 }, (_, id) => unit(id, 'sentence', `owner-${id % 50}`, id));
    const { store, path } = await saved(contentOf(units, new Map(units.map(one => [`word${one.id}`, 1]))));
    expect(store.unitsOf('sentence')).toEqual(units.map(readBack));
    expect((await writer.idsByHash(path)).get('hash-text 5999')).toBe(5_999);
    expect(store.packWords().size).toBe(6_000);
    store.close();
  });

  it('are never written over: a file that exists is refused', async () => {
    const { store, path } = await saved(contentOf([unit(0, 'sentence', 'kept', 0)]));
    await expect(writer.write(path, contentOf([unit(0, 'sentence', 'other', 0)]))).rejects.toThrow();
    expect(store.unitsOf('sentence').map(one => one.owner)).toEqual(['kept']);
    store.close();
  });

  it('are not handed out from a file that is missing, cut short or something else', async () => {
    const { store, path } = await saved(contentOf([unit(0, 'sentence', 'a', 0)]));
    store.close();
    const bytes = await readFile(path);
    for (const content of [new Uint8Array(), Buffer.from('not a database'), bytes.subarray(0, 5_000)]) {
      const damaged = folder.path();
      await writeFile(damaged, content);
      await expect(writer.idsByHash(damaged)).rejects.toThrow();
    }
    await expect(writer.idsByHash(folder.path())).rejects.toThrow();
  });
});
