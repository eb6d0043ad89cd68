import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { saysSentence } from '../../src/career/career-facts.js';
import { extractiveWriter } from '../../src/coach/extractive-writer.js';
import { createVerifier } from '../../src/coach/verify.js';
import type { AnswerBrief, AnswerWriter } from '../../src/contracts/answer-writer.js';
import type { Block } from '../../src/domain/answer.js';
import { paragraph, partsOfBlock, plainTextOf } from '../../src/domain/drafting.js';
import type { Pack } from '../../src/domain/pack.js';
import { compilePackOrThrow } from '../../src/knowledge/compile-pack.js';
import { readPackFiles } from '../../src/knowledge/pack-files.js';
import { forAllAsync } from '../support/for-all.js';

const countWords = (blocks: readonly Block<string>[]): number =>
  plainTextOf(blocks.filter(block => block.kind !== 'table'))
    .split(/\s+/)
    .filter(Boolean).length;

describe.each([extractiveWriter])('the answer writer: $name', (writer: AnswerWriter) => {
  let pack: Pack;
  let briefs: fc.Arbitrary<AnswerBrief>;
  beforeAll(async () => {
    const folder = 'knowledge/medical-coding';
    pack = compilePackOrThrow(await readPackFiles(folder), folder);
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    const evidence = fc
      .subarray([...pack.passages], { maxLength: 8 })
      .chain(passages =>
        fc
          .tuple(
            ...passages.map(passage =>
              fc.tuple(share, fc.array(share, { minLength: passage.sentences.length, maxLength: passage.sentences.length })),
            ),
          )
          .map(scores =>
            passages
              .map((passage, at) => ({ passage, relevance: scores[at]?.[0] ?? 0, sentenceSimilarities: scores[at]?.[1] ?? [] }))
              .toSorted((a, b) => b.relevance - a.relevance),
          ),
      );
    const facts = fc
      .subarray([...pack.careerMap.figures], { maxLength: 3 })
      .map(figures => (figures.length > 0 ? [paragraph(...figures.map(saysSentence))] : []));
    briefs = fc.record({
      question: fc.oneof(fc.constantFrom(...pack.passages.flatMap(passage => passage.answers)), fc.string({ unit: 'grapheme' })),
      facts,
      factsComplete: fc.boolean(),
      evidence,
      rarity: fc.constantFrom(
        () => 1,
        () => 0,
        (stem: string) => stem.length,
      ),
      wordBudget: fc.integer({ min: 0, max: 200 }),
    });
  });

  it('marks every sentence, with passages of its brief only', async () => {
    await forAllAsync([briefs], async brief => {
      const offered = new Set([
        ...brief.evidence.map(item => item.passage.id),
        ...brief.facts.flatMap(partsOfBlock).flatMap(part => part.marks),
      ]);
      const { blocks } = await writer.write(brief);
      for (const block of blocks) {
        for (const part of partsOfBlock(block)) {
          for (const mark of part.marks) expect(offered).toContain(mark);
          if (block.kind !== 'table') expect(part.marks.length).toBeGreaterThan(0);
        }
      }
    });
  });

  it('keeps to the word budget, unless the facts alone are longer', async () => {
    await forAllAsync([briefs], async brief => {
      const { blocks } = await writer.write(brief);
      expect(countWords(blocks)).toBeLessThanOrEqual(Math.max(brief.wordBudget, countWords(brief.facts)));
    });
  });

  it('says every fact that it was given', async () => {
    await forAllAsync([briefs], async brief => {
      const said = plainTextOf((await writer.write(brief)).blocks);
      for (const part of brief.facts.flatMap(partsOfBlock)) expect(said).toContain(part.text.replaceAll('**', ''));
    });
  });

  it('writes no block without content', async () => {
    await forAllAsync([briefs], async brief => {
      for (const block of (await writer.write(brief)).blocks) expect(partsOfBlock(block).length).toBeGreaterThan(0);
    });
  });

  it('writes nothing when there is nothing', async () => {
    const nothing: AnswerBrief = {
      question: 'what pays best?',
      facts: [],
      factsComplete: false,
      evidence: [],
      rarity: () => 1,
      wordBudget: 150,
    };
    expect((await writer.write(nothing)).blocks).toEqual([]);
    expect((await writer.write({ ...nothing, question: '' })).blocks).toEqual([]);
  });
});

describe('the extractive writer', () => {
  it('writes the same draft for the same brief, in sentences that stand verification word for word', async () => {
    const folder = 'knowledge/medical-coding';
    const pack = compilePackOrThrow(await readPackFiles(folder), folder);
    const verify = createVerifier(
      new Map(pack.passages.map(passage => [passage.id, passage])),
      new Map(pack.guides.map(guide => [guide.id, guide])),
      pack.careerMap,
    );
    for (const [at, passage] of pack.passages.entries()) {
      const evidence = [passage, pack.passages[(at * 7) % pack.passages.length] ?? passage].map((one, n) => ({
        passage: one,
        relevance: 1 - n / 10,
        sentenceSimilarities: one.sentences.map(() => 0.5),
      }));
      const brief: AnswerBrief = {
        question: passage.answers[0] ?? '',
        facts: [],
        factsComplete: false,
        evidence,
        rarity: () => 1,
        wordBudget: 150,
      };
      const draft = await extractiveWriter.write(brief);
      expect(await extractiveWriter.write(brief)).toEqual(draft);
      expect(plainTextOf(draft.blocks)).not.toBe('');
      expect(verify(draft).dropped).toEqual([]);
      const own = new Set(evidence.flatMap(item => item.passage.sentences));
      for (const part of draft.blocks.flatMap(block => (block.kind === 'table' ? [] : partsOfBlock(block))))
        expect(own).toContain(part.text);
    }
  });
});
