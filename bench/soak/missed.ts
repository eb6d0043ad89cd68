import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { Missed } from './traffic.js';

/** Something that went wrong on purpose, in milliseconds since 1970. */
export type Fault = { readonly name: string; readonly from: number; readonly to: number };

type About = { readonly began: number; readonly dataDir: string; readonly faults: readonly Fault[]; readonly log: string };
type Line = { readonly level: number; readonly time: number; readonly msg?: string };

const warning = 40;
/** Around the moment at which a question was asked. */
const nearMs = 10_000;

const linesOf = (log: string): Line[] =>
  log
    .split('\n')
    .filter(line => line.startsWith('{'))
    .map(line => JSON.parse(line));

/** The lines of a log that are warnings or worse. */
export const warningsOf = (log: string): string =>
  linesOf(log)
    .filter(({ level }) => level >= warning)
    .map(line => JSON.stringify(line))
    .join('\n');

/** How far the product had come with a message. */
const stepOf = (database: Database.Database, key: string | undefined): string => {
  if (key === undefined) return 'how far it came is not known';
  const row = database
    .prepare<[string], { sending: number; at: number }>(
      'SELECT sending, taken_at AS at FROM delivery JOIN delivery_key ON delivery = id WHERE key = ?',
    )
    .get(key);
  return row ? (['taken', 'was being sent', 'done with'][row.sending] ?? 'unknown') : 'never taken';
};

/** Says of questions that were not answered when they were asked, how far they came, what went wrong then, and what the log said. */
export const describeMissed = (missed: readonly Missed[], { began, dataDir, faults, log }: About): string[] => {
  if (missed.length === 0) return [];
  const second = (at: number): string => ((at - began) / 1000).toFixed(1);
  const lines = linesOf(log).filter(({ level }) => level >= warning);
  const database = new Database(join(dataDir, 'community.sqlite'), { readonly: true });
  try {
    return missed.map(({ place, at, key, question, isGivenUp }) => {
      const near = faults.filter(({ from, to }) => from - nearMs < at && at < to + nearMs);
      const during = near.map(({ name, from, to }) => `${name} ${second(from)} to ${second(to)} s`);
      const said = lines.filter(({ time }) => Math.abs(time - at) < nearMs).map(({ msg }) => msg);
      return [
        `${place}, ${second(at)} s, "${question}": ${stepOf(database, key)}${isGivenUp ? ', and its platform gave it up' : ''}`,
        `faults: ${during.join(', ') || 'none near'}`,
        `log: ${[...new Set(said)].join(' / ') || 'nothing'}`,
      ].join('; ');
    });
  } finally {
    database.close();
  }
};
