import { resolve } from 'node:path';
import { compilePack } from '../../src/knowledge/compile-pack.js';
import { formatProblem } from '../../src/knowledge/pack-problem.js';
import { openPack } from '../../src/open-pack.js';
import { cleanLine } from '../../src/text/clean-text.js';
import { type CliContext, printLine } from './context.js';
import { shortPath } from './describe-index.js';
import { exitCodes } from './exit-codes.js';
import { loadConfig } from './open-session.js';

const counted = (count: number, thing: string): string => `${count} ${thing}${count === 1 ? '' : 's'}`;

/** `check-pack`: every mistake of a pack as `file:line: reason`, or what the pack holds. Gives the exit code. */
export const runCheckPack = async (context: CliContext, given: string | undefined): Promise<number> => {
  // A folder that was typed is taken from where it was typed; the configured one needs no settings to be right but its own.
  const config = await loadConfig(context);
  const folder = given === undefined ? config.packDir : resolve(given);
  const { files, unread } = await openPack({ ...config, packDir: folder });
  const { pack, judgments, problems: mistakes, poison, warnings } = compilePack(files);
  const problems = [...mistakes, ...poison];
  const { stdout } = context;
  const place = shortPath(process.cwd(), folder);
  for (const { name, reason } of unread) printLine(stdout, cleanLine(`not read: ${name}, since ${reason}`));
  for (const warning of warnings) printLine(stdout, cleanLine(`look at ${formatProblem(warning)}`));
  for (const problem of problems) printLine(stdout, cleanLine(formatProblem(problem)));
  if (problems.length > 0) {
    const files = new Set(problems.map(problem => problem.file)).size;
    printLine(stdout, `${counted(problems.length, 'problem')} in ${counted(files, 'file')} of ${place}.`);
    return exitCodes.failure;
  }
  if (!pack) return exitCodes.failure;
  const proposed = judgments.filter(judgment => judgment.proposed).length;
  const { roles, credentials, figures, moves, conflicts } = pack.careerMap;
  printLine(stdout, `${place} is sound: ${counted(pack.guides.length, 'guide')}, ${counted(pack.passages.length, 'passage')},`);
  printLine(
    stdout,
    `${counted(roles.length, 'role')}, ${counted(credentials.length, 'credential')}, ${counted(figures.length, 'figure')}, ${counted(moves.length, 'move')}, ${counted(conflicts.length, 'disagreement')}, ${counted(judgments.length, 'judged message')}${proposed > 0 ? ` (${proposed} proposed by a model and read by nobody)` : ''}.`,
  );
  return exitCodes.done;
};
