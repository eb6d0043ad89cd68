import type { MiddlewareHandler } from 'hono';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Services } from '../services.js';

/** Seconds: without a model answers take hundredths, with one up to the deadline. */
const answerBuckets = [0.01, 0.025, 0.05, 0.1, 0.2, 0.3, 0.5, 1, 2, 5, 10, 20, 60];

/** "slack" of "slack:T0123": which place, never which community. */
const placeOf = (community: string): string => community.split(':')[0] ?? community;

export type Metrics = {
  readonly contentType: string;
  text(): Promise<string>;
  /** Counts requests by route and status. */
  readonly countRequests: MiddlewareHandler;
};

/** What Prometheus is told: counts and times of all adapters' questions, the age of the index, the process itself. No question's words. */
export const createMetrics = ({ config, incoming, coachState }: Services): Metrics => {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry, prefix: 'nextrung_' });
  const questions = new Counter({
    name: 'nextrung_questions_total',
    help: 'Questions by place, what became of them, outcome of the answer and writer',
    labelNames: ['place', 'result', 'outcome', 'writer'],
    registers,
  });
  const seconds = new Histogram({
    name: 'nextrung_answer_seconds',
    help: 'From a question’s arrival to its whole answer',
    labelNames: ['place', 'writer'],
    buckets: answerBuckets,
    registers,
  });
  const modelMissed = new Counter({
    name: 'nextrung_model_fallbacks_total',
    help: 'Answers written without the model though one is configured: it failed, was slow, or its draft did not hold',
    registers,
  });
  const requests = new Counter({
    name: 'nextrung_http_requests_total',
    help: 'Requests to the page’s server',
    labelNames: ['method', 'route', 'status'],
    registers,
  });
  new Gauge({
    name: 'nextrung_coach_ready',
    help: '1 when questions can be answered by a finished index',
    registers,
    collect() {
      this.set(coachState().state === 'ready' ? 1 : 0);
    },
  });
  new Gauge({
    name: 'nextrung_index_age_seconds',
    help: 'Since the index in use was built',
    registers,
    collect() {
      const state = coachState();
      if (state.state === 'ready' && state.builtAt) this.set((Date.now() - Date.parse(state.builtAt)) / 1000);
      else this.reset();
    },
  });

  const expectsModel = config.answerWriter !== 'extractive' && config.model !== undefined;
  incoming.onSettled(({ community, result, answer, ms }) => {
    const place = placeOf(community);
    questions.inc({ place, result, outcome: answer?.outcome ?? 'none', writer: answer?.writer ?? 'none' });
    if (!answer) return;
    seconds.observe({ place, writer: answer.writer }, ms / 1000);
    const wasWritten = answer.outcome === 'answered' || answer.outcome === 'partial';
    if (expectsModel && wasWritten && answer.writer === 'extractive') modelMissed.inc();
  });

  return {
    contentType: registry.contentType,
    text: () => registry.metrics(),
    async countRequests(c, next) {
      await next();
      requests.inc({ method: c.req.method, route: c.req.routePath, status: String(c.res.status) });
    },
  };
};
