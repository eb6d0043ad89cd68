import type { Logger } from 'pino';
import type { Config } from '../../src/config.js';
import type { OpenedCoach } from '../../src/create-coach.js';
import { NextRungError } from '../../src/domain/errors.js';
import { cleanText } from '../../src/text/clean-text.js';
import type { CliContext } from './context.js';
import { showProgress } from './show-progress.js';

/** A coach opened for a command, with the log of that command. */
export type Session = OpenedCoach & { readonly config: Config; readonly log: () => Promise<Logger> };

type Settings = Pick<CliContext, 'env' | 'root' | 'mistakes' | 'whereOf'>;

/** The one place where commands turn the environment into a configuration; from then on its proxies are gone by. */
export const loadConfig = async ({ env, root, mistakes, whereOf }: Settings): Promise<Config> => {
  if (mistakes.length > 0)
    throw new NextRungError('config_invalid', `The settings cannot be read. ${mistakes.join('. ')}. See .env.example.`);
  const { readConfig } = await import('../../src/config.js');
  const config = readConfig(env, root, whereOf);
  if (config.proxy) (await import('../../src/go-by-proxy.js')).goByProxy(config.proxy);
  return config;
};

/** A log on stderr that is loaded when there is a first line for it. */
const lazyLog = (stderr: NodeJS.WriteStream, config: Promise<Config>): (() => Promise<Logger>) => {
  let log: Promise<Logger> | undefined;
  return () => {
    log ??= Promise.all([config, import('../../src/log.js')]).then(([settings, { createLog }]) =>
      createLog(settings, line => void stderr.write(cleanText(line))),
    );
    return log;
  };
};

/**
 * Opens the coach: builds the index when it must, and shows how far it is. Close the session to end the model's thread.
 *
 * @param first what must succeed before the index is looked at (a question that can be read, say); the model loads meanwhile
 */
export const openSession = async (
  context: CliContext,
  first: () => Promise<unknown> = async () => undefined,
): Promise<Session> => {
  const openCoach = context.openCoach ?? (await import('../../src/create-coach.js')).openCoach;
  const loading = first().then(() => loadConfig(context));
  const log = lazyLog(context.stderr, loading);
  const progress = showProgress(context);
  try {
    const opened = await openCoach(loading, {
      onBuild: progress.begin,
      onProgress: progress.step,
      onDropped: lines => void log().then(logger => logger.info({ lines: lines.length }, 'lines of the model were left out')),
      onTrouble: trouble => void log().then(logger => logger.warn({ code: trouble.code }, trouble.message)),
      signal: context.signal,
    });
    return { ...opened, config: await loading, log };
  } finally {
    await progress.end();
  }
};
