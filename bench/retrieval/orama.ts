import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { create, insertMultiple, load, type RawData, save, search } from '@orama/orama';
import { documentsOf } from '../../src/retrieval/index-content.js';
import { isStopWord, words } from '../../src/text/tokens.js';
import { depth } from '../support/evidence.js';
import type { Candidate } from './candidate.js';
import { compileShippedPack } from './guides.js';

const fileName = 'orama.json';
/** Orama's default leaves out vectors below 0.8, which with this model is nearly all of them. */
const similarity = 0.3;

const createDatabase = () =>
  create({
    schema: { heading: 'string', answers: 'string', text: 'string', embedding: 'vector[512]' },
    components: { tokenizer: { stemming: true, language: 'english' } },
  });

/** Orama's hybrid search: BM25 and one vector a passage, a half each as it does by default. */
const orama = (
  name: string,
  properties: readonly ('heading' | 'answers' | 'text')[],
  termOf = (question: string) => question,
): Candidate => ({
  name,
  savedAs: `Orama ${properties.join(' ')}`,
  asks: 'typed',
  async index(folder, embedder) {
    const pack = await compileShippedPack();
    const guideOf = new Map(pack.passages.map(passage => [passage.id, passage.guide]));
    const documents = documentsOf(pack).flatMap(({ kind, owner, heading, text, ...beside }) => {
      const answers = properties.includes('answers') ? Object.values(beside).join(' ') : '';
      return kind === 'passage' ? [{ guide: guideOf.get(owner) ?? '', heading, answers, text }] : [];
    });
    const vectors = await embedder.embed(documents.map(({ heading, answers, text }) => `${heading}. ${answers} ${text}`));
    const database = createDatabase();
    await insertMultiple(
      database,
      documents.map((document, at) => ({ ...document, embedding: Array.from(vectors[at] ?? []) })),
    );
    await writeFile(join(folder, fileName), JSON.stringify(save(database)));
    return { pieces: documents.length };
  },
  async open(folder) {
    const database = createDatabase();
    load(database, JSON.parse(await readFile(join(folder, fileName), 'utf8')) as RawData);
    return {
      async search({ text, vector }) {
        const found = await search(database, {
          mode: 'hybrid',
          term: termOf(text),
          vector: { value: Array.from(vector), property: 'embedding' },
          properties: [...properties],
          similarity,
          limit: depth,
        });
        return found.hits.map(({ document }) => ({
          guide: String((document as { guide?: unknown }).guide),
          text: `${document.heading} ${document.text}`,
        }));
      },
    };
  },
});

/** Its own tokenizer keeps every word; ours are dropped for it, as a user who measured would do. */
const withoutStopWords = (question: string): string =>
  words(question)
    .filter(word => !isStopWord(word))
    .join(' ');

export const oramaHybrid = orama('Orama hybrid, heading + text', ['heading', 'text']);
export const oramaHybridWithAnswers = orama('Orama hybrid, + answers', ['heading', 'answers', 'text']);
/** Of 72 settings tried on questions that were looked at while building (fields, boosts, weights, thresholds, stop words), none did better than this. */
export const oramaHybridAtItsBest = orama('Orama hybrid, + our stop words', ['heading', 'answers', 'text'], withoutStopWords);
