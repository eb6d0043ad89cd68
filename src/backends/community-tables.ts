import type { Generated } from 'kysely';

/** Tables of the community file. Times are milliseconds since 1970, UTC; `community` scopes every row that is about people. */
export type CommunityTables = {
  conversation: { community: string; id: string; started_by: string; last_turn_at: number };
  answer: {
    sequence: Generated<number>;
    id: string;
    community: string;
    conversation: string;
    member: string;
    /** Null for a declined question: of that no words are kept. */
    question: string | null;
    /** The answer as JSON. */
    answer: string;
    /** The answer in words, for later questions of the conversation to lean on. */
    said: string;
    is_private: 0 | 1;
    given_at: number;
  };
  feedback: {
    community: string;
    answer_id: string;
    member: string;
    helpful: 0 | 1;
    reason: string | null;
    comment: string | null;
    given_at: number;
  };
  setting: { community: string; settings: string; changed_at: number };
  secret: { scope: string; name: string; key_id: string; nonce: Buffer; sealed: Buffer; changed_at: number };
  secret_salt: { id: number; salt: Buffer };
  /** `sending` is 0 for a message that was taken, 1 when its answer is about to be sent, 2 when it was or there will be none. */
  delivery: { id: Generated<number>; community: string; process: string; sending: 0 | 1 | 2; taken_at: number };
  /** An empty `member` is a channel's count, an empty `channel` a member's in all channels. */
  quota: { community: string; member: string; channel: string; told: 0 | 1; count: number; began_at: number };
  day_salt: { day: string; salt: Buffer };
  last_run: { id: number; at: number; doubted_at: number | null };
  delivery_key: { community: string; key: string; delivery: number };
};
