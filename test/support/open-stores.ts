import { type OpenedStores, openStores } from '../../src/create-stores.js';
import type { Answer, Citation } from '../../src/domain/answer.js';
import { answerOf } from './scripted-coach.js';

/** A time that a test moves. */
export const createClock = (start = '2026-11-22T10:00:00Z') => {
  let time = Date.parse(start);
  return {
    now: () => new Date(time),
    forward(milliseconds: number) {
      time += milliseconds;
    },
  };
};

/** Every way of keeping what communities say that ships: each contract's suite runs on all. */
export const storeBackends: {
  readonly name: string;
  open(dataDir: string, options?: { readonly encryptionKey?: string; readonly now?: () => Date }): Promise<OpenedStores>;
}[] = [
  {
    name: 'SQLite',
    open: (dataDir, { encryptionKey, now } = {}) => openStores({ dataDir, encryptionKey }, now ? { now } : {}),
  },
];

const citation: Citation = {
  n: 1,
  guide: 'resumegeni-path',
  title: 'Medical Coder Career Path Guide',
  publisher: 'Resume Geni',
  section: 'Pay by percentile',
  dataAsOf: 'BLS wage data, year not stated',
  published: null,
  url: null,
  quote: 'The 25th percentile is $41,600.',
};

/** An answer with a source and a mark, as the coach gives it. */
export const citedAnswer = (text = 'The 25th percentile is $41,600.'): Answer => ({
  ...answerOf(text),
  blocks: [{ kind: 'paragraph', sentences: [{ parts: [{ text, marks: [1] }] }] }],
  citations: [citation],
});
