import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLangchainChatModel } from '../../src/backends/langchain-chat-model.js';
import { saysSentence } from '../../src/career/career-facts.js';
import { extractiveWriter } from '../../src/coach/extractive-writer.js';
import { createModelWriter } from '../../src/coach/model/model-writer.js';
import { createVerifier } from '../../src/coach/verify.js';
import type { AnswerBrief, AnswerWriter } from '../../src/contracts/answer-writer.js';
import type { Block } from '../../src/domain/answer.js';
import { paragraph, partsOfBlock, plainTextOf } from '../../src/domain/drafting.js';
import type { Pack } from '../../src/domain/pack.js';
import { compilePackOrThrow } from '../../src/knowledge/compile-pack.js';
import { readPackFiles } from '../../src/knowledge/pack-files.js';
import { splitSentences } from '../../src/text/sentences.js';
import { forAllAsync } from '../support/for-all.js';
import { type OpenaiServer, startOpenaiServer } from '../support/openai-server.js';

const countWords = (blocks: readonly Block<string>[]): number =>
  plainTextOf(blocks.filter(block => block.kind !== 'table'))
    .split(/\s+/)
    .filter(Boolean).length;

const shippedPack = async (): Promise<Pack> => {
  const folder = 'knowledge/medical-coding';
  return compilePackOrThrow(await readPackFiles(folder), folder);
};

/** What a sound model writes: a sentence of each passage, with its mark before the full stop. */
const repeatPassages = (prompt: string): string =>
  [...prompt.matchAll(/<passage n="(\d+)"[^>]*>\n([\s\S]*?)\n<\/passage>/g)]
    .map(([, n, text = '']) => `${(splitSentences(text)[0] ?? '').replace(/[.:]$/, '')} [${n}].`)
    .join('\n\n');

let server: OpenaiServer | undefined;
afterAll(() => server?.close());

const openModelWriter = async (pack: Pack): Promise<AnswerWriter> => {
  server = await startOpenaiServer();
  server.chat(call => ({ kind: 'text', content: repeatPassages(call.prompt) }));
  const sources = {
    passages: new Map(pack.passages.map(passage => [passage.id, passage])),
    guides: new Map(pack.guides.map(guide => [guide.id, guide])),
  };
  const chat = await createLangchainChatModel({ model: 'gpt-4o-mini', apiKey: undefined, baseUrl: server.url });
  return createModelWriter(chat, sources, 16_000);
};

const writers = [
  { name: 'extractive', open: async (): Promise<AnswerWriter> => extractiveWriter },
  { name: 'model', open: openModelWriter },
];

describe.each(writers)('the answer writer: $name', ({ name, open }) => {
  let pack: Pack;
  let writer: AnswerWriter;
  let briefs: fc.Arbitrary<AnswerBrief>;
  beforeAll(async () => {
    pack = await shippedPack();
    writer = await open(pack);
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

  it('tells who writes', () => expect(writer.name).toBe(name));

  it.runIf(name === 'model')('stops when it is told to', async () => {
    for (const brief of fc.sample(briefs, 20).filter(one => one.facts.length + one.evidence.length > 0))
      await expect(writer.write(brief, AbortSignal.abort())).rejects.toMatchObject({ code: 'cancelled' });
  });

  it('writes of what it was given', async () => {
    for (const passage of pack.passages.slice(0, 40)) {
      const evidence = [{ passage, relevance: 1, sentenceSimilarities: passage.sentences.map(() => 1) }];
      const question = passage.answers[0] ?? '';
      const { blocks } = await writer.write({
        question,
        facts: [],
        factsComplete: false,
        evidence,
        rarity: () => 1,
        wordBudget: 150,
      });
      expect(blocks.flatMap(partsOfBlock).flatMap(part => part.marks)).toContain(passage.id);
    }
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
    const pack = await shippedPack();
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
