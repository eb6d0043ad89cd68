import { afterAll, expect, vi } from 'vitest';
import { keptOpen } from './per-worker.js';

/* Every test file ends what it began: no server that listens, and no process that runs, but those that the next files share. */

const open = (kind: 'TCPServerWrap' | 'ProcessWrap'): number =>
  process.getActiveResourcesInfo().filter(name => name === kind).length - keptOpen(kind);
const count = () => ({ servers: open('TCPServerWrap'), processes: open('ProcessWrap') });

const before = count();
afterAll(async () => {
  const left = () => ({ servers: count().servers - before.servers, processes: count().processes - before.processes });
  // What was just closed takes a moment to be gone.
  await vi.waitFor(() => expect(left()).toEqual({ servers: 0, processes: 0 }), { timeout: 3_000 });
});
