import { z } from 'zod';
import { type FeedbackStore, feedbackReasons } from '../contracts/feedback-store.js';
import type { Answer } from '../domain/answer.js';
import { passageIdOf } from '../text/slug.js';
import type { CommunityDatabase } from './community-database.js';

/** As the contract has it. */
const longestComment = 2_000;
const reasonSchema = z.enum(feedbackReasons);

/** Keeps what members thought of answers in the community file; it goes when its answer goes. */
export const createSqliteFeedbackStore = (
  database: CommunityDatabase,
  { now = () => new Date() }: { readonly now?: () => Date } = {},
): FeedbackStore => {
  const { build } = database;
  return {
    async save({ community, answerId, member, helpful, reason, comment }) {
      const said = {
        helpful: helpful ? 1 : 0,
        reason: reason ?? null,
        comment: comment?.slice(0, longestComment) ?? null,
        given_at: now().getTime(),
      } as const;
      return database.transaction(() => {
        const answer = database.first(
          build.selectFrom('answer').select('id').where('community', '=', community).where('id', '=', answerId),
        );
        if (!answer) return false;
        database.change(
          build
            .insertInto('feedback')
            .values({ community, answer_id: answerId, member, ...said })
            .onConflict(earlier => earlier.columns(['answer_id', 'member']).doUpdateSet(said)),
        );
        return true;
      });
    },

    async list(community) {
      const rows = database.all(
        build
          .selectFrom('feedback')
          .innerJoin('answer', 'answer.id', 'feedback.answer_id')
          .select([
            'feedback.answer_id',
            'feedback.member',
            'feedback.helpful',
            'feedback.reason',
            'feedback.comment',
            'answer.question',
            'answer.answer',
          ])
          .where('feedback.community', '=', community)
          .where('answer.community', '=', community)
          .orderBy('feedback.given_at')
          .orderBy('answer.sequence')
          .orderBy('feedback.member'),
      );
      return rows.map(row => ({
        community,
        answerId: row.answer_id,
        member: row.member,
        helpful: row.helpful === 1,
        ...(row.reason === null ? {} : { reason: reasonSchema.parse(row.reason) }),
        ...(row.comment === null ? {} : { comment: row.comment }),
        question: row.question ?? '',
        passages: (JSON.parse(row.answer) as Answer).citations.map(passageIdOf),
      }));
    },
  };
};
