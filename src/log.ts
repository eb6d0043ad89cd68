import { type Logger, pino } from 'pino';
import type { Config } from './config.js';

type Line = { level: number; time: number; msg?: string; err?: { message?: string; stack?: string } };

const levelName = (level: number): string => pino.levels.labels[level] ?? String(level);

/** `14:03:22 error  the message (why)`, and the stack where the log is read for faults. */
const prettyLine = (json: string, withStack: boolean): string => {
  const { level, time, msg = '', err }: Line = JSON.parse(json);
  const why = err?.message && err.message !== msg ? ` (${err.message})` : '';
  const stack = withStack && err?.stack ? `\n${err.stack}` : '';
  return `${new Date(time).toTimeString().slice(0, 8)} ${levelName(level).padEnd(5)}  ${msg}${why}${stack}\n`;
};

/**
 * The log: faults for the operator, never a member's question. JSON lines for a collector, or a line a person can read.
 *
 * @param write where lines go; a terminal's answers are on stdout, so its log is on stderr
 */
export const createLog = (config: Pick<Config, 'logLevel' | 'logFormat'>, write: (line: string) => void): Logger =>
  pino(
    { level: config.logLevel, base: null },
    { write: line => write(config.logFormat === 'json' ? line : prettyLine(line, config.logLevel === 'debug')) },
  );
