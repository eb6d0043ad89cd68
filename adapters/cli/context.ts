import type { ReadEnvironment } from './read-environment.js';

/** What every command is given: where NextRung stands, the environment with `.env` in it, the streams, and word of Ctrl-C. */
export type CliContext = ReadEnvironment & {
  /** The folder of package.json: `.env` and relative folders are found from here, wherever the command is called from. */
  readonly root: string;
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
  /** Aborts at Ctrl-C; a second one ends the process. */
  readonly signal: AbortSignal;
  /** How a coach is opened, where one is open already. */
  readonly openCoach?: typeof import('../../src/create-coach.js').openCoach;
};

export const printLine = (stream: NodeJS.WriteStream, line = ''): void => void stream.write(`${line}\n`);
