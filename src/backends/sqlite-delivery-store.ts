import { type SqlBool, sql } from 'kysely';
import type { DeliveryStore, Unanswered } from '../contracts/delivery-store.js';
import type { CommunityDatabase } from './community-database.js';
import type { ProcessMark } from './process-mark.js';

/** How far a message is, as the column `sending` has it. */
const steps = { taken: 0, sending: 1, done: 2 } as const;
type Step = (typeof steps)[keyof typeof steps];

/** Rows of a message, one for each of its keys, as one. */
const messagesOf = (
  rows: readonly { readonly id: number; readonly community: string; readonly sending: Step; readonly key: string }[],
): Unanswered[] => {
  const found = new Map<number, Unanswered & { readonly keys: string[] }>();
  for (const { id, community, sending, key } of rows) {
    const known = found.get(id) ?? { community, keys: [], wasSending: sending === steps.sending };
    known.keys.push(key);
    found.set(id, known);
  }
  return [...found.values()];
};

/**
 * Keeps delivery marks in the community file, keys only. A message is one row with as many keys as it was seen with, so that a third
 * delivery is known by a key that only the second had.
 */
export const createSqliteDeliveryStore = (
  database: CommunityDatabase,
  { process, now = () => new Date() }: { readonly process: ProcessMark; readonly now?: () => Date },
): DeliveryStore => {
  const { build } = database;

  const known = (community: string, keys: readonly string[]) =>
    database.all(
      build
        .selectFrom('delivery')
        .select(['delivery.id', 'delivery.process', 'delivery.sending'])
        .distinct()
        .innerJoin('delivery_key', 'delivery_key.delivery', 'delivery.id')
        .where('delivery_key.community', '=', community)
        .where('delivery_key.key', 'in', keys),
    );

  const addKeys = (community: string, keys: readonly string[], delivery: number): void => {
    database.change(
      build
        .insertInto('delivery_key')
        .values([...new Set(keys)].map(key => ({ community, key, delivery })))
        .onConflict(earlier => earlier.doNothing()),
    );
  };

  const mark = (community: string, keys: readonly string[], sending: Step): void => {
    if (keys.length === 0) return;
    database.transaction(() => {
      const ids = known(community, keys).map(one => one.id);
      if (ids.length > 0) database.change(build.updateTable('delivery').set({ sending }).where('id', 'in', ids));
    });
  };

  const takenSince = (prefix: string, since: Date) =>
    build
      .selectFrom('delivery')
      .innerJoin('delivery_key', 'delivery_key.delivery', 'delivery.id')
      .select(['delivery.id', 'delivery.community', 'delivery.process', 'delivery.sending', 'delivery_key.key'])
      .where('delivery.taken_at', '>=', since.getTime())
      .where(sql<SqlBool>`substr(delivery.community, 1, ${prefix.length}) = ${prefix}`)
      .orderBy('delivery.id');

  return {
    async take(community, keys, isUnanswered = false) {
      if (keys.length === 0) return 'fresh';
      return database.transaction(() => {
        const earlier = known(community, keys);
        const [first] = earlier;
        if (!first) {
          const [added] = database.all(
            build
              .insertInto('delivery')
              .values({ community, process: process.id, sending: steps.taken, taken_at: now().getTime() })
              .returning('id'),
          );
          if (added) addKeys(community, keys, added.id);
          return 'fresh';
        }
        addKeys(community, keys, first.id);
        const resumable = isUnanswered ? steps.sending : steps.taken;
        if (earlier.some(one => one.sending > resumable || process.isRunning(one.process))) return 'taken';
        const ids = earlier.map(one => one.id);
        const anew = { process: process.id, sending: steps.taken };
        database.change(build.updateTable('delivery').set(anew).where('id', 'in', ids));
        return 'resumed';
      });
    },

    sending: async (community, keys) => mark(community, keys, steps.sending),
    done: async (community, keys) => mark(community, keys, steps.done),

    async release(community, keys) {
      if (keys.length === 0) return;
      database.transaction(() => {
        const ids = known(community, keys)
          .filter(one => one.sending === steps.taken)
          .map(one => one.id);
        if (ids.length > 0) database.change(build.deleteFrom('delivery').where('id', 'in', ids));
      });
    },

    async unanswered(prefix, since) {
      const found = database.all(takenSince(prefix, since).where('delivery.sending', '<', steps.done));
      const running = new Set([...new Set(found.map(row => row.process))].filter(id => process.isRunning(id)));
      return messagesOf(found.filter(row => !running.has(row.process)));
    },

    async taken(prefix, since) {
      return messagesOf(database.all(takenSince(prefix, since))).map(({ community, keys }) => ({ community, keys }));
    },
  };
};
