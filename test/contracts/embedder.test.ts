import type { Worker } from 'node:worker_threads';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { guardEmbedder } from '../../src/backends/cockatiel-embedder.js';
import { createOnnxEmbedder } from '../../src/backends/onnx-embedder.js';
import { createOpenaiEmbedder } from '../../src/backends/openai-embedder.js';
import type { Embedder } from '../../src/contracts/embedder.js';
import { cosineSimilarity, isZeroVector } from '../../src/text/vectors.js';
import { readEncoderVectors, referenceTexts } from '../support/encoder-vectors.js';
import { createHashedEmbedder } from '../support/hashed-embedder.js';
import { type OpenaiServer, startOpenaiServer } from '../support/openai-server.js';

const questions = [
  'What do medical coders make?',
  'how do I become a coding manager',
  'CPC or CCS for hospital work?',
  'a',
  'Coders with a specialty certification and more than seven years of experience in risk adjustment earn the most, says the guide.',
  'Does the degree matter?',
  'remote jobs',
  'What is CAHIIM accreditation, and why would an employer care about it at all?',
  'median pay 2024',
  'growth of 8% over ten years',
];

const near = (a: Float32Array | undefined, b: Float32Array | undefined): number =>
  cosineSimilarity(a ?? new Float32Array(), b ?? new Float32Array());

let server: OpenaiServer;
beforeAll(async () => {
  server = await startOpenaiServer({ key: 'right' });
});
afterAll(() => server.close());

const remote = (options: { apiKey?: string; dimensions?: number; timeoutMs?: number } = {}): Promise<Embedder> =>
  createOpenaiEmbedder({
    model: 'text-embedding-3-small',
    apiKey: 'right',
    baseUrl: server.url,
    timeoutMs: 5_000,
    retries: 0,
    ...options,
  });

const backends: { name: string; create(): Embedder | Promise<Embedder> }[] = [
  { name: 'the encoder that ships', create: () => createOnnxEmbedder() },
  { name: 'that encoder on two threads', create: () => createOnnxEmbedder({ threads: 2 }) },
  { name: 'hashed words', create: () => createHashedEmbedder() },
  { name: 'an embeddings service', create: () => remote() },
];

describe.each(backends)('the embedder: $name', ({ create }) => {
  let embedder: Embedder;
  beforeAll(async () => {
    embedder = await create();
  });
  afterAll(() => embedder.close());

  it('gives one vector a text, of its length, in order', async () => {
    const together = await embedder.embed(questions);
    expect(together.map(vector => vector.length)).toEqual(questions.map(() => embedder.dimensions));
    for (const [at, text] of questions.entries()) {
      const [alone] = await embedder.embed([text]);
      const similarities = together.map(vector => near(vector, alone));
      expect(similarities.indexOf(Math.max(...similarities)), text).toBe(at);
    }
  });

  it('gives the same vectors whatever is asked beside a text', async () => {
    const alone = await Promise.all(questions.map(async text => (await embedder.embed([text]))[0]));
    for (const size of [3, 10]) {
      for (let at = 0; at < questions.length; at += size) {
        const batch = await embedder.embed(questions.slice(at, at + size));
        for (const [n, vector] of batch.entries()) expect(near(vector, alone[at + n])).toBeGreaterThan(0.9999);
      }
    }
  });

  it('gives the same vector for the same text twice', async () => {
    const [[one], [two]] = [await embedder.embed(['what is a CPC?']), await embedder.embed(['what is a CPC?'])];
    expect(near(one, two)).toBeGreaterThan(0.999999);
  });

  it('gives a zero vector for a blank text, wherever it stands', async () => {
    const vectors = await embedder.embed(['', 'coder pay', '   \n\t ', 'pay', '\u200B\u200D', '']);
    expect(vectors.map(isZeroVector)).toEqual([true, false, true, false, true, true]);
    expect((await embedder.embed([''])).map(isZeroVector)).toEqual([true]);
  });

  it('gives an empty list for an empty list', async () => expect(await embedder.embed([])).toEqual([]));

  it('does not mind line breaks, tabs and control characters', async () => {
    const [plain, ...noisy] = await embedder.embed([
      'what do coders make',
      'what\ndo\tcoders\r\nmake',
      'what\u0000 do\u200B coders\u0007 make',
    ]);
    for (const vector of noisy) expect(near(plain, vector)).toBeGreaterThan(0.999);
  });

  it('knows a question again among emoji', async () => {
    const plain = await embedder.embed(questions);
    for (const decorated of [(text: string) => `${text} 🙂👍🏽`, (text: string) => `💰 ${text}`]) {
      for (const [at, vector] of (await embedder.embed(questions.map(decorated))).entries()) {
        const similarities = plain.map(one => near(one, vector));
        expect(similarities.indexOf(Math.max(...similarities)), questions[at]).toBe(at);
      }
    }
  });

  it('takes any text: very long, lone surrogates, other scripts', async () => {
    const vectors = await embedder.embed([
      'pay '.repeat(3000),
      '\uD800 pay \uDFFF',
      '医療コーダーの給料',
      'зарплата кодировщика',
      'x'.repeat(10_000),
      '\u202Eyap',
    ]);
    for (const vector of vectors) {
      expect(vector).toHaveLength(embedder.dimensions);
      expect(vector.every(Number.isFinite)).toBe(true);
    }
  });

  it('holds vectors that nothing overwrites later', async () => {
    const [first] = await embedder.embed(['coding manager pay']);
    const copy = Float32Array.from(first ?? []);
    await embedder.embed(questions);
    expect(first).toEqual(copy);
  });

  it('answers calls made at the same time', async () => {
    const alone = await embedder.embed(questions);
    const atOnce = await Promise.all(questions.map(text => embedder.embed([text])));
    for (const [at, [vector]] of atOnce.entries()) expect(near(vector, alone[at])).toBeGreaterThan(0.9999);
  });

  it('stops when told before it began, and works on afterwards', async () => {
    await expect(embedder.embed(questions, AbortSignal.abort())).rejects.toMatchObject({ code: 'cancelled' });
    expect(await embedder.embed(['pay'])).toHaveLength(1);
  });

  it('can be closed twice, and refuses work afterwards instead of waiting for ever', async () => {
    const own = await create();
    await own.close();
    await own.close();
    await expect(own.embed(['pay'])).rejects.toMatchObject({ code: 'embedder_failed' });
  });
});

describe('an embeddings service', () => {
  beforeEach(() => server.reset());
  afterAll(() => server.reset());
  const sent = (): string[][] => server.calls.map(call => JSON.parse(call.sent).input);

  it('has the length of its vectors from the first reply, and asks for none when it is known', async () => {
    expect((await remote()).dimensions).toBe(64);
    expect(server.calls).toHaveLength(1);
    await remote({ dimensions: 64 });
    expect(server.calls).toHaveLength(1);
  });

  it('sends texts in batches, and blank ones not at all', async () => {
    const embedder = await remote({ dimensions: 64 });
    await embedder.embed(['', ...Array.from({ length: 300 }, (_, n) => `question ${n}`), '  ']);
    expect(sent().map(input => input.length)).toEqual([128, 128, 44]);
    await embedder.embed(['', '\u200B']);
    expect(server.calls).toHaveLength(3);
  });

  it.each([
    ['a refused key', async () => remote({ apiKey: 'wrong' })],
    ['vectors of another length', async () => (await remote({ dimensions: 32 })).embed(['pay'])],
  ])('fails on %s, with the next step', async (_, act) => {
    await expect(act()).rejects.toMatchObject({
      code: 'embedder_failed',
      message: expect.stringContaining('OPENAI_EMBEDDING_MODEL'),
    });
  });

  it.each([
    ['fewer vectors than texts', { data: [] }],
    ['no vectors', {}],
    ['vectors that hold no numbers', { data: [{ embedding: Array.from({ length: 64 }, () => null), index: 0 }] }],
    ['vectors that hold nothing', { data: [{ embedding: [], index: 0 }] }],
  ])('fails on %s', async (_, body) => {
    const embedder = await remote({ dimensions: 64 });
    server.embeddings({ kind: 'raw', body: JSON.stringify(body) });
    await expect(embedder.embed(['pay'])).rejects.toMatchObject({ code: 'embedder_failed' });
  });

  it('stops in the middle', async () => {
    const embedder = await remote({ dimensions: 64 });
    server.embeddings({ kind: 'silent' });
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 30);
    await expect(embedder.embed(['pay'], controller.signal)).rejects.toMatchObject({ code: 'cancelled' });
  });

  it('that is slow or down gives questions zero vectors in time, tells why, and is left alone', async () => {
    const troubles: string[] = [];
    const guarded = guardEmbedder(await remote({ dimensions: 64 }), {
      timeoutMs: 200,
      onTrouble: trouble => troubles.push(trouble.message),
    });
    expect((await guarded.embed(['pay'])).map(isZeroVector)).toEqual([false]);
    server.embeddings({ kind: 'silent' });
    const started = performance.now();
    expect((await guarded.embed(['pay'])).map(isZeroVector)).toEqual([true]);
    expect(performance.now() - started).toBeLessThan(1_500);
    server.embeddings({ kind: 'status', status: 500 });
    for (let n = 0; n < 5; n++) expect((await guarded.embed(['pay'])).map(isZeroVector)).toEqual([true]);
    // Two and five without a breaker; where the machine is slow it tries once more.
    expect(server.calls.length).toBeLessThanOrEqual(5);
    expect(troubles.length).toBe(server.calls.length - 1);
    expect(troubles[0]).toContain('EMBEDDER=local');
  });
});

describe('the encoder that ships', () => {
  const [one, two] = [createOnnxEmbedder(), createOnnxEmbedder({ threads: 2 })];
  afterAll(() => Promise.all([one.close(), two.close()]));

  it('gives a text the same numbers, to the last, whatever is embedded before, beside or after it, and by whichever thread', async () => {
    // Its activations are 8-bit: their scale would be that of all texts of a batch, were they not embedded one by one.
    const alone: Float32Array[] = [];
    for (const text of questions) alone.push(...(await one.embed([text])));
    const beside = 'A much longer text, of numbers like $50,250 and words like ICD-10-CM. '.repeat(12);
    for (const embedder of [one, two]) {
      expect(await embedder.embed(questions)).toEqual(alone);
      expect(await embedder.embed(questions.toReversed())).toEqual(alone.toReversed());
      const mixed = await embedder.embed(questions.flatMap(text => [beside, text, '']));
      expect(questions.map((_, at) => mixed[3 * at + 1])).toEqual(alone);
    }
  });

  it('gives vectors of length 1', async () => {
    for (const vector of await one.embed([...questions, ...referenceTexts])) expect(Math.hypot(...vector)).toBeCloseTo(1, 5);
  });

  it('reads the beginning of what is too long, and nothing of the rest', async () => {
    const begun = 'pay '.repeat(190);
    const [whole, tail, other, early] = await one.embed([
      begun,
      `${begun}${'certification '.repeat(5_000)}`,
      `${begun}is what they ask about, and the whole of a novel follows`,
      `${'pay '.repeat(180)}certification exam ${'pay '.repeat(8)}`,
    ]);
    expect(tail).toEqual(whole);
    expect(other).toEqual(whole);
    // What stands before the cut counts.
    expect(early).not.toEqual(whole);
  });

  it('gives zero for what holds no letter and no digit', async () => {
    const vectors = await one.embed(['🙂', '?!', '…', '—', '👍🏽👍🏽', '( ) * _', '\uD800', '1', 'é', '給']);
    expect(vectors.map(isZeroVector)).toEqual([true, true, true, true, true, true, true, false, false, false]);
  });

  it('gives on this machine what it gave where the chooser was fitted', async () => {
    // Processors multiply 8-bit numbers in ways of their own; one that strays would make every fitted weight wrong without a word. Changed
    // weights have another name, and their vectors are written anew: `npx tsx test/support/write-encoder-vectors.ts`.
    const reference = readEncoderVectors();
    expect(one.name).toBe(reference.embedder);
    expect(reference.vectors.map(({ text }) => text)).toEqual(referenceTexts);
    const vectors = await one.embed(referenceTexts);
    for (const [at, { text, vector }] of reference.vectors.entries()) {
      expect(vector).toHaveLength(one.dimensions);
      expect(near(vectors[at], vector), text).toBeGreaterThan(0.999);
    }
    // Nor does it give the same for everything.
    const others = reference.vectors.flatMap((a, at) => reference.vectors.slice(at + 1).map(b => near(a.vector, b.vector)));
    expect(Math.max(...others)).toBeLessThan(0.9);
  });
});

describe('the encoder in its worker thread', () => {
  /** Threads that start while a test runs: Node tells of each. */
  const threads: Worker[] = [];
  const remember = (worker: Worker): void => void threads.push(worker);
  beforeAll(() => void process.on('worker', remember));
  afterAll(() => void process.off('worker', remember));

  it('stops in the middle of a long list', async () => {
    const embedder = createOnnxEmbedder();
    await embedder.embed(['warm']);
    const controller = new AbortController();
    const many = Array.from({ length: 4_000 }, (_, n) => `question number ${n} about coding pay`);
    const started = performance.now();
    const work = embedder.embed(many, controller.signal);
    setTimeout(() => controller.abort(), 30);
    await expect(work).rejects.toMatchObject({ code: 'cancelled' });
    // All 4,000 take ten seconds.
    expect(performance.now() - started).toBeLessThan(2_500);
    expect(await embedder.embed(['and on'])).toHaveLength(1);
    await embedder.close();
  });

  it('fails what it was doing when its thread is killed, and has another for the next call', async () => {
    threads.length = 0;
    const embedder = createOnnxEmbedder();
    const [before] = await embedder.embed(['coder pay']);
    const work = embedder.embed(questions);
    await threads[0]?.terminate();
    await expect(work).rejects.toMatchObject({ code: 'embedder_failed' });
    const [after] = await embedder.embed(['coder pay']);
    expect(near(before, after)).toBeGreaterThan(0.9999);
    expect(threads).toHaveLength(2);
    await embedder.close();
  });

  it('takes together what came while it was busy, and gives each asker its own', async () => {
    const embedder = createOnnxEmbedder();
    const alone: Float32Array[] = [];
    for (const text of questions) alone.push(...(await embedder.embed([text])));
    const together = await Promise.all(questions.map(text => embedder.embed([text])));
    expect(together).toEqual(alone.map(vector => [vector]));
    await embedder.close();
  });

  it('does not fail the new thread for the end of the old one', async () => {
    threads.length = 0;
    const embedder = createOnnxEmbedder();
    await embedder.embed(['warm']);
    const [old] = threads;
    old?.emit('error', new Error('the model ran out of memory'));
    const work = embedder.embed(['coder pay']);
    await old?.terminate();
    expect(await work).toHaveLength(1);
    await embedder.close();
  });

  it('fails what is under way when it is closed, rather than never answering', async () => {
    const embedder = createOnnxEmbedder();
    const work = embedder.embed(questions);
    const settled = expect(work).rejects.toMatchObject({ code: 'embedder_failed' });
    await embedder.close();
    await settled;
  });

  it('shares work among its threads', async () => {
    threads.length = 0;
    const embedder = createOnnxEmbedder({ threads: 2 });
    expect(await embedder.embed(questions)).toHaveLength(questions.length);
    expect(threads).toHaveLength(2);
    await embedder.close();
  });
});
