import { cleanText } from '../../src/text/clean-text.js';
import { type CliContext, printLine } from './context.js';
import { hasDesktop, openBrowser } from './open-browser.js';
import { loadConfig } from './open-session.js';
import { showProgress } from './show-progress.js';

/** Settles when the process is asked to end: Ctrl-C, or SIGTERM from systemd, Docker and the like. */
const askedToEnd = (signal: AbortSignal): Promise<void> =>
  new Promise(resolve => {
    signal.addEventListener('abort', () => resolve(), { once: true });
    process.once('SIGTERM', () => resolve());
    if (signal.aborted) resolve();
  });

/** `start`: the page, and Slack and Discord where their tokens are set, until the process is asked to end. Opens the page on a desktop. */
export const runStart = async (context: CliContext, { open }: { readonly open: boolean }): Promise<void> => {
  const { stdout, stderr, signal, env } = context;
  const ending = askedToEnd(signal);
  const config = await loadConfig(context);
  const [{ createLog }, { startAll }] = await Promise.all([import('../../src/log.js'), import('../start.js')]);
  const log = createLog(config, line => void stderr.write(config.logFormat === 'json' ? line : cleanText(line)));
  const progress = showProgress(context);
  // A bar keeps to its line: it is drawn once the lines that follow its first words are there.
  let isAnnounced = false;
  const started = await startAll({
    config,
    log,
    onBuild: progress.begin,
    onProgress: step => {
      if (isAnnounced) progress.step(step);
    },
  });
  printLine(stdout, ['NextRung is running:', ...started.running.map(line => `  ${cleanText(line)}`)].join('\n'));
  if (started.failed.length > 0) printLine(stdout, `Not running: ${started.failed.join(', ')}; the log says why.`);
  printLine(stdout, 'Ctrl-C stops it.');
  isAnnounced = true;
  if (open && started.address && hasDesktop(env, Boolean(stdout.isTTY))) openBrowser(started.address);
  let failure: unknown;
  await Promise.race([
    ending,
    started.ready.then(
      async () => {
        await progress.end();
        return ending;
      },
      error => {
        failure = error;
      },
    ),
  ]);
  // A bar that is left drawing would keep the process alive.
  await progress.end();
  // Stopping ends a build that is under way, which is no failure of its own.
  const whyEnded = failure;
  if (whyEnded === undefined) printLine(stdout, 'Stopping: answers under way are finished first.');
  await started.stop();
  if (whyEnded !== undefined) throw whyEnded;
};
