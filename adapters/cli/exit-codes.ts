/**
 * What the process says to a script when it ends. "The guides don't say" is an answer like any other, so it ends with 0.
 */
export const exitCodes = {
  /** The work is done. */
  done: 0,
  /** It could not be done: the pack has mistakes, the model cannot run, the index is another program's. */
  failure: 1,
  /** What was given cannot be used: a question that is empty, too long or not text, an unknown option, a file that cannot be read. */
  badInput: 2,
  /** Stopped by Ctrl-C, as shells count it: 128 and the signal's number. */
  interrupted: 130,
} as const;

export const exitCodesHelp = `
Exit codes:
  0    done, also when the guides don't say
  1    failed; the message says why and what to do
  2    the question, file or option cannot be used
  130  stopped with Ctrl-C`;
