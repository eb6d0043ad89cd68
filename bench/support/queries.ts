import { createOnnxEmbedder } from '../../src/backends/onnx-embedder.js';
import { normaliseQuestion } from '../../src/retrieval/normalise-question.js';
import { configFor, openOurParts } from './our-parts.js';
import { readQuestionSets } from './questions.js';

/** A question as a search gets it. */
export type Query = { readonly text: string; readonly vector: Float32Array };
/** Every question of both sets, the held-out ones first: as members typed it, and in the guides' words as our search asks it. */
export type Queries = { readonly typed: readonly Query[]; readonly normalised: readonly Query[] };

/** Embeds every question once for all searches that are compared: the same vectors for each, and none of their time. */
export const embedQueries = async (indexFolder: string): Promise<Queries> => {
  const sets = await readQuestionSets();
  const embedder = createOnnxEmbedder({ threads: 2 });
  try {
    const { base, close } = await openOurParts(configFor(indexFolder), embedder);
    const typed = [...sets.heldOut, ...sets.seen].map(item => item.question);
    const normalised = typed.map(question => normaliseQuestion(question, base.pack.vocabulary, base.units));
    close();
    const queriesOf = async (texts: readonly string[]): Promise<Query[]> => {
      const vectors = await embedder.embed(texts);
      return texts.map((text, at) => ({ text, vector: vectors[at] ?? new Float32Array(embedder.dimensions) }));
    };
    return { typed: await queriesOf(typed), normalised: await queriesOf(normalised) };
  } finally {
    await embedder.close();
  }
};
