import { typingEveryMs } from './limits.js';

/** Shows that it is typing until it is stopped. A typing notice that fails is not worth a line in the log. */
export const startTyping = (channel: { sendTyping(): Promise<unknown> }): (() => void) => {
  const type = (): void => void channel.sendTyping().catch(() => undefined);
  type();
  const timer = setInterval(type, typingEveryMs);
  timer.unref();
  return () => clearInterval(timer);
};
