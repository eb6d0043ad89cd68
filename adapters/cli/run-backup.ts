import { resolve } from 'node:path';
import { type CliContext, printLine } from './context.js';
import { shortPath } from './describe-index.js';
import { loadConfig } from './open-session.js';

/** What `npm run` was called from, where it was: a file is meant from there. */
const fileOf = (context: CliContext, file: string): string => resolve(context.env.INIT_CWD ?? process.cwd(), file);

/** `backup`: what is kept of communities as one file, while NextRung may run. */
export const runBackup = async (context: CliContext, file: string): Promise<void> => {
  const config = await loadConfig(context);
  const { backupStores } = await import('../../src/create-stores.js');
  const to = fileOf(context, file);
  const { answers, conversations } = await backupStores(config, to);
  printLine(context.stdout, `Saved in ${shortPath(process.cwd(), to)}: conversations ${conversations}, answers ${answers}.`);
};

/** `restore`: the other way round, checked first; what was there is kept beside it. */
export const runRestore = async (context: CliContext, file: string): Promise<void> => {
  const config = await loadConfig(context);
  const { restoreStores } = await import('../../src/create-stores.js');
  const { path, answers, conversations, before } = await restoreStores(config, fileOf(context, file));
  const short = (name: string): string => shortPath(process.cwd(), name);
  printLine(context.stdout, `Restored to ${short(path)}: conversations ${conversations}, answers ${answers}.`);
  if (before)
    printLine(
      context.stdout,
      `What was there before is in ${short(before)}, not sealed, for ${config.retentionDays} days; delete it when all is well.`,
    );
  printLine(context.stdout, 'Members who asked to be forgotten since that backup are in it again, and have to ask once more.');
};
