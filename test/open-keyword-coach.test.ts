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
import { expectValidAnswer } from './support/valid-answer.js';

/* What answers on a first start, while the index of meanings is built. */

const keywordFolders = async (): Promise<string[]> =>
  (await readdir(tmpdir())).filter(name => name.startsWith('nextrung-keywords-'));

let opened: OpenedCoach;
let before: string[];
beforeAll(async () => {
  before = await keywordFolders();
  opened = await openKeywordCoach(readConfig({}, process.cwd()));
});
afterAll(() => opened.close());

describe('a coach that compares words alone', () => {
  it('passes most of the questions that the whole coach is developed on, and states nothing wrong', async () => {
    const lines = (await readFile('test/evaluation/dev.jsonl', 'utf8')).split('\n').filter(line => line.trim());
    let passed = 0;
    for (const line of lines) {
      const item = caseSchema.parse(JSON.parse(line));
      const answer = await opened.coach.ask(readQuestion(item.question, item.history));
      const text = answerToMarkdown(answer);
      expectValidAnswer({ ...answer, text });
      const { faults } = score(item, {
        answer: text,
        abstained: isAbstention(answer.outcome),
        outcome: answer.outcome,
        citations: answer.citations,
      });
      expect(faults.filter(fault => fault.startsWith('says'))).toEqual([]);
      if (faults.length === 0) passed++;
    }
    // 85% when this was written; the whole coach passes 88%.
    expect(passed / lines.length).toBeGreaterThan(0.78);
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
