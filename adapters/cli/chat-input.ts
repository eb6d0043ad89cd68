import { createInterface } from 'node:readline';

/** Where the lines of a conversation come from. */
export type ChatInput = {
  /** Lines in order, until the input ends or is closed. Asking for the next one says that the last one is dealt with. */
  lines(): AsyncIterable<string>;
  /** Told when the person wants the answer in progress stopped. */
  onCancel(listener: () => void): void;
  close(): void;
};

/** Lines from a pipe or a file: no prompt, no editing, no history. */
export const pipedInput = (stdin: NodeJS.ReadStream): ChatInput => {
  const lines = createInterface({ input: stdin, crlfDelay: Number.POSITIVE_INFINITY });
  // Taken at once: lines that arrive before somebody listens are lost.
  const iterator = lines[Symbol.asyncIterator]();
  return {
    lines: () => iterator,
    onCancel: () => undefined,
    close: () => lines.close(),
  };
};
