import type { Answer } from '../src/domain/answer.js';
import type { AnswerEvent } from '../src/domain/answer-event.js';

/** A question as it came in from a platform. Every id is the platform's own; `community` begins with its name: "slack:T0123". */
export type Incoming = {
  readonly community: string;
  readonly channel: string;
  /** A thread or a direct message: questions within it are answered one at a time, in the order in which they came. */
  readonly conversation: string;
  readonly member: string;
  /** Without the mention that called the coach. */
  readonly text: string;
  /** Everything that names this message: a redelivery shares at least one. */
  readonly deliveryKeys: readonly string[];
  /** Its platform was asked and shows no answer: one that an ended process was just sending did not come through. */
  readonly isUnanswered?: boolean;
  /** What came earlier has its place in the conversation when this settles: a question that an ended process had taken. */
  readonly after?: Promise<void>;
  /** A hand can ask it again under the same keys, as by a button: when it got no piece of an answer, it may. */
  readonly canAskAgain?: boolean;
  /** Only the asker sees the answer: it may lean on their private turns, and no answer that others see leans on it. */
  readonly isPrivate: boolean;
  /** A button, a starter or a command: it says by itself what it asks, whatever came before. */
  readonly standsAlone?: boolean;
  /** Said in a thread that is with the coach, without calling it: thanks and asides need no word there. */
  readonly isOverheard?: boolean;
  /**
   * Where every message begins a conversation of its own, as in Slack's direct messages: what the ids of the place's conversations begin with. A
   * message goes on from what its member said there in the last half hour.
   */
  readonly place?: string;
  /** What this community set in place of the configured quotas. */
  readonly quotas?: { readonly memberPerHour?: number | undefined; readonly channelPerHour?: number | undefined } | undefined;
};

/**
 * How an adapter shows what becomes of a question. When `begin` or `onEvent` rejects, it is logged and the answer goes on; when `show`
 * does, the member is told of a failure. It never stops other conversations.
 */
export interface Reply {
  /** The question's turn has come: show that work is under way. The coach is at work meanwhile; nothing else is called before it settles. */
  begin?(): Promise<void>;
  /** Verified pieces while the answer is written; the whole answer comes by `show` alone. */
  onEvent?(event: AnswerEvent): Promise<void>;
  /** The whole answer, once. */
  show(answer: Answer, answerId: string): Promise<void>;
  /** What is for the asker's eyes alone, where others read; what a place cannot show so is not shown. Absent where only the asker reads. */
  showAlone?(answer: Answer): Promise<void>;
  /** Nothing will be said: what showed that work was under way ends. */
  rest?(): Promise<void>;
  /** One kind sentence to the asker alone: a full quota, a question that cannot be read, an apology. */
  tell(sentence: string): Promise<void>;
}

/** `silent` where nothing was asked and nothing need be said; `stopped` as a member asked, who was told nothing; `restarting` when the process ended first, which they were told. */
export type IncomingResult =
  | 'answered'
  | 'silent'
  | 'duplicate'
  | 'over_quota'
  | 'unreadable'
  | 'stopped'
  | 'restarting'
  | 'failed';

/** What became of a question, for counting; without its words. */
export type Settled = {
  readonly community: string;
  readonly result: IncomingResult;
  /** Undefined when there was no answer. */
  readonly answer: Pick<Answer, 'outcome' | 'writer'> | undefined;
  /** From arrival to the end. */
  readonly ms: number;
};

/** The shared inbound path: de-duplicate, one at a time per conversation, quota, answer, remember, log, apologise. */
export interface AnswerIncoming {
  /** Never rejects: what goes wrong is logged, and the member is told. */
  handle(incoming: Incoming, reply: Reply): Promise<IncomingResult>;
  /** Stops the answer under way in a conversation, as a member asked; false when there is none. */
  stop(community: string, conversation: string): boolean;
  /** Takes no new questions and waits for those in flight; what is not done within the deadline is stopped. */
  drain(deadlineMs: number): Promise<void>;
  /** Calls `listener` with what became of every question of every adapter. */
  onSettled(listener: (settled: Settled) => void): void;
}
