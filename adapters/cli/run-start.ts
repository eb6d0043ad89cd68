import { cleanText } from '../../src/text/clean-text.js';
import { type CliContext, printLine } from './context.js';
import type { Environment } from './look.js';
import { hasDesktop, openBrowser } from './open-browser.js';
import { loadConfig } from './open-session.js';
import { showProgress } from './show-progress.js';

const parentCheckMs = 250;

/** Settles when npm, which began this process, has ended: its shell may keep a SIGTERM to itself, and who is left then answers for ever. */
const npmEnded = (env: Environment): Promise<void> =>
  new Promise(resolve => {
    const parent = process.ppid;
    if (env.npm_lifecycle_event === undefined) return;
    const timer = setInterval(() => {
      if (process.ppid === parent) return;
      clearInterval(timer);
      resolve();
    }, parentCheckMs);
    timer.unref();
  });

/** Settles when the process is asked to end: Ctrl-C, or SIGTERM from systemd, Docker and the like. */
const askedToEnd = (signal: AbortSignal, env: Environment): Promise<void> =>
  new Promise(resolve => {
    signal.addEventListener('abort', () => resolve(), { once: true });
    process.once('SIGTERM', () => resolve());
    void npmEnded(env).then(resolve);
    if (signal.aborted) resolve();
  });

/** `start`: the page, and Slack and Discord where their tokens are set, until the process is asked to end. Opens the page on a desktop. */
export const runStart = async (context: CliContext, { open }: { readonly open: boolean }): Promise<void> => {
  const { stdout, stderr, signal, env } = context;
  const ending = askedToEnd(signal, env);
  const config = await loadConfig(context);
  const [{ createLog }, { startAll }] = await Promise.all([import('../../src/log.js'), import('../start.js')]);
  const log = createLog(config, line => void stderr.write(config.logFormat === 'json' ? line : cleanText(line)));
  for (const note of context.notes) log.warn(note);
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
