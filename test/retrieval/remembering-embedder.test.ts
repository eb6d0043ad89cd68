import { describe, expect, it } from 'vitest';
import { createHashedEmbedder } from '../../src/backends/hashed-embedder.js';
import { rememberVectors } from '../../src/backends/remembering-embedder.js';
import type { Embedder } from '../../src/contracts/embedder.js';

/** An embedder of hashed words that writes down what it was asked. */
const counted = (): { embedder: Embedder; asked: string[] } => {
  const hashed = createHashedEmbedder({ dimensions: 16 });
  const asked: string[] = [];
  return {
    asked,
    embedder: {
      ...hashed,
      embed(texts, signal) {
        asked.push(...texts);
        return hashed.embed(texts, signal);
      },
    },
  };
};

describe('vectors of questions asked lately', () => {
  it('are the same, and are not computed again', async () => {
    const { embedder, asked } = counted();
    const remembering = rememberVectors(embedder);
    const first = await remembering.embed(['coder pay', 'a new job']);
    const second = await remembering.embed(['a new job', 'cpc or ccs', 'coder pay']);
    expect(asked).toEqual(['coder pay', 'a new job', 'cpc or ccs']);
    expect([second[2], second[0]]).toEqual(first);
    expect(second[1]).toEqual((await createHashedEmbedder({ dimensions: 16 }).embed(['cpc or ccs']))[0]);
  });

  it('are nobody’s to change', async () => {
    const { embedder } = counted();
    const remembering = rememberVectors(embedder);
    const [first] = await remembering.embed(['coder pay']);
    const kept = first?.slice();
    first?.fill(0);
    const [second] = await remembering.embed(['coder pay']);
    second?.fill(0);
    expect((await remembering.embed(['coder pay']))[0]).toEqual(kept);
  });

  it('are asked for again when they are zero: a service that is down gives such', async () => {
    const { embedder, asked } = counted();
    const remembering = rememberVectors({
      ...embedder,
      async embed(texts) {
        asked.push(...texts);
        return texts.map(() => new Float32Array(16));
      },
    });
    await remembering.embed(['coder pay']);
    await remembering.embed(['coder pay']);
    expect(asked).toEqual(['coder pay', 'coder pay']);
  });

  it('are few: the oldest go, and long texts are not kept', async () => {
    const { embedder, asked } = counted();
    const remembering = rememberVectors(embedder);
    const long = 'coder pay '.repeat(50);
    for (const text of [long, 'the first', ...Array.from({ length: 500 }, (_, n) => `question ${n}`), 'the first', long])
      await remembering.embed([text]);
    expect(asked.filter(text => text === 'the first')).toHaveLength(2);
    expect(asked.filter(text => text === long)).toHaveLength(2);
  });
});
