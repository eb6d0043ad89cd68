import { NextRungEmbeddings } from './backends/langchain-embeddings.js';
import { NextRungRetriever } from './backends/langchain-retriever.js';
import type { OpenedCoach } from './create-coach.js';
import { passageText } from './domain/passage.js';

/* For chains of one's own: NextRung's search and its embedder as LangChain knows them. */

/** Passages that a question gets when nothing else is asked for. */
const usualCount = 4;

/**
 * NextRung's hybrid search as a LangChain retriever: keywords and similarity of questions over the guides of an opened coach. Documents carry
 * `id`, `guide`, `title`, `publisher`, `section`, `dataAsOf`, `url` and `relevance` (0 to about 1) as metadata, best first.
 *
 * @param options.count documents for a question
 */
export const createRetriever = (
  { base }: Pick<OpenedCoach, 'base'>,
  options: { readonly count?: number } = {},
): NextRungRetriever =>
  new NextRungRetriever({
    async find(question) {
      const [vector] = await base.embedder.embed([question]);
      const { passages } = base.retriever.retrieve(
        { text: question, vector: vector ?? new Float32Array(base.embedder.dimensions) },
        options.count ?? usualCount,
      );
      return passages.map(({ passage, relevance }) => {
        const guide = base.guides.get(passage.guide);
        return {
          text: passageText(passage),
          metadata: {
            id: passage.id,
            guide: passage.guide,
            title: guide?.title,
            publisher: guide?.publisher,
            section: passage.section,
            dataAsOf: guide?.dataAsOf,
            url: guide?.url,
            relevance,
          },
        };
      });
    },
  });

/** The embedder of an opened coach as LangChain's `Embeddings`: the vectors that its index is made of. */
export const createEmbeddings = ({ base }: Pick<OpenedCoach, 'base'>): NextRungEmbeddings =>
  new NextRungEmbeddings(base.embedder);
