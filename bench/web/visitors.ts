import { Agent, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { createRandom } from '../support/statistics.js';

/** How long one question took, in ms: to the first event, and to the whole answer. */
export type Answered = { readonly firstMs: number; readonly wholeMs: number };
export type Crowd = {
  readonly visitors: number;
  /** Mean of the time that a visitor reads before asking again; half to one and a half times as long, evenly. */
  readonly readingMs: number;
  readonly forMs: number;
};

/** Asks one question as the page does, and reads the stream to its end. */
export const ask = (port: number, agent: Agent, question: string): Promise<Answered> =>
  new Promise((resolve, reject) => {
    const began = performance.now();
    const body = JSON.stringify({ question });
    const headers = {
      'content-type': 'application/json',
      accept: 'text/event-stream',
      'content-length': Buffer.byteLength(body),
    };
    const sent = request({ host: '127.0.0.1', port, path: '/api/ask', method: 'POST', agent, headers }, response => {
      let [firstMs, tail] = [0, ''];
      response.setEncoding('utf8').on('data', (piece: string) => {
        firstMs ||= performance.now() - began;
        tail = `${tail}${piece}`.slice(-200_000);
      });
      response.on('end', () => {
        if (response.statusCode === 200 && tail.includes('event: answer'))
          resolve({ firstMs, wholeMs: performance.now() - began });
        else reject(new Error(`A question got ${response.statusCode}: ${tail.slice(0, 300)}`));
      });
      response.on('error', reject);
    });
    sent.on('error', reject);
    sent.end(body);
  });

/**
 * What a visitor asks at a turn: every other time one of the list, as suggestions are what people press most; else a question that nobody
 * has asked before, so that nothing kept from earlier ones can help.
 */
const questionAt = (questions: readonly string[], who: number, turn: number): string => {
  const question = questions[(who * 7 + turn) % questions.length] ?? '';
  return (who + turn) % 2 === 0 ? question : `I code ${1_000 * (who + 1) + turn} charts a year. ${question}`;
};

/** Visitors who come within the first reading time, then ask, read and ask again until the time is up. */
export const holdCrowd = async (port: number, questions: readonly string[], crowd: Crowd): Promise<Answered[]> => {
  const agent = new Agent({ keepAlive: true, maxSockets: crowd.visitors });
  const random = createRandom(6);
  const answered: Answered[] = [];
  const end = performance.now() + crowd.forMs;
  const visit = async (who: number): Promise<void> => {
    await sleep(random() * crowd.readingMs);
    for (let turn = 0; performance.now() < end; turn++) {
      answered.push(await ask(port, agent, questionAt(questions, who, turn)));
      await sleep(Math.min((0.5 + random()) * crowd.readingMs, Math.max(0, end - performance.now())));
    }
  };
  await Promise.all(Array.from({ length: crowd.visitors }, (_, who) => visit(who)));
  agent.destroy();
  return answered;
};

/** Everybody asks at the same moment, once. */
export const askAtOnce = async (port: number, questions: readonly string[], visitors: number): Promise<Answered[]> => {
  const agent = new Agent({ keepAlive: true, maxSockets: visitors });
  const answered = await Promise.all(
    Array.from({ length: visitors }, (_, who) => ask(port, agent, questionAt(questions, who, 0))),
  );
  agent.destroy();
  return answered;
};
