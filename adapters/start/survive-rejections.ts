import type { Logger } from 'pino';

/**
 * Logs promises that nobody awaits and that fail, in place of ending the process. The platforms' clients make such: discord.js where it
 * cannot read an event, Slack's socket where it is closed while it reconnects. One platform's fault must not end the others. Gives the
 * way to undo it.
 */
export const surviveRejections = (log: Logger): (() => void) => {
  const survive = (reason: unknown): void =>
    log.error({ err: reason }, 'something failed that nobody waited for; the rest goes on');
  process.on('unhandledRejection', survive);
  return () => process.off('unhandledRejection', survive);
};
