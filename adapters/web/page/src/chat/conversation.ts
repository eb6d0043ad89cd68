import type { AskEvent } from '../../../contract.js';
import { jsonBody, RequestError, send, unreachable } from '../api/client.js';
import { readEvents } from '../api/read-events.js';
import { createStore } from '../api/store.js';
import { extendBlocks } from './extend-blocks.js';
import { readSavedConversation, saveConversation } from './saved-conversation.js';
import { isUnderWay, type Turn } from './turn.js';

const saved = readSavedConversation();

/** Every question of this visit. Kept here, not in the page, so that a look at another page loses nothing. */
export const turns = createStore<readonly Turn[]>(saved.turns);

let { conversation } = saved;
let running: AbortController | undefined;
let lastKey = Math.max(0, ...saved.turns.map(turn => turn.key));

const change = (key: number, changes: Partial<Turn>): void =>
  turns.set(turns.get().map(turn => (turn.key === key ? { ...turn, ...changes } : turn)));

/** What an event changes of the turn that it belongs to. */
const changesOf = (turn: Turn, event: AskEvent): Partial<Turn> => {
  switch (event.kind) {
    case 'opened':
      return { keywordsOnly: event.keywordsOnly };
    case 'status':
      return { state: event.status };
    case 'piece':
      return {
        state: 'writing',
        blocks: extendBlocks(turn.blocks, event.block, event.continues),
        citations: [...turn.citations, ...event.citations],
      };
    case 'restart':
      return { state: 'searching', blocks: [], citations: [] };
    case 'answer': {
      const { question, answer, answerId, keywordsOnly } = event;
      return { state: 'done', question, answer, answerId, keywordsOnly, blocks: answer.blocks, citations: answer.citations };
    }
    case 'problem':
      return { state: event.code === 'stopped' ? 'stopped' : 'failed', problem: event.message };
    default:
      return event satisfies never;
  }
};

const apply = (key: number, event: AskEvent): void => {
  if (event.kind === 'opened' || event.kind === 'answer') conversation = event.conversation;
  const turn = turns.get().find(candidate => candidate.key === key);
  if (turn) change(key, changesOf(turn, event));
};

const fail = (key: number, error: unknown): void => {
  const known = error instanceof RequestError ? error : undefined;
  change(key, {
    state: 'failed',
    problem: known?.message ?? unreachable,
    ...(known?.retryAfterMs ? { retryAt: Date.now() + known.retryAfterMs } : {}),
  });
};

const run = async (key: number, question: string, standsAlone = false): Promise<void> => {
  const control = new AbortController();
  running = control;
  try {
    const request = jsonBody({ question, standsAlone, ...(conversation ? { conversation } : {}) });
    const headers = { ...request.headers, accept: 'text/event-stream' };
    const response = await send('api/ask', { ...request, headers, signal: control.signal });
    if (!response.body) throw new RequestError('failed', unreachable);
    for await (const data of readEvents(response.body)) apply(key, JSON.parse(data) as AskEvent);
    // A connection that ends before the answer does was cut.
    if (isUnderWay(turns.get().find(turn => turn.key === key))) throw new RequestError('unreachable', unreachable);
  } catch (error) {
    if (control.signal.aborted) change(key, { state: 'stopped' });
    else fail(key, error);
  } finally {
    if (running === control) running = undefined;
    saveConversation({ conversation, turns: turns.get() });
  }
};

/**
 * Asks a question; one that is still being answered is stopped. Resolves with whether it was taken and answered.
 *
 * @param standsAlone it was pressed, not typed: it leans on nothing that was said before
 */
export const ask = async (question: string, standsAlone = false): Promise<boolean> => {
  const text = question.trim();
  if (!text) return false;
  stop();
  lastKey += 1;
  const key = lastKey;
  turns.set([...turns.get(), { key, question: text, state: 'searching', blocks: [], citations: [], keywordsOnly: false }]);
  await run(key, text, standsAlone);
  return turns.get().some(turn => turn.key === key && turn.state === 'done' && turn.question);
};

/** Asks questions one after another, each after the first leaning on those before it, as long as each is answered. */
export const askInTurn = async (questions: readonly string[]): Promise<void> => {
  for (const [at, question] of questions.entries()) if (!(await ask(question, at === 0))) return;
};

/** Asks a question of this conversation once more, in its place. */
export const askAgain = (key: number): void => {
  const turn = turns.get().find(candidate => candidate.key === key);
  if (!turn) return;
  stop();
  const again: Turn = { key, question: turn.question, state: 'searching', blocks: [], citations: [], keywordsOnly: false };
  turns.set(turns.get().map(candidate => (candidate.key === key ? again : candidate)));
  void run(key, turn.question);
};

/** Stops the answer that is being written; what was shown so far stays. */
export const stop = (): void => running?.abort();

/** Begins a conversation anew: later questions lean on none of these. */
export const clear = (): void => {
  stop();
  conversation = undefined;
  turns.set([]);
  saveConversation({ conversation, turns: [] });
};
