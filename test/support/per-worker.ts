/* What is made once in a process that runs many test files: coaches, a browser, servers. It is put away when the process ends. */

const ends: (() => void)[] = [];
// Vitest asks a worker to end by SIGTERM, and waits half a second: there is time for what needs no waiting.
process.once('SIGTERM', () => process.exit());
process.once('exit', () => {
  for (const end of ends.splice(0).reverse()) end();
});

/** Runs when this process ends; it can wait for nothing. */
export const atWorkerEnd = (end: () => void): void => void ends.push(end);

/** What Node calls a server that listens and a process that runs. */
type Resource = 'TCPServerWrap' | 'ProcessWrap';
const kept: Resource[] = [];

/** How many of them stand ready for the files that follow. */
export const keptOpen = (kind: Resource): number => kept.filter(one => one === kind).length;

/** Gives the same thing at every call, made at the first. One that could not be made is tried again. */
export const oncePerWorker = <Made>(make: () => Promise<Made>, holds?: Resource): (() => Promise<Made>) => {
  let made: Promise<Made> | undefined;
  return () => {
    made ??= make().then(
      ready => {
        if (holds) kept.push(holds);
        return ready;
      },
      (error: unknown) => {
        made = undefined;
        throw error;
      },
    );
    return made;
  };
};
