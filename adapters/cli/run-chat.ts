import { join } from 'node:path';
import { pipedInput } from './chat-input.js';
import { greeting, nothingPiped } from './chat-texts.js';
import { type CliContext, printLine } from './context.js';
import { converse } from './converse.js';
import { lookOf } from './look.js';
import { loadConfig, openSession } from './open-session.js';
import { openTerminalInput } from './terminal-input.js';
import { withSpinner } from './with-spinner.js';
import { wrapText } from './wrap-text.js';

/** `chat`: a conversation with a person at a terminal, or with the lines of a pipe. */
export const runChat = async (context: CliContext): Promise<void> => {
  const { stdin, stdout, stderr, env, signal } = context;
  const talking = Boolean(stdin.isTTY && stdout.isTTY);
  const look = () => lookOf(stdout, env);
  if (talking) {
    const [hello, ...rest] = greeting.map(line => wrapText(line, look().width));
    printLine(stdout, [look().colours.bold(hello ?? ''), ...rest].join('\n'));
  }
  const config = await loadConfig(context);
  // The line editor has the keyboard before the index is built: what is typed meanwhile waits its turn and stays off the screen.
  const input = talking
    ? await openTerminalInput({ stdin, stdout, look: look(), historyPath: join(config.dataDir, 'history') })
    : pipedInput(stdin);
  signal.addEventListener('abort', () => input.close(), { once: true });
  // Ctrl-C may come before anybody listens.
  if (signal.aborted) input.close();
  const opening = new AbortController();
  input.onCancel(() => opening.abort());
  const session = await openSession({ ...context, signal: AbortSignal.any([signal, opening.signal]) }).catch((error: unknown) => {
    input.close();
    throw error;
  });
  let shown = 0;
  const show = (text: string): void => {
    // A blank line parts it from what is above.
    printLine(stdout, talking || shown > 0 ? `\n${text}` : text);
    shown++;
  };
  try {
    const heard = await converse({
      coach: session.coach,
      pack: session.base.pack,
      input,
      show,
      look,
      waitFor: work => (talking ? withSpinner(work, stderr, lookOf(stderr, env)) : work),
      log: session.log,
      signal,
    });
    if (!talking && heard === 0 && !signal.aborted) printLine(stderr, nothingPiped);
  } finally {
    input.close();
    await session.close();
  }
};
