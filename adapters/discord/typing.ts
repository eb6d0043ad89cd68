import { typingEveryMs } from './limits.js';

/** However long an answer takes, a member does not believe in it any more. */
const longestMs = 5 * 60_000;

/** Shows that it is typing until it is stopped. A typing notice that fails is not worth a line in the log. */
export const startTyping = (channel: { sendTyping(): Promise<unknown> }): (() => void) => {
  const type = (): void => void channel.sendTyping().catch(() => undefined);
  type();
  const timer = setInterval(type, typingEveryMs);
  const end = setTimeout(() => clearInterval(timer), longestMs);
  timer.unref();
  end.unref();
  return () => {
    clearInterval(timer);
    clearTimeout(end);
  };
};
