import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { openStores } from '../src/create-stores.js';
import { useTemporaryFolder } from './support/temporary-folder.js';

/* What README and SECURITY.md say is kept, held against a new file: a table or a column that a migration adds is told there too. */

const folder = useTemporaryFolder();

/** The tables of a new community file with their columns, but for those that SQLite and Kysely keep for themselves. */
const tablesOfFile = async (): Promise<Record<string, string[]>> => {
  const dataDir = folder.path();
  const { close } = await openStores({ dataDir, encryptionKey: undefined });
  const database = new Database(join(dataDir, 'community.sqlite'), { readonly: true });
  const rows = database
    .prepare(
      `select t.name as tableName, c.name as columnName from sqlite_master t, pragma_table_info(t.name) c
       where t.type = 'table' and t.name not like 'sqlite%' and t.name not like 'kysely%' order by t.name, c.cid`,
    )
    .all() as { tableName: string; columnName: string }[];
  database.close();
  await close();
  return Object.fromEntries(
    [...new Set(rows.map(row => row.tableName))].map(name => [
      name,
      rows.filter(row => row.tableName === name).map(row => row.columnName),
    ]),
  );
};

const inCode = (cell: string): string[] => [...cell.matchAll(/`([a-z_]+)`/g)].map(match => match[1] ?? '');
const rowsUnder = (text: string, heading: string): string[][] => {
  const lines = text.slice(text.indexOf(heading)).split('\n');
  const end = lines.findIndex((line, at) => at > 1 && !line.startsWith('|'));
  return lines.slice(2, end < 0 ? undefined : end).map(line => line.split('|').slice(1, -1));
};

describe('what is said to be kept', () => {
  it('in SECURITY.md is every table with its columns', async () => {
    const rows = rowsUnder(readFileSync('SECURITY.md', 'utf8'), '| table | columns |');
    const said = Object.fromEntries(rows.map(([table = '', columns = '']) => [inCode(table)[0], inCode(columns)]));
    expect(said).toEqual(await tablesOfFile());
  });

  it('in the README is every table', async () => {
    const rows = rowsUnder(readFileSync('README.md', 'utf8'), '| kept | in | why | until |');
    const said = rows.flatMap(([, tables = '']) => inCode(tables));
    expect(said.toSorted()).toEqual(Object.keys(await tablesOfFile()).toSorted());
  });
});
