import { Readable, Writable } from 'node:stream';
import type { CliContext } from '../../adapters/cli/context.js';
import { runCommand } from '../../adapters/cli/main.js';
import { readEnvironment } from '../../adapters/cli/read-environment.js';
import type { Ended } from './run-nextrung.js';
import { sharedCoach } from './shared-coach.js';

const keeping = (): { stream: NodeJS.WriteStream; text(): string } => {
  const chunks: Buffer[] = [];
  const stream = new Writable({
    write(chunk, _encoding, done) {
      chunks.push(Buffer.from(chunk));
      done();
    },
  });
  return { stream: stream as NodeJS.WriteStream, text: () => Buffer.concat(chunks).toString() };
};

type OpenCoach = NonNullable<CliContext['openCoach']>;
type Options = {
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string | Buffer;
  readonly openCoach?: OpenCoach;
  /** Whose `.env` is read; none otherwise. */
  readonly folder?: string;
};

/** The coach that is open here; a configuration that is wrong is still told. */
export const openShared: OpenCoach = async config => {
  await config;
  return { ...(await sharedCoach()), close: async () => undefined };
};

/**
 * Runs a command with no terminal, in this process and over its open coach. What only a process shows (its streams, signals, the way it
 * starts) is for `nextrung`, which takes two seconds to begin.
 */
export const nextrungHere = async (
  args: readonly string[],
  { env = {}, input = '', openCoach = openShared, folder }: Options = {},
): Promise<Ended> => {
  const [stdout, stderr] = [keeping(), keeping()];
  const settings = { DATA_DIR: process.env.DATA_DIR, ...env };
  const context: CliContext = {
    root: process.cwd(),
    ...(folder
      ? readEnvironment(folder, settings)
      : { env: settings, envFile: false, mistakes: [], notes: [], whereOf: () => undefined }),
    stdin: Readable.from(input.length > 0 ? [Buffer.from(input)] : []) as NodeJS.ReadStream,
    stdout: stdout.stream,
    stderr: stderr.stream,
    signal: new AbortController().signal,
    openCoach,
  };
  const code = await runCommand(
    ['node', 'nextrung', ...args],
    '0.0.0',
    { stdout: stdout.stream, stderr: stderr.stream },
    () => context,
  );
  return { code, stdout: stdout.text(), stderr: stderr.text() };
};
