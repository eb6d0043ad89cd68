import { createCipheriv, createDecipheriv, createHmac, randomBytes, scryptSync } from 'node:crypto';
import type { SecretStore } from '../contracts/secret-store.js';
import { NextRungError } from '../domain/errors.js';
import type { CommunityDatabase } from './community-database.js';

/** GCM's own nonce length, and its whole tag: NIST SP 800-38D, 5.2.1. */
const nonceBytes = 12;
const tagBytes = 16;
const cipher = 'aes-256-gcm';

type Key = { readonly key: Buffer; readonly id: string };

/** The record that a sealed text belongs to: moved to another record, it no longer opens. */
const recordOf = (scope: string, name: string): Buffer => Buffer.from(JSON.stringify(['secret', scope, name]));

const seal = ({ key }: Key, record: Buffer, secret: string): { nonce: Buffer; sealed: Buffer } => {
  const nonce = randomBytes(nonceBytes);
  const sealing = createCipheriv(cipher, key, nonce, { authTagLength: tagBytes }).setAAD(record);
  return { nonce, sealed: Buffer.concat([sealing.update(secret, 'utf8'), sealing.final(), sealing.getAuthTag()]) };
};

const unseal = ({ key }: Key, record: Buffer, nonce: Buffer, sealed: Buffer): string => {
  const opening = createDecipheriv(cipher, key, nonce, { authTagLength: tagBytes })
    .setAAD(record)
    .setAuthTag(sealed.subarray(-tagBytes));
  return Buffer.concat([opening.update(sealed.subarray(0, -tagBytes)), opening.final()]).toString('utf8');
};

const unreadable = (scope: string, name: string, why: string, cause?: unknown): NextRungError =>
  new NextRungError(
    'secret_unreadable',
    `The secret ${name} of ${scope} ${why}. Set ENCRYPTION_KEY to the key it was sealed with, or install NextRung there again.`,
    { cause },
  );

/**
 * Keeps secrets in the community file, each sealed with AES-256-GCM. The key is drawn from the configured words with scrypt and the file's
 * own salt; its id, which tells nothing of it, stands beside each secret, so that a wrong key is told from a damaged secret.
 *
 * @param words ENCRYPTION_KEY; without it nothing can be written, and reading what is not there still works
 */
export const createSqliteSecretStore = (database: CommunityDatabase, words: string | undefined): SecretStore => {
  const { build } = database;
  let drawn: Key | undefined;

  const salt = (): Buffer => {
    database.change(
      build
        .insertInto('secret_salt')
        .values({ id: 1, salt: randomBytes(16) })
        .onConflict(earlier => earlier.doNothing()),
    );
    const row = database.first(build.selectFrom('secret_salt').select('salt').where('id', '=', 1));
    if (!row) throw new NextRungError('store_unreadable', 'The salt of the secrets could not be kept. Start again.');
    return row.salt;
  };

  const keyFor = (scope: string, name: string): Key => {
    if (words === undefined) {
      throw new NextRungError(
        'encryption_key_missing',
        `The secret ${name} of ${scope} needs ENCRYPTION_KEY. Set it to 16 characters or more (openssl rand -base64 32) and keep it.`,
      );
    }
    if (!drawn) {
      const key = scryptSync(words, salt(), 32);
      drawn = { key, id: createHmac('sha256', key).update('key id').digest('hex').slice(0, 16) };
    }
    return drawn;
  };

  return {
    async read(scope, name) {
      const row = database.first(build.selectFrom('secret').selectAll().where('scope', '=', scope).where('name', '=', name));
      if (!row) return undefined;
      const key = keyFor(scope, name);
      if (key.id !== row.key_id) throw unreadable(scope, name, 'was sealed with another key');
      try {
        return unseal(key, recordOf(scope, name), row.nonce, row.sealed);
      } catch (cause) {
        throw unreadable(scope, name, 'is damaged', cause);
      }
    },

    async write(scope, name, secret) {
      const key = keyFor(scope, name);
      const sealed = { key_id: key.id, ...seal(key, recordOf(scope, name), secret), changed_at: Date.now() };
      database.change(
        build
          .insertInto('secret')
          .values({ scope, name, ...sealed })
          .onConflict(earlier => earlier.columns(['scope', 'name']).doUpdateSet(sealed)),
      );
    },

    async remove(scope, name) {
      database.change(build.deleteFrom('secret').where('scope', '=', scope).where('name', '=', name));
      database.emptyLog();
    },

    async names(scope) {
      const rows = database.all(build.selectFrom('secret').select('name').where('scope', '=', scope).orderBy('name'));
      return rows.map(row => row.name);
    },
  };
};
