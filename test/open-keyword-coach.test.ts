import { readdir, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answerToMarkdown } from '../src/coach/answer-to-markdown.js';
import { readQuestion } from '../src/coach/read-question.js';
import { readConfig } from '../src/config.js';
import type { OpenedCoach } from '../src/create-coach.js';
import { isAbstention } from '../src/domain/answer.js';
import { openKeywordCoach } from '../src/open-keyword-coach.js';
import { caseSchema, score } from './evaluation/score.js';
import { someOf } from './support/for-all.js';
import { expectValidAnswer } from './support/valid-answer.js';

/* What answers on a first start, while the index of meanings is built. */

const keywordFolders = async (): Promise<string[]> =>
  (await readdir(tmpdir())).filter(name => name.startsWith('nextrung-keywords-'));

let opened: OpenedCoach;
let before: string[];
/** What is wrong with its answer to each question that the whole coach is developed on. */
const results: { readonly question: string; readonly faults: readonly string[] }[] = [];
beforeAll(async () => {
  before = await keywordFolders();
  opened = await openKeywordCoach(readConfig({}, process.cwd()));
  const lines = (await readFile('test/evaluation/dev.jsonl', 'utf8')).split('\n').filter(line => line.trim());
  for (const line of someOf(lines, 2)) {
    const item = caseSchema.parse(JSON.parse(line));
    const answer = await opened.coach.ask(readQuestion(item.question, item.history));
    const text = answerToMarkdown(answer);
    expectValidAnswer({ ...answer, text });
    const given = { answer: text, abstained: isAbstention(answer.outcome), outcome: answer.outcome, citations: answer.citations };
    results.push({ question: item.question, faults: score(item, given).faults });
  }
});
afterAll(() => opened?.close());

describe('a coach that compares words alone', () => {
  it('states nothing wrong, of what the whole coach is developed on', () =>
    expect(results.flatMap(({ faults }) => faults.filter(fault => fault.startsWith('says')))).toEqual([]));

  it('passes some of those questions: it is there for the seconds in which the encoder reads the guides', () => {
    const failed = results.filter(({ faults }) => faults.length > 0);
    expect(
      1 - failed.length / results.length,
      failed.map(({ question, faults }) => `${question}: ${faults.join('; ')}`).join('\n'),
    ).toBeGreaterThan(0.25);
  });

  it('leaves no folder behind, even while it is open', async () => {
    expect((await keywordFolders()).filter(name => !before.includes(name))).toEqual([]);
  });

  it('is stopped while it is being opened, and leaves nothing', async () => {
    await expect(openKeywordCoach(readConfig({}, process.cwd()), AbortSignal.abort())).rejects.toMatchObject({
      code: 'cancelled',
    });
    expect((await keywordFolders()).filter(name => !before.includes(name))).toEqual([]);
  });
});
