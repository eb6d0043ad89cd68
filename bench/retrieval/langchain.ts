import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { MemoryVectorStore } from '@langchain/classic/vectorstores/memory';
import { Document } from '@langchain/core/documents';
import { Embeddings } from '@langchain/core/embeddings';
import { RecursiveCharacterTextSplitter } from '@langchain/textsplitters';
import type { Embedder } from '../../src/contracts/embedder.js';
import { depth } from '../support/evidence.js';
import { vectorsOnly } from '../support/our-parts.js';
import type { Candidate } from './candidate.js';
import { comment, commentMarks, readGuideTexts } from './guides.js';

/** Our embedder as LangChain sees one. */
class WrappedEmbeddings extends Embeddings {
  constructor(private readonly embedder: Embedder) {
    super({});
  }
  async embedDocuments(texts: string[]): Promise<number[][]> {
    return (await this.embedder.embed(texts)).map(vector => Array.from(vector));
  }
  async embedQuery(text: string): Promise<number[]> {
    const [vector] = await this.embedDocuments([text]);
    return vector ?? [];
  }
}

/** The store keeps nothing on disk; its vectors are saved for it here, or every start would embed the guides again. */
const fileName = 'memory-vectors.json';

const langchain = (name: string, split: () => RecursiveCharacterTextSplitter, withAnswers: boolean): Candidate => ({
  name,
  savedAs: name,
  asks: 'typed',
  async index(folder, embedder) {
    const guides = [...(await readGuideTexts())];
    const texts = guides.map(([, text]) => (withAnswers ? text : text.replace(comment, '')));
    const chunks = await split().createDocuments(
      texts,
      guides.map(([guide]) => ({ guide })),
    );
    const store = new MemoryVectorStore(new WrappedEmbeddings(embedder));
    // The questions are embedded as plain words; the guide's own text alone is what counts as found.
    await store.addDocuments(
      chunks.map(chunk => new Document({ ...chunk, pageContent: chunk.pageContent.replace(commentMarks, '') })),
    );
    const found = chunks.map(chunk => ({ guide: chunk.metadata.guide, text: chunk.pageContent.replace(comment, '') }));
    const saved = store.memoryVectors.map((vector, at) => ({ ...vector, metadata: found[at] }));
    await writeFile(join(folder, fileName), JSON.stringify(saved));
    return { pieces: chunks.length };
  },
  async open(folder) {
    const store = new MemoryVectorStore(new WrappedEmbeddings(vectorsOnly));
    store.memoryVectors = JSON.parse(await readFile(join(folder, fileName), 'utf8'));
    return {
      async search({ vector }) {
        const matches = await store.similaritySearchVectorWithScore(Array.from(vector), depth);
        return matches.map(([document]) => ({ guide: String(document.metadata.guide), text: String(document.metadata.text) }));
      },
    };
  },
});

/** One piece a section, whatever its length. */
const bySection = (): RecursiveCharacterTextSplitter =>
  new RecursiveCharacterTextSplitter({ separators: ['\n## ', '\n### '], chunkSize: 1, chunkOverlap: 0 });

export const langchainChunks = langchain(
  'LangChain, chunks of 500/50',
  () => RecursiveCharacterTextSplitter.fromLanguage('markdown', { chunkSize: 500, chunkOverlap: 50 }),
  false,
);
export const langchainSections = langchain('LangChain, whole sections', bySection, false);
export const langchainSectionsWithAnswers = langchain('LangChain, sections + answers', bySection, true);
