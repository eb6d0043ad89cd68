import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createEmbeddings, createRetriever } from '../../src/langchain.js';
import { cosineSimilarity } from '../../src/text/vectors.js';
import { type OpenaiServer, startOpenaiServer } from '../support/openai-server.js';
import { program, runProgram } from '../support/run-nextrung.js';
import { useCoach } from '../support/shared-coach.js';

const coach = useCoach();
let server: OpenaiServer;
beforeAll(async () => {
  server = await startOpenaiServer();
});
beforeEach(() => server.reset());
afterAll(() => server.close());

describe('the retriever for LangChain', () => {
  it('finds the passages that the coach finds, with where they stand', async () => {
    const documents = await createRetriever(coach.opened(), { count: 3 }).invoke('which credential fits risk adjustment coding?');
    expect(documents).toHaveLength(3);
    expect(documents.map(document => document.pageContent).join()).toMatch(/risk adjustment/i);
    expect(documents[0]?.metadata).toMatchObject({
      id: expect.stringContaining('#'),
      publisher: expect.any(String),
      section: expect.any(String),
    });
    const relevance = documents.map(document => document.metadata.relevance);
    expect(relevance).toEqual(relevance.toSorted((a, b) => b - a));
  });

  it('tells callbacks when it begins and what it found', async () => {
    const told: string[] = [];
    await createRetriever(coach.opened()).invoke('what does a coding auditor do?', {
      callbacks: [
        {
          awaitHandlers: true,
          handleRetrieverStart: () => void told.push('start'),
          handleRetrieverEnd: documents => void told.push(`${documents.length} found`),
        },
      ],
    });
    expect(told).toEqual(['start', '4 found']);
  });
});

describe('the embeddings for LangChain', () => {
  it('are the vectors of the index', async () => {
    const embeddings = createEmbeddings(coach.opened());
    const [query, [near, far]] = [
      await embeddings.embedQuery('how much do coders earn?'),
      await embeddings.embedDocuments(['What do medical coders make?', 'Is coding remote?']),
    ];
    const like = (other: number[] | undefined): number =>
      cosineSimilarity(Float32Array.from(query), Float32Array.from(other ?? []));
    expect(query).toHaveLength(coach.opened().base.embedder.dimensions);
    expect(like(near)).toBeGreaterThan(like(far));
  });
});

describe('the examples', () => {
  const run = (name: string, question: string) =>
    runProgram(process.execPath, ['--import', 'tsx', `examples/${name}.ts`, question], { env: { OPENAI_BASE_URL: server.url } });

  it('own-chain.ts answers from what the retriever found', { timeout: 60_000 }, async () => {
    server.chat({ kind: 'text', content: 'The CRC fits risk adjustment.' });
    const { code, stdout, stderr } = await run('own-chain', 'which credential fits risk adjustment?');
    expect(stderr).toBe('');
    expect({ code, stdout }).toEqual({ code: 0, stdout: 'The CRC fits risk adjustment.\n' });
    expect(server.chats()[0]?.prompt).toMatch(
      /from these passages only:[\s\S]*CRC[\s\S]*which credential fits risk adjustment\?/,
    );
  });

  it('agent.ts looks things up when the model asks it to', { timeout: 60_000 }, async () => {
    server.chat((_, n) =>
      n === 0
        ? { kind: 'tool-call', name: 'search_guides', input: { question: 'what does a CDI specialist do?' } }
        : { kind: 'text', content: 'A CDI specialist improves records.' },
    );
    const { code, stdout } = await run('agent', 'what does a CDI specialist do?');
    expect({ code, stdout }).toEqual({ code: 0, stdout: 'A CDI specialist improves records.\n' });
    expect(server.chats()[1]?.prompt).toMatch(/#.*CDI/);
  });
});

describe('tracing', () => {
  it('is switched on by LangSmith’s own variables, and shows the chain: retriever, prompt, model, parser', {
    timeout: 60_000,
  }, async () => {
    const traced: string[] = [];
    const langsmith = createServer(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      const body = Buffer.concat(chunks);
      traced.push(request.headers['content-encoding'] === 'gzip' ? gunzipSync(body).toString() : body.toString());
      response.writeHead(202, { 'content-type': 'application/json' });
      response.end('{}');
    });
    await new Promise<void>(resolve => langsmith.listen(0, '127.0.0.1', resolve));
    server.chat({ kind: 'text', content: 'The guides say [1].' });
    const env = {
      OPENAI_BASE_URL: server.url,
      LANGSMITH_TRACING: 'true',
      LANGSMITH_API_KEY: 'trace-key',
      LANGSMITH_ENDPOINT: `http://127.0.0.1:${(langsmith.address() as AddressInfo).port}`,
    };
    const { code } = await runProgram(
      process.execPath,
      [program, 'ask', 'is the CCS harder than the CPC for inpatient coding?'],
      { env },
    );
    langsmith.closeAllConnections();
    langsmith.close();
    expect(code).toBe(0);
    for (const name of ['nextrung-answer', 'NextRungRetriever', 'ChatPromptTemplate', 'ChatOpenAI', 'StrOutputParser'])
      expect(traced.join('\n'), name).toContain(name);
  });
});
