type Run = {
  readonly at: Date;
  /** When a clock first said that `at` is long ago; undefined while none does. */
  readonly doubtedAt: Date | undefined;
};

/** When a process of ours last ran, so that a clock that jumped is seen, over restarts too. */
export interface LastRun {
  /** Undefined when none ever did. */
  read(): Promise<Run | undefined>;
  write(run: Run): Promise<void>;
}
