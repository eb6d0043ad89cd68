import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { Deleted, MemberData } from '../contracts/member-data.js';
import type { CommunityDatabase } from './community-database.js';

/** Which communities. */
type Where = RawBuilder<SqlBool>;

/** Deletes from the community file; SQLite overwrites what was there (`secure_delete`), and its log is emptied behind it. */
export const createSqliteMemberData = (database: CommunityDatabase): MemberData => {
  const { build, change } = database;

  /** All of it or nothing, and no trace in the log. */
  const thoroughly = (work: () => Deleted): Deleted => {
    const deleted = database.transaction(work);
    database.emptyLog();
    return deleted;
  };

  const forget = (where: Where, member: string): Deleted => {
    const answers = build.selectFrom('answer').select('id').where(where).where('member', '=', member);
    return thoroughly(() => {
      change(build.deleteFrom('quota').where(where).where('member', '=', member));
      return {
        // Others' word on the member's answers goes too: it is kept with the member's question.
        feedback: change(
          build
            .deleteFrom('feedback')
            .where(where)
            .where(one => one.or([one('member', '=', member), one('answer_id', 'in', answers)])),
        ),
        answers: change(build.deleteFrom('answer').where(where).where('member', '=', member)),
        conversations: change(build.deleteFrom('conversation').where(where).where('started_by', '=', member)),
      };
    });
  };

  return {
    forgetMember: async (community, member) => forget(sql<SqlBool>`community = ${community}`, member),
    forgetMemberAcross: async (prefix, member) =>
      forget(sql<SqlBool>`substr(community, 1, ${prefix.length}) = ${prefix}`, member),

    async forgetCommunity(community) {
      return thoroughly(() => {
        change(build.deleteFrom('setting').where('community', '=', community));
        change(build.deleteFrom('delivery').where('community', '=', community));
        change(build.deleteFrom('quota').where('community', '=', community));
        return {
          feedback: change(build.deleteFrom('feedback').where('community', '=', community)),
          answers: change(build.deleteFrom('answer').where('community', '=', community)),
          conversations: change(build.deleteFrom('conversation').where('community', '=', community)),
        };
      });
    },

    async communities(prefix) {
      const names = (['conversation', 'answer', 'feedback', 'setting', 'delivery'] as const).flatMap(table =>
        database.all(build.selectFrom(table).select('community').distinct()).map(row => row.community),
      );
      return [...new Set(names)].filter(name => name.startsWith(prefix)).toSorted();
    },

    async deleteOlderThan(date) {
      const time = date.getTime();
      const answers = build.selectFrom('answer').select('id').where('given_at', '<', time);
      return thoroughly(() => {
        change(build.deleteFrom('delivery').where('taken_at', '<', time));
        return {
          feedback: change(build.deleteFrom('feedback').where('answer_id', 'in', answers)),
          answers: change(build.deleteFrom('answer').where('given_at', '<', time)),
          conversations: change(build.deleteFrom('conversation').where('last_turn_at', '<', time)),
        };
      });
    },
  };
};
