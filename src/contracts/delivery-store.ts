/** A message that a process took, by what names it. */
export type Taken = { readonly community: string; readonly keys: readonly string[] };

/** One whose process ended before it began to send the answer. */
export type Unanswered = Taken;

/** The marks that the inbound path sets. */
export type DeliveryMarks = Omit<DeliveryStore, 'unanswered' | 'taken'>;

/** Remembers which messages were taken, so that each is answered once, over redeliveries and restarts. */
export interface DeliveryStore {
  /**
   * Takes a message by all the keys that name it (an event id; team, channel and timestamp). `fresh` for exactly one caller; `taken` when
   * any of the keys was taken before and its answer was sent, or is being written or sent by a process that still runs; `resumed` when
   * an earlier process took it and ended before it began to send.
   */
  take(community: string, keys: readonly string[]): Promise<'fresh' | 'taken' | 'resumed'>;
  /** Says that the answer is about to be sent: from here on it is never sent again, even if the process ends at once. */
  sending(community: string, keys: readonly string[]): Promise<void>;
  /** Gives the message back: nothing was sent, and a redelivery may try again. */
  release(community: string, keys: readonly string[]): Promise<void>;
  /** Messages taken since then in communities whose name begins so, and left unanswered by processes that have ended; oldest first. */
  unanswered(prefix: string, since: Date): Promise<readonly Unanswered[]>;
  /** All messages taken since then in communities whose name begins so; oldest first. */
  taken(prefix: string, since: Date): Promise<readonly Taken[]>;
}
