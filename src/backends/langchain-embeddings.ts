import { Embeddings } from '@langchain/core/embeddings';
import type { Embedder } from '../contracts/embedder.js';

/** An embedder of ours as LangChain's: the same vectors, for a vector store or a chain of one's own. */
export class NextRungEmbeddings extends Embeddings<number[]> {
  private readonly embedder: Embedder;

  constructor(embedder: Embedder) {
    super({});
    this.embedder = embedder;
  }

  override async embedDocuments(texts: string[]): Promise<number[][]> {
    return (await this.embedder.embed(texts)).map(vector => [...vector]);
  }

  override async embedQuery(text: string): Promise<number[]> {
    return [...((await this.embedder.embed([text]))[0] ?? [])];
  }
}
