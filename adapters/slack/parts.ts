import type { Services } from '../services.js';
import type { KnownThreads } from './listen/known-threads.js';
import type { Once } from './listen/once.js';

/** What every listener works with. */
export type Parts = Pick<
  Services,
  'config' | 'log' | 'pack' | 'incoming' | 'conversations' | 'feedback' | 'settings' | 'memberData' | 'redact'
> & {
  readonly threads: KnownThreads;
  /** For what the shared inbound path does not see: pressed buttons, words of the coach's own. */
  readonly once: Once;
  /** Settles when the questions of ended processes have their places. */
  readonly takenUp: () => Promise<void>;
};
