/** When a process of ours last ran, so that a clock that jumped is seen. */
export interface LastRun {
  /** Undefined when none ever did. */
  read(): Promise<Date | undefined>;
  write(date: Date): Promise<void>;
}
