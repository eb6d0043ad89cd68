import { createOnnxEmbedder } from '../../src/backends/onnx-embedder.js';
import { createCoach } from '../../src/coach/coach.js';
import { readQuestion } from '../../src/coach/read-question.js';
import { openFit } from '../../src/open-fit.js';
import { openRedactor } from '../../src/open-redactor.js';
import { createHybridRetriever } from '../../src/retrieval/hybrid-retriever.js';
import type { EvaluationCase } from '../../test/evaluation/score.js';
import { configFor, openOurParts } from '../support/our-parts.js';
import { mean, percentile } from '../support/statistics.js';

/** Adds up how long the methods of a port take, by a name for each. */
const watch = <Port extends object>(
  port: Port,
  nameOf: (method: string) => string,
  add: (name: string, ms: number) => void,
): Port =>
  new Proxy(port, {
    get(target, key, receiver) {
      const value: unknown = Reflect.get(target, key, receiver);
      if (typeof value !== 'function') return value;
      return (...values: unknown[]) => {
        const from = performance.now();
        const done = (): void => add(nameOf(String(key)), performance.now() - from);
        const result: unknown = Reflect.apply(value, target, values);
        if (result instanceof Promise) return result.finally(done);
        done();
        return result;
      };
    },
  });

export type Share = { readonly name: string; readonly meanMs: number; readonly p50Ms: number; readonly p99Ms: number };

/** What an answer's time is made of, over these questions: the same path with a watch held to each backend. */
export const whereAnswersSpendTime = async (dataDir: string, questions: readonly EvaluationCase[]): Promise<Share[]> => {
  const embedder = createOnnxEmbedder();
  const { parts, base, close } = await openOurParts(configFor(dataDir), embedder);
  let spent = new Map<string, number>();
  const add = (name: string, ms: number): void => void spent.set(name, (spent.get(name) ?? 0) + ms);
  const keywords = watch(base.keywords, () => 'keyword search', add);
  const units = watch(base.units, () => 'units and known words', add);
  const vectors = watch(parts.vectors, () => 'vector search', add);
  const watched = watch(embedder, () => 'embedding', add);
  const retriever = createHybridRetriever({ ...parts, keywords, units, vectors });
  const coach = createCoach({ ...base, embedder: watched, keywords, units, vectors, retriever }, await openFit(), {
    redact: await openRedactor(),
  });
  try {
    const rounds: Map<string, number>[] = [];
    for (const { question, history } of [...questions.slice(0, 30), ...questions]) {
      spent = new Map();
      const from = performance.now();
      await coach.ask(readQuestion(question, history));
      const whole = performance.now() - from;
      const known = [...spent.values()].reduce((sum, ms) => sum + ms, 0);
      rounds.push(spent.set('the rest: reading, choosing, saying', whole - known).set('whole', whole));
    }
    const measured = rounds.slice(30);
    const names = [...new Set(measured.flatMap(round => [...round.keys()]))];
    return names
      .map(name => {
        const ms = measured.map(round => round.get(name) ?? 0);
        return { name, meanMs: mean(ms), p50Ms: percentile(ms, 0.5), p99Ms: percentile(ms, 0.99) };
      })
      .toSorted((a, b) => b.meanMs - a.meanMs);
  } finally {
    close();
    await embedder.close();
  }
};
