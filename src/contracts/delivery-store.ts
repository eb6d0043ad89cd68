/** A message that a process took, by what names it. */
type Taken = { readonly community: string; readonly keys: readonly string[] };

/** One whose process ended before its answer was sent. */
export type Unanswered = Taken & {
  /** It was just being sent: whether it came through only the platform can tell. */
  readonly wasSending: boolean;
};

/** The marks that the inbound path sets. */
export type DeliveryMarks = Omit<DeliveryStore, 'unanswered' | 'taken'>;

/** Remembers which messages were taken, so that each is answered once, over redeliveries and restarts. */
export interface DeliveryStore {
  /**
   * Takes a message by all the keys that name it (an event id; team, channel and timestamp). `fresh` for exactly one caller; `taken` when
   * any of the keys was taken before and its answer was sent, or is being written or sent by a process that still runs; `resumed` when
   * an earlier process took it and ended before it began to send.
   *
   * @param isUnanswered the platform shows no answer to it: one that an ended process was just sending did not come through
   */
  take(community: string, keys: readonly string[], isUnanswered?: boolean): Promise<'fresh' | 'taken' | 'resumed'>;
  /** Says that the answer is about to be sent: if the process ends at once, it is not sent again unless the platform shows none. */
  sending(community: string, keys: readonly string[]): Promise<void>;
  /** Says that it was sent, or that there will be none: nothing is sent again, whatever the platform shows. */
  done(community: string, keys: readonly string[]): Promise<void>;
  /** Gives the message back: nothing was sent, and a redelivery may try again. */
  release(community: string, keys: readonly string[]): Promise<void>;
  /** Messages taken since then in communities whose name begins so, and not done with by processes that have ended; oldest first. */
  unanswered(prefix: string, since: Date): Promise<readonly Unanswered[]>;
  /** All messages taken since then in communities whose name begins so; oldest first. */
  taken(prefix: string, since: Date): Promise<readonly Taken[]>;
}
