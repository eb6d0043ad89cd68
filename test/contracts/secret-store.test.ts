import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { forAllAsync } from '../support/for-all.js';
import { storeBackends } from '../support/open-stores.js';
import { useTemporaryFolder } from '../support/temporary-folder.js';

const folder = useTemporaryFolder();
const encryptionKey = 'a key of some length';

describe.each(storeBackends)('secrets kept in $name', ({ open }) => {
  it('come back as they were, with the key they were sealed with, after a restart', async () => {
    const path = folder.path();
    const first = await open(path, { encryptionKey });
    expect(await first.secrets.read('slack:T1', 'bot')).toBeUndefined();
    await first.secrets.write('slack:T1', 'bot', 'xoxb-old');
    await first.secrets.write('slack:T1', 'bot', 'xoxb-one');
    await first.secrets.write('slack:T2', 'bot', 'xoxb-two');
    await first.secrets.write('slack:T1', 'app', '');
    await first.close();
    const { secrets, close } = await open(path, { encryptionKey });
    expect(await secrets.read('slack:T1', 'bot')).toBe('xoxb-one');
    expect(await secrets.read('slack:T2', 'bot')).toBe('xoxb-two');
    expect(await secrets.read('slack:T1', 'app')).toBe('');
    expect(await secrets.names('slack:T1')).toEqual(['app', 'bot']);
    await secrets.remove('slack:T1', 'bot');
    expect(await secrets.read('slack:T1', 'bot')).toBeUndefined();
    expect(await secrets.names('slack:T2')).toEqual(['bot']);
    await close();
  });

  it('of one scope never serve another, whatever they are called', async () => {
    const { secrets, close } = await open(folder.path(), { encryptionKey });
    const name = fc.constantFrom('a', 'b', 'a:b', ':', '', 'A', '","');
    const written = new Map<string, string>();
    await forAllAsync(
      [name, name, fc.string({ unit: 'grapheme' })],
      async (scope, title, secret) => {
        await secrets.write(scope, title, secret);
        written.set(JSON.stringify([scope, title]), secret);
        for (const [key, expected] of written) {
          const [ofScope = '', ofTitle = ''] = JSON.parse(key) as string[];
          expect(await secrets.read(ofScope, ofTitle)).toBe(expected);
        }
      },
      { numRuns: 40 },
    );
    await close();
  });

  it('do not stand in the file, and the same secret never looks the same', async () => {
    const path = folder.path();
    const { secrets, close } = await open(path, { encryptionKey });
    for (const scope of ['slack:T1', 'slack:T2']) await secrets.write(scope, 'bot', 'xoxb-do-not-find-me');
    await close();
    const bytes = readFileSync(join(path, 'community.sqlite'), 'latin1');
    expect(bytes).not.toContain('do-not-find-me');
    expect(bytes).not.toContain(encryptionKey);
    const file = new Database(join(path, 'community.sqlite'), { readonly: true });
    const rows = file.prepare<[], { nonce: Buffer; sealed: Buffer }>('SELECT nonce, sealed FROM secret').all();
    expect(new Set(rows.map(row => row.sealed.toString('hex'))).size).toBe(2);
    expect(new Set(rows.map(row => row.nonce.toString('hex'))).size).toBe(2);
    file.close();
  });

  it('sealed with another key are told apart, with the next step, and are not lost', async () => {
    const path = folder.path();
    const first = await open(path, { encryptionKey });
    await first.secrets.write('slack:T1', 'bot', 'xoxb-one');
    await first.close();
    const wrong = await open(path, { encryptionKey: 'another key of length' });
    await expect(wrong.secrets.read('slack:T1', 'bot')).rejects.toMatchObject({
      code: 'secret_unreadable',
      message: expect.stringMatching(/sealed with another key\. Set ENCRYPTION_KEY/),
    });
    await wrong.close();
    const again = await open(path, { encryptionKey });
    expect(await again.secrets.read('slack:T1', 'bot')).toBe('xoxb-one');
    await again.close();
  });

  it('that were changed in the file, or moved to another record, do not open', async () => {
    const path = folder.path();
    const { secrets, close } = await open(path, { encryptionKey });
    await secrets.write('slack:T1', 'bot', 'xoxb-one');
    await secrets.write('slack:T2', 'bot', 'xoxb-two');
    const file = new Database(join(path, 'community.sqlite'));
    file.exec(
      `UPDATE secret SET (nonce, sealed) = (SELECT nonce, sealed FROM secret WHERE scope = 'slack:T2') WHERE scope = 'slack:T1'`,
    );
    await expect(secrets.read('slack:T1', 'bot')).rejects.toMatchObject({ code: 'secret_unreadable' });
    for (const bytes of ["x'00'", "x''", 'zeroblob(40)']) {
      file.exec(`UPDATE secret SET sealed = ${bytes} WHERE scope = 'slack:T2'`);
      await expect(secrets.read('slack:T2', 'bot')).rejects.toMatchObject({ code: 'secret_unreadable' });
    }
    file.close();
    await close();
  });

  it('cannot be written or read without a key; that there are none can be told', async () => {
    const path = folder.path();
    const first = await open(path, { encryptionKey });
    await first.secrets.write('slack:T1', 'bot', 'xoxb-one');
    await first.close();
    const { secrets, close } = await open(path);
    expect(await secrets.read('slack:T9', 'bot')).toBeUndefined();
    for (const attempt of [secrets.read('slack:T1', 'bot'), secrets.write('slack:T1', 'bot', 'x')]) {
      await expect(attempt).rejects.toMatchObject({
        code: 'encryption_key_missing',
        message: expect.stringContaining('ENCRYPTION_KEY'),
      });
    }
    await close();
  });
});
