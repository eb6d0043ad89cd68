import { Command, Option } from 'commander';
import { cleanLine } from '../../src/text/clean-text.js';
import type { CliContext } from './context.js';
import { exitCodes, exitCodesHelp } from './exit-codes.js';
import { readEnvironment } from './read-environment.js';
import { reportError } from './report-error.js';
import type { Asked } from './run-ask.js';

/*
 * The commands. Each loads its own code when it is called, so that `ask` does not wait for what only `doctor` needs; exit codes are in
 * exit-codes.ts and in --help.
 */

const json = (): Option => new Option('--json', 'print one JSON object');

type Streams = Pick<CliContext, 'stdout' | 'stderr'>;

const createProgram = (
  version: string,
  { stdout, stderr }: Streams,
  context: () => CliContext,
  finish: (exitCode: number) => void,
): Command => {
  const program = new Command('nextrung')
    .configureOutput({ writeOut: text => void stdout.write(text), writeErr: text => void stderr.write(text) })
    .description('A career coach that answers from source guides, with citations.')
    .version(version)
    .helpCommand(false)
    .showSuggestionAfterError()
    .showHelpAfterError('Run `nextrung --help` for the commands.')
    .addHelpText('after', exitCodesHelp)
    .exitOverride();
  const command = (form: string, description: string): Command => program.command(form).description(description);
  const ask = async (
    makeQuestion: (words: typeof import('../career-questions.js')) => Exclude<Asked, string>,
    options: { json?: boolean },
  ) => {
    const [{ askOnce }, words] = [await import('./run-ask.js'), await import('../career-questions.js')];
    await askOnce(context(), makeQuestion(words), options);
  };

  program.argument('[words...]').action(async (words: string[]) => {
    const [word] = words;
    if (word !== undefined) {
      const { closest, distance } = await import('fastest-levenshtein');
      const near = closest(
        word,
        program.commands.map(each => each.name()),
      );
      const guess = distance(word, near) <= 2 ? ` Did you mean ${near}?` : '';
      program.error(`error: there is no command “${cleanLine(word)}”.${guess} To ask a question: nextrung ask "..."`);
    }
    await (await import('./run-chat.js')).runChat(context());
  });
  command('start', 'run the page, and Slack and Discord where their tokens are set')
    .option('--no-open', 'do not open the page in the browser')
    .action(async (options: { open: boolean }) => (await import('./run-start.js')).runStart(context(), options));
  command('chat', 'have a conversation (also without any command)').action(async () =>
    (await import('./run-chat.js')).runChat(context()),
  );
  command('ask', 'answer one question, from the arguments or from a pipe')
    .argument('[question...]')
    .addOption(json())
    .option('--batch <file>', 'answer a file of {"id", "question", "history"?} lines, one JSON object a line')
    .action(async (words: string[], options) => (await import('./run-ask.js')).runAsk(context(), words, options));
  command('pay', 'what a role, level, country or number of years pays')
    .argument('[what...]')
    .addOption(json())
    .action((what: string[], options) => ask(words => pack => words.payQuestion(what.join(' '), pack), options));
  command('path', 'the way from one role to another: path ROLE to ROLE')
    .argument('<words...>', 'FROM to TO')
    .addOption(json())
    .action((path: string[], options) => ask(words => pack => words.pathQuestion(path, pack), options));
  command('compare', 'two or three credentials or roles side by side: compare ONE OTHER')
    .argument('<things...>')
    .addOption(json())
    .action((things: string[], options) => ask(words => pack => words.compareQuestion(things, pack), options));
  command('import', 'make a knowledge pack of documents: Markdown, text, HTML, Word, PDF')
    .argument('<paths...>', 'files and folders')
    .option('--to <folder>', 'where the pack is written; knowledge/ and the folder’s name when not given')
    .option(
      '--judge',
      'let the chat model write messages for every section and propose which sentences help; says first what that sends and costs',
    )
    .option('--yes', 'with --judge: begin without being asked')
    .action(async (paths: string[], options) =>
      finish(await (await import('./run-import.js')).runImport(context(), paths, options)),
    );
  command('judge', 'show the sentences nearest to a message and keep which of them help')
    .argument('<message...>')
    .option('--marks <numbers>', 'numbers of those that help, best first; 0 for none; asked when not given')
    .action(async (message: string[], options) => (await import('./run-judge.js')).runJudge(context(), message, options));
  command('index', 'build the search index when the guides changed')
    .option('--force', 'build it even when nothing changed')
    .action(async options => (await import('./run-index.js')).runIndex(context(), options));
  command('doctor', 'what is configured, what is missing, and the next step')
    .addOption(json())
    .action(async options => finish(await (await import('./run-doctor.js')).runDoctor(context(), options)));
  command('backup', 'save what is kept of communities as one file; NextRung may run meanwhile')
    .argument('<file>')
    .action(async (file: string) => (await import('./run-backup.js')).runBackup(context(), file));
  command('restore', 'put back what backup saved; NextRung may run meanwhile')
    .argument('<file>')
    .action(async (file: string) => (await import('./run-backup.js')).runRestore(context(), file));
  command('check-pack', 'check a knowledge pack: every mistake with its file and line')
    .argument('[folder]', 'the configured pack when not given')
    .action(async (folder: string | undefined) =>
      finish(await (await import('./run-check-pack.js')).runCheckPack(context(), folder)),
    );
  return program;
};

/** Ctrl-C asks the command to stop; pressed again, the process ends as it is. */
const listenForInterrupt = (): AbortSignal => {
  const controller = new AbortController();
  process.on('SIGINT', () => {
    if (controller.signal.aborted) process.exit(exitCodes.interrupted);
    controller.abort();
  });
  return controller.signal;
};

/** `| head -1` closes the pipe while we write: there is nobody left to tell, so the process ends quietly. */
const leaveQuietlyOnBrokenPipe = (): void => {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EPIPE') process.exit(exitCodes.done);
      throw error;
    });
  }
};

/** Runs a command and gives its exit code; what went wrong is said on its standard error. */
export const runCommand = async (
  argv: readonly string[],
  version: string,
  streams: Streams,
  context: () => CliContext,
): Promise<number> => {
  let code: number = exitCodes.done;
  try {
    await createProgram(version, streams, context, exitCode => {
      code = exitCode;
    }).parseAsync(argv);
  } catch (error) {
    const { text, exitCode } = reportError(error, { verbose: process.env.LOG_LEVEL === 'debug' });
    if (text) streams.stderr.write(`nextrung: ${text}\n`);
    return exitCode;
  }
  return code;
};

/**
 * Runs a command and sets the exit code of the process.
 *
 * @param root the folder of package.json
 */
export const main = async (argv: readonly string[], root: string, version: string): Promise<void> => {
  leaveQuietlyOnBrokenPipe();
  const signal = listenForInterrupt();
  const context = (): CliContext => {
    return {
      root,
      ...readEnvironment(root, process.env),
      stdin: process.stdin,
      stdout: process.stdout,
      stderr: process.stderr,
      signal,
    };
  };
  const code = await runCommand(argv, version, process, context);
  process.exitCode = signal.aborted ? exitCodes.interrupted : code;
};
