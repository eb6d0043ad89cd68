import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { openStores } from '../src/create-stores.js';
import { useTemporaryFolder } from './support/temporary-folder.js';

const folder = useTemporaryFolder();

/** What the README says of each table of the file. A new table needs its row there, and here. */
const toldOf: Readonly<Record<string, RegExp>> = {
  conversation: /^questions and answers/,
  answer: /^questions and answers/,
  feedback: /^feedback/,
  setting: /^a community's settings/,
  secret: /^tokens of workspaces .* AES-256-GCM/,
  secret_salt: /^tokens of workspaces/,
  delivery: /^ids of messages/,
  delivery_key: /^ids of messages/,
  quota: /^how many questions a member/,
  day_salt: /addresses stand by a name that changes every day/,
  last_run: /^when NextRung last ran/,
};

describe('the README’s table of what is kept', () => {
  const readme = readFileSync('README.md', 'utf8');
  const [, table = ''] =
    /## What is kept[\s\S]*?\n\| kept \| why \| until \|\n\|---\|---\|---\|\n([\s\S]*?)\n\n/.exec(readme) ?? [];
  const rows = table.split('\n').map(line => line.split('|').map(cell => cell.trim()));

  it('has a row for every table of the file, and no other', async () => {
    const path = folder.path();
    await (await openStores({ dataDir: path, encryptionKey: undefined })).close();
    const file = new Database(join(path, 'community.sqlite'), { readonly: true });
    const names = file
      .prepare<[], { name: string }>("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
      .all()
      .map(row => row.name)
      .filter(name => !name.startsWith('kysely_'));
    file.close();
    expect(names.toSorted()).toEqual(Object.keys(toldOf).toSorted());
    const found = new Set(Object.values(toldOf).map(pattern => rows.findIndex(([, kept = '']) => pattern.test(kept))));
    expect(found.has(-1)).toBe(false);
    expect(rows.map((_, at) => at).filter(at => !found.has(at))).toEqual([]);
  });

  it('says of each why, and until when', () => {
    expect(rows.length).toBeGreaterThan(5);
    for (const [, kept, why, until] of rows) expect([kept, why, until].every(Boolean)).toBe(true);
  });
});
