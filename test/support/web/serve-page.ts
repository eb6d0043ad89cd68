import { pino } from 'pino';
import { createAnswerIncoming } from '../../../adapters/answer-incoming.js';
import { createQuestionQuotas } from '../../../adapters/question-quotas.js';
import type { CoachState, PlatformHealth } from '../../../adapters/services.js';
import type { AppOptions } from '../../../adapters/web/app.js';
import type { AskEvent } from '../../../adapters/web/contract.js';
import { startWeb } from '../../../adapters/web/start.js';
import type { Coach } from '../../../src/coach/coach.js';
import { readConfig } from '../../../src/config.js';
import { openStores } from '../../../src/create-stores.js';
import type { Pack } from '../../../src/domain/pack.js';

export type ServedPage = {
  /** `http://127.0.0.1:PORT`. */
  readonly url: string;
  readonly description: string;
  /** Every line of the log. */
  readonly logged: string[];
  get(path: string, headers?: Readonly<Record<string, string>>): Promise<Response>;
  post(path: string, body: unknown, headers?: Readonly<Record<string, string>>): Promise<Response>;
  /** Asks for events, and gives them all once the stream has ended. */
  events(question: string, body?: object, headers?: Readonly<Record<string, string>>): Promise<AskEvent[]>;
  stop(): Promise<void>;
};

export type ServeOptions = AppOptions & {
  readonly coach: Coach;
  readonly pack: Pack;
  /** A folder of this server's own. */
  readonly dataDir: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly state?: () => CoachState;
  readonly platforms?: () => readonly PlatformHealth[];
};

/** The events in the text of a stream. */
export const eventsIn = (text: string): AskEvent[] =>
  text
    .split('\n\n')
    .map(block => /^data: (.*)$/m.exec(block)?.[1])
    .filter(data => data !== undefined)
    .map(data => JSON.parse(data));

/** The page's server as it ships, on a port given by the system, over real stores. */
export const servePage = async ({
  coach,
  pack,
  dataDir,
  env = {},
  state,
  platforms = () => [],
  ...options
}: ServeOptions): Promise<ServedPage> => {
  const config = readConfig({ DATA_DIR: dataDir, PORT: '0', LOG_LEVEL: 'debug', ...env }, process.cwd());
  const stores = await openStores(config);
  const logged: string[] = [];
  const log = pino({ level: 'debug', base: null }, { write: line => void logged.push(line) });
  const quotas = createQuestionQuotas({ ...config.quotas, kept: { store: stores.quotas, log } });
  const incoming = createAnswerIncoming({ coach, ...stores, quotas, log });
  const coachState = state ?? (() => ({ state: 'ready' }) as const);
  const running = await startWeb({ config, log, coach, coachState, platforms, pack, incoming, ...stores }, options);
  const url = `http://127.0.0.1:${/:(\d+)$/.exec(running.health().detail)?.[1]}`;
  const post: ServedPage['post'] = (path, body, headers = {}) =>
    fetch(`${url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
  return {
    url,
    description: running.description,
    logged,
    get: (path, headers = {}) => fetch(`${url}${path}`, { headers }),
    post,
    async events(question, body = {}, headers = {}) {
      const response = await post('/api/ask', { question, ...body }, { accept: 'text/event-stream', ...headers });
      return eventsIn(await response.text());
    },
    async stop() {
      await incoming.drain(2_000);
      await running.stop();
      await stores.close();
    },
  };
};
