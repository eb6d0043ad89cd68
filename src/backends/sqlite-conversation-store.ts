import { randomUUID } from 'node:crypto';
import type { ConversationStore } from '../contracts/conversation-store.js';
import type { Answer } from '../domain/answer.js';
import type { Turn } from '../domain/question.js';
import type { CommunityDatabase } from './community-database.js';

/** The longest that a turn may be, as `turnSchema` has it. */
const longestTurn = 20_000;

export type ConversationStoreOptions = {
  /** An answer in words, as later questions lean on it. */
  readonly wordsOf: (answer: Answer) => string;
  readonly now?: () => Date;
};

type Row = { readonly question: string | null; readonly said: string; readonly answer: string };

/** Rows from the latest back, as turns from the earliest on. */
const turnsOf = (rows: readonly Row[], limit: number): Turn[] => {
  const turns = rows.toReversed().flatMap(({ question, said, answer }): Turn[] => [
    { role: 'user', content: question ?? '' },
    { role: 'assistant', content: said, suggestions: [...(JSON.parse(answer) as Answer).suggestions] },
  ]);
  return turns.slice(Math.max(0, turns.length - limit));
};

/** Keeps conversations and answers in the community file. */
export const createSqliteConversationStore = (
  database: CommunityDatabase,
  { wordsOf, now = () => new Date() }: ConversationStoreOptions,
): ConversationStore => {
  const { build } = database;
  return {
    async find({ community, conversation }) {
      const row = database.first(
        build
          .selectFrom('conversation')
          .select(['started_by', 'last_turn_at'])
          .where('community', '=', community)
          .where('id', '=', conversation),
      );
      return row && { startedBy: row.started_by, lastTurnAt: new Date(row.last_turn_at) };
    },

    async recentTurns({ community, conversation }, member, limit) {
      const rows = database.all(
        build
          .selectFrom('answer')
          .select(['question', 'said', 'answer'])
          .where('community', '=', community)
          .where('conversation', '=', conversation)
          .where('question', 'is not', null)
          .where(visible =>
            visible.or([visible('is_private', '=', 0), ...(member === undefined ? [] : [visible('member', '=', member)])]),
          )
          .orderBy('sequence', 'desc')
          .limit(Math.ceil(limit / 2)),
      );
      return turnsOf(rows, limit);
    },

    async turnsSince({ community, place }, member, since, limit) {
      const rows = database.all(
        build
          .selectFrom('answer')
          .select(['question', 'said', 'answer'])
          .where('community', '=', community)
          .where('member', '=', member)
          .where('conversation', '>=', place)
          .where('conversation', '<', `${place}\u{10FFFF}`)
          .where('question', 'is not', null)
          .where('given_at', '>=', since.getTime())
          .orderBy('sequence', 'desc')
          .limit(Math.ceil(limit / 2)),
      );
      return turnsOf(rows, limit);
    },

    async remember({ community, conversation }, { id = randomUUID(), member, question, answer, isPrivate }) {
      const at = now().getTime();
      const declined = answer.outcome === 'declined';
      database.transaction(() => {
        database.change(
          build
            .insertInto('conversation')
            .values({ community, id: conversation, started_by: member, last_turn_at: at })
            .onConflict(known => known.columns(['community', 'id']).doUpdateSet({ last_turn_at: at })),
        );
        database.change(
          build.insertInto('answer').values({
            id,
            community,
            conversation,
            member,
            question: declined || question === '' ? null : question.slice(0, longestTurn),
            answer: JSON.stringify(answer),
            said: wordsOf(answer).slice(0, longestTurn),
            is_private: isPrivate ? 1 : 0,
            given_at: at,
          }),
        );
      });
      return id;
    },

    async findAnswer(community, answerId) {
      const row = database.first(
        build.selectFrom('answer').selectAll().where('community', '=', community).where('id', '=', answerId),
      );
      return (
        row && {
          id: row.id,
          community: row.community,
          conversation: row.conversation,
          member: row.member,
          question: row.question ?? '',
          answer: JSON.parse(row.answer) as Answer,
          isPrivate: row.is_private === 1,
        }
      );
    },
  };
};
