import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { answerToMarkdown } from '../../src/coach/answer-to-markdown.js';
import type { Coach } from '../../src/coach/coach.js';
import type { KnowledgeBase } from '../../src/coach/knowledge-base.js';
import { readQuestion } from '../../src/coach/read-question.js';
import { readConfig } from '../../src/config.js';
import type { OpenedCoach } from '../../src/create-coach.js';
import type { Answer } from '../../src/domain/answer.js';
import type { AnswerEvent } from '../../src/domain/answer-event.js';
import type { NextRungError } from '../../src/domain/errors.js';
import type { Turn } from '../../src/domain/question.js';
import { openModel } from '../../src/open-model.js';
import { type OpenaiServer, startOpenaiServer } from './openai-server.js';
import { sharedCoach, sharedCoaches } from './shared-coach.js';

type Settings = Readonly<Record<string, string>>;
export type ModelCoach = {
  readonly coach: Coach;
  readonly base: KnowledgeBase;
  /** What the operator was told. */
  readonly troubles: NextRungError[];
  ask(question: string, history?: readonly Turn[]): Promise<Answer & { text: string }>;
  /** Every event of a streamed answer. */
  stream(question: string, history?: readonly Turn[]): Promise<AnswerEvent[]>;
};

/**
 * The local server, and coaches that write with it. They share this process's open index; each has a model of its own, with its breaker, cache and
 * count. `open` takes further settings; DATA_DIR is a new folder each time.
 */
export const useModelCoach = (
  temporary: { path(): string },
  options: { readonly key?: string } = {},
): { server(): OpenaiServer; open(settings?: Settings): Promise<ModelCoach> } => {
  let server: OpenaiServer | undefined;
  let shared: OpenedCoach | undefined;
  let models: { close(): void }[] = [];
  beforeAll(async () => {
    server = await startOpenaiServer(options);
    shared = await sharedCoach();
  });
  beforeEach(() => server?.reset());
  afterEach(() => {
    for (const model of models) model.close();
    models = [];
  });
  afterAll(async () => {
    await server?.close();
  });
  const started = <T>(value: T | undefined): T => {
    if (value === undefined) throw new Error('it is started in beforeAll');
    return value;
  };
  return {
    server: () => started(server),
    async open(settings = {}) {
      const troubles: NextRungError[] = [];
      const { base, redact } = started(shared);
      const environment = { DATA_DIR: temporary.path(), OPENAI_BASE_URL: started(server).url, ANSWER_DEADLINE_SECONDS: '20' };
      const config = readConfig({ ...environment, ...settings }, process.cwd());
      const model = await openModel(config, 'the shipped guides', trouble => void troubles.push(trouble));
      if (model) models.push(model);
      const coach = (await sharedCoaches())({ redact, ...(model ? { model: model.settings } : {}) });
      return {
        coach,
        base,
        troubles,
        async ask(question, history = []) {
          const answer = await coach.ask(readQuestion(question, history));
          return { ...answer, text: answerToMarkdown(answer) };
        },
        async stream(question, history = []) {
          const events: AnswerEvent[] = [];
          for await (const event of coach.stream(readQuestion(question, history))) events.push(event);
          return events;
        },
      };
    },
  };
};

/** What a member saw at any moment: the text of every piece and of the final answer. */
export const shownIn = (events: readonly AnswerEvent[]): string =>
  events
    .flatMap(event =>
      event.kind === 'piece'
        ? [answerToMarkdown({ blocks: [event.block] })]
        : event.kind === 'answer'
          ? [answerToMarkdown(event.answer)]
          : [],
    )
    .join('\n');
