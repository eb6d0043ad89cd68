import { type Logger, pino } from 'pino';
import { type AnswerIncomingOptions, createAnswerIncoming } from '../../adapters/answer-incoming.js';
import type { AnswerIncoming, Incoming, Reply } from '../../adapters/incoming.js';
import { createQuestionQuotas } from '../../adapters/question-quotas.js';
import { type OpenedStores, openStores } from '../../src/create-stores.js';
import type { Answer } from '../../src/domain/answer.js';
import { createScriptedCoach } from './scripted-coach.js';

/** A reply that keeps what it was given, in order. */
export type KeptReply = Reply & {
  readonly begun: number[];
  readonly events: string[];
  readonly shown: { readonly answer: Answer; readonly id: string }[];
  readonly told: string[];
};

export const keepReply = (over: Partial<Reply> = {}): KeptReply => {
  const kept = { begun: [] as number[], events: [] as string[], shown: [] as KeptReply['shown'], told: [] as string[] };
  return {
    ...kept,
    begin: async () => void kept.begun.push(Date.now()),
    onEvent: async event => void kept.events.push(event.kind),
    show: async (answer, id) => void kept.shown.push({ answer, id }),
    tell: async sentence => void kept.told.push(sentence),
    ...over,
  };
};

let next = 0;

/** A question as an adapter hands it over, each with a delivery key of its own. */
export const incomingOf = (over: Partial<Incoming> = {}): Incoming => ({
  community: 'slack:T1',
  channel: 'C1',
  conversation: 'thread-1',
  member: 'U1',
  text: 'what does a coder earn?',
  deliveryKeys: [`event-${next++}`],
  isPrivate: false,
  ...over,
});

export type Inbound = AnswerIncoming & { readonly stores: OpenedStores; readonly logged: string[] };

const keepLog = (lines: string[]): Logger => pino({ level: 'debug', base: null }, { write: line => void lines.push(line) });

/** The inbound path over stores in a real file, with a log that is kept. */
export const openInbound = async (
  dataDir: string,
  over: Partial<AnswerIncomingOptions> & { readonly limits?: { memberPerHour: number; channelPerHour: number } } = {},
): Promise<Inbound> => {
  const { limits = { memberPerHour: 100_000, channelPerHour: 100_000 }, ...options } = over;
  const stores = await openStores({ dataDir, encryptionKey: undefined });
  const logged: string[] = [];
  const incoming = createAnswerIncoming({
    coach: createScriptedCoach(),
    conversations: stores.conversations,
    deliveries: stores.deliveries,
    redact: stores.redact,
    quotas: createQuestionQuotas(limits),
    log: keepLog(logged),
    ...options,
  });
  return { ...incoming, stores, logged };
};
