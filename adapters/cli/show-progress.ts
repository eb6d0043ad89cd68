import type { BuildProgress } from '../../src/create-coach.js';
import { cleanLine } from '../../src/text/clean-text.js';
import { type CliContext, printLine } from './context.js';
import { lookOf } from './look.js';

export type ProgressDisplay = { begin(reason: string): void; step(progress: BuildProgress): void; end(): Promise<void> };

/** Lines at every quarter, for logs and pipes. */
const plainSteps = (stream: NodeJS.WriteStream): Pick<ProgressDisplay, 'step' | 'end'> => {
  let quarter = 0;
  return {
    step({ done, total }) {
      const reached = total === 0 ? 4 : Math.floor((done / total) * 4);
      if (reached > quarter) printLine(stream, `Index: ${reached * 25}%`);
      quarter = Math.max(quarter, reached);
    },
    end: async () => undefined,
  };
};

/** A bar on one line, wiped when done. Its library loads when there is something to show. */
const bar = (stream: NodeJS.WriteStream, width: number): Pick<ProgressDisplay, 'step' | 'end'> => {
  const loaded = import('cli-progress').then(({ default: { SingleBar } }) => {
    const made = new SingleBar({
      stream,
      format: '{bar} {percentage}%, about {eta_formatted} left',
      barCompleteChar: '█',
      barIncompleteChar: '░',
      barsize: Math.min(40, width - 30),
      hideCursor: true,
      clearOnComplete: true,
      linewrap: null,
    });
    return made;
  });
  let started = false;
  return {
    step({ done, total }) {
      void loaded.then(made => {
        if (started) made.update(done);
        else made.start(total, done);
        started = true;
      });
    },
    end: async () => (await loaded).stop(),
  };
};

/** Why the index is built, in a line, then how far it is; on stderr, so that answers can be piped. Silent when nothing is built. */
export const showProgress = ({ stderr, env }: Pick<CliContext, 'stderr' | 'env'>): ProgressDisplay => {
  let display: Pick<ProgressDisplay, 'step' | 'end'> | undefined;
  return {
    begin(reason) {
      printLine(stderr, `Building the index, since ${cleanLine(reason).replace(/\.$/, '')}. It is kept for next time.`);
      display = stderr.isTTY ? bar(stderr, lookOf(stderr, env).width) : plainSteps(stderr);
    },
    step: progress => display?.step(progress),
    end: async () => display?.end(),
  };
};
