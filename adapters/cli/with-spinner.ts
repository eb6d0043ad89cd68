import type { Look } from './look.js';

/** Most answers are quicker; a spinner that flashes is worse than none. */
const patienceMs = 200;

/** Shows a spinner on a terminal while work takes longer than a moment. */
export const withSpinner = async <T>(work: Promise<T>, stream: NodeJS.WriteStream, look: Look): Promise<T> => {
  if (!stream.isTTY) return work;
  let stop: (() => void) | undefined;
  let over = false;
  const timer = setTimeout(async () => {
    const { default: ora } = await import('ora');
    if (over) return;
    // Keys stay with the line editor: it has to hear Ctrl-C.
    const spinner = ora({
      text: 'Looking through the guides',
      stream,
      discardStdin: false,
      color: look.colours.isColorSupported ? 'cyan' : false,
    });
    spinner.start();
    stop = () => spinner.stop();
  }, patienceMs);
  try {
    return await work;
  } finally {
    over = true;
    clearTimeout(timer);
    stop?.();
  }
};
