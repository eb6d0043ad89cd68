import type { CallbackManagerForRetrieverRun } from '@langchain/core/callbacks/manager';
import { Document } from '@langchain/core/documents';
import { BaseRetriever, type BaseRetrieverInput } from '@langchain/core/retrievers';

/** A passage as a LangChain document: its text, and where it stands. */
type PassageDocument = {
  readonly text: string;
  readonly metadata: Readonly<Record<string, unknown>> & { readonly id: string };
};

type Find = (question: string) => Promise<readonly PassageDocument[]>;

/** A search of ours as LangChain's retriever: it stands in any chain, and a trace shows what it found. */
export class NextRungRetriever extends BaseRetriever {
  static override lc_name(): string {
    return 'NextRungRetriever';
  }
  override lc_namespace = ['nextrung', 'retrievers'];
  private readonly find: Find;

  constructor(fields: BaseRetrieverInput & { readonly find: Find }) {
    super(fields);
    this.find = fields.find;
  }

  override async _getRelevantDocuments(question: string, _run?: CallbackManagerForRetrieverRun): Promise<Document[]> {
    return (await this.find(question)).map(
      ({ text, metadata }) => new Document({ id: metadata.id, pageContent: text, metadata: { ...metadata } }),
    );
  }
}
