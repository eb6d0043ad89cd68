import { LRUCache } from 'lru-cache';
import { type Logger, pino } from 'pino';
import type { Config } from './config.js';

type Line = { level: number; time: number; msg?: string; err?: { message?: string; stack?: string } };

/** From this level on a line that repeats is one trouble. */
const troubleLevel = pino.levels.values.warn ?? 40;
const usualTogetherMs = 10_000;
const mostKinds = 200;

const levelName = (level: number): string => pino.levels.labels[level] ?? String(level);

/** `14:03:22 error  the message (why)`, and the stack where the log is read for faults. */
const prettyLine = (json: string, withStack: boolean): string => {
  const { level, time, msg = '', err }: Line = JSON.parse(json);
  const why = err?.message && err.message !== msg ? ` (${err.message})` : '';
  const stack = withStack && err?.stack ? `\n${err.stack}` : '';
  return `${new Date(time).toTimeString().slice(0, 8)} ${levelName(level).padEnd(5)}  ${msg}${why}${stack}\n`;
};

/** Passes on the first of several lines that tell of the same trouble within a while, then how many more there were. */
const oncePerTrouble = (write: (json: string) => void, togetherMs: number): ((json: string) => void) => {
  const more = new LRUCache<string, { count: number }>({ max: mostKinds });
  return json => {
    const line: Line = JSON.parse(json);
    if (line.level < troubleLevel) return write(json);
    const kind = `${line.level} ${line.msg} ${line.err?.message ?? ''}`;
    const told = more.get(kind);
    if (told) {
      told.count += 1;
      return;
    }
    const counted = { count: 0 };
    more.set(kind, counted);
    setTimeout(() => {
      more.delete(kind);
      if (counted.count === 0) return;
      const msg = `${line.msg} (${counted.count} more of these within ${Math.round(togetherMs / 1000)} s)`;
      write(`${JSON.stringify({ ...line, time: Date.now(), msg })}\n`);
    }, togetherMs).unref();
    write(json);
  };
};

/**
 * The log: faults for the operator, never a member's question. JSON lines for a collector, or a line a person can read. A trouble that
 * repeats is one line, and one more with how often.
 *
 * @param write where lines go; a terminal's answers are on stdout, so its log is on stderr
 */
export const createLog = (
  config: Pick<Config, 'logLevel' | 'logFormat'>,
  write: (line: string) => void,
  { togetherMs = usualTogetherMs }: { readonly togetherMs?: number } = {},
): Logger => {
  const show = (json: string): void => write(config.logFormat === 'json' ? json : prettyLine(json, config.logLevel === 'debug'));
  return pino({ level: config.logLevel, base: null }, { write: oncePerTrouble(show, togetherMs) });
};
