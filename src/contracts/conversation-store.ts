import type { Answer } from '../domain/answer.js';
import type { Turn } from '../domain/question.js';

/** Names a conversation (a thread, a direct message) within one community; nothing is ever read across communities. */
type ConversationKey = { readonly community: string; readonly conversation: string };

type Conversation = {
  /** Member whose question began it, and whose follow-ups need no mention. */
  readonly startedBy: string;
  /** When the last turn was added. */
  readonly lastTurnAt: Date;
};

export type RememberedAnswer = {
  /** Where the answer's id had to be known before it could be kept, as under a message that is not sent yet; otherwise a new one. */
  readonly id?: string;
  readonly member: string;
  readonly question: string;
  readonly answer: Answer;
  /** Only the member saw it: no other member's question leans on it. */
  readonly isPrivate: boolean;
};

export type GivenAnswer = {
  readonly id: string;
  readonly community: string;
  readonly conversation: string;
  readonly member: string;
  /** Empty for a declined question. */
  readonly question: string;
  readonly answer: Answer;
  readonly isPrivate: boolean;
};

/** What was said, and the answers given, kept until their retention ends or their member asks to be forgotten. */
export interface ConversationStore {
  find(key: ConversationKey): Promise<Conversation | undefined>;
  /**
   * The latest turns that a question may lean on, oldest first: what all could see and, where only a member sees the answer, that
   * member's own private ones. `member` is undefined where all see it: a private turn would show in it.
   */
  recentTurns(key: ConversationKey, member: string | undefined, limit: number): Promise<readonly Turn[]>;
  /**
   * A member's own latest turns in all conversations of one place (a direct message whose every message begins a thread) since a moment, oldest
   * first.
   *
   * @param place what the ids of its conversations begin with
   */
  turnsSince(
    place: { readonly community: string; readonly place: string },
    member: string,
    since: Date,
    limit: number,
  ): Promise<readonly Turn[]>;
  /**
   * Adds a question and its answer, and gives the answer's id, by which feedback and buttons find it again. Begins the conversation when
   * there is none. Of a declined question no words are kept, and later questions never lean on it.
   */
  remember(key: ConversationKey, given: RememberedAnswer): Promise<string>;
  /** An answer given in this community; undefined when it is another community's, or its retention has ended. */
  findAnswer(community: string, answerId: string): Promise<GivenAnswer | undefined>;
}
