import { beforeAll } from 'vitest';
import { answerToMarkdown } from '../../src/coach/answer-to-markdown.js';
import { createCoaches } from '../../src/coach/coach.js';
import { readQuestion } from '../../src/coach/read-question.js';
import { readConfig } from '../../src/config.js';
import { type OpenedCoach, openCoach } from '../../src/create-coach.js';
import type { Answer } from '../../src/domain/answer.js';
import type { Turn } from '../../src/domain/question.js';
import { openFit } from '../../src/open-fit.js';
import { oncePerWorker } from './per-worker.js';

/** The coach over the shipped pack and this run's index, open for as long as this process runs: whoever uses it leaves it open. */
export const sharedCoach: () => Promise<OpenedCoach> = oncePerWorker(() =>
  openCoach(readConfig({ DATA_DIR: process.env.DATA_DIR }, process.cwd())),
);

/** Coaches over the same open index, which differ in their model. */
export const sharedCoaches: () => Promise<ReturnType<typeof createCoaches>> = oncePerWorker(async () =>
  createCoaches((await sharedCoach()).base, await openFit()),
);

/** The shared coach for a test file; `ask` gives the answer with its Markdown as `text`. */
export const useCoach = (): {
  opened(): OpenedCoach;
  ask(question: string, history?: readonly Turn[]): Promise<Answer & { text: string }>;
} => {
  let opened: OpenedCoach | undefined;
  beforeAll(async () => {
    opened = await sharedCoach();
  });
  const get = (): OpenedCoach => {
    if (!opened) throw new Error('the coach is opened in beforeAll');
    return opened;
  };
  return {
    opened: get,
    async ask(question, history = []) {
      const answer = await get().coach.ask(readQuestion(question, history));
      return { ...answer, text: answerToMarkdown(answer) };
    },
  };
};
