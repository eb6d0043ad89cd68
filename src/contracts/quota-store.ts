/** Whose questions are counted: a member's, a channel's (`member` is empty then), or how often one of them was told that it is enough. */
export type QuotaKey = {
  readonly community: string;
  /** Empty for a channel's count. */
  readonly member: string;
  /** Empty for a member's count across channels. */
  readonly channel: string;
  readonly told: boolean;
};

export type Counted = {
  /** From 1, this one included. */
  readonly count: number;
  /** Until the count begins anew. */
  readonly msLeft: number;
};

/** Counts within a while that begins with the first. */
export interface QuotaStore {
  count(key: QuotaKey, windowMs: number): Promise<Counted>;
  /** What addresses are named by: random, and another every day (UTC). */
  saltOfDay(): Promise<Uint8Array>;
}
