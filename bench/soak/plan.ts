export type SoakPlan = {
  readonly forMs: number;
  /** Between two questions, whichever place they are asked in. */
  readonly everyMs: number;
  /** When each fault happens, as shares of the time. */
  readonly kills: readonly number[];
  readonly disconnects: readonly number[];
  readonly indexChanges: readonly number[];
  /** Of the calls that write to a platform. */
  readonly rateLimited: number;
  /** Nothing is asked at the end, before memory is measured: an index that was replaced is closed half a minute later. */
  readonly restMs: number;
};
