import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { byteVectorIndex } from '../src/backends/byte-vector-index.js';
import { sqliteIndexWriter } from '../src/backends/sqlite-index-writer.js';
import { createFinder, type SilenceHead } from '../src/coach/find/find.js';
import type { Embedder } from '../src/contracts/embedder.js';
import { careerMapSchema } from '../src/domain/career-map.js';
import { type Pack, packInfoSchema, voiceSchema } from '../src/domain/pack.js';
import { compilePack } from '../src/knowledge/compile-pack.js';
import { readPackFiles } from '../src/knowledge/pack-files.js';
import { openBase } from '../src/open-base.js';
import { buildIndex } from '../src/retrieval/build-index.js';
import { normaliseQuestion } from '../src/retrieval/normalise-question.js';
import { slugOf } from '../src/text/slug.js';
import type { Listing } from './listing.js';
import type { Field } from './read-fields.js';
import { strangersTo } from './strangers.js';

const bare = (text: string): string => text.toLowerCase().replace(/\W+/g, ' ').trim();

/** Lists that a pack without any of its own goes by. */
const anyField = async (): Promise<Pick<Pack, 'scope' | 'vocabulary'>> => {
  const { pack } = compilePack(
    new Map([
      ...(await readPackFiles(fileURLToPath(new URL('../knowledge/medical-coding', import.meta.url)))),
      ...['scope', 'vocabulary'].map(name => [`${name}.yaml`, ''] as const),
    ]),
  );
  if (!pack) throw new Error('the lists of any field cannot be read');
  return pack;
};

/** A field as a pack of guides alone, one passage a section, beside which nobody wrote anything but the questions that are given. */
const packOf = (field: Field, lists: Pick<Pack, 'scope' | 'vocabulary'>, asked: readonly Field['messages'][number][]): Pack => {
  const sections = [...new Set(field.sentences.map(sentence => sentence.section))];
  const sectionOf = new Map(field.sentences.map(({ n, section }) => [n, section]));
  return {
    info: packInfoSchema.parse({
      id: field.guide,
      title: field.guide,
      subject: field.guide,
      suggestions: ['What is this about?'],
    }),
    guides: [],
    passages: sections.map(section => ({
      id: `${field.guide}#${slugOf(section)}`,
      guide: field.guide,
      section,
      headingPath: [section],
      sentences: field.sentences.filter(sentence => sentence.section === section).map(sentence => sentence.text),
      answers: asked.flatMap(({ best, asks }) => (sectionOf.get(best[0] ?? -1) === section ? asks.slice(0, 1) : [])),
      also: [],
    })),
    careerMap: careerMapSchema.parse({ roles: [], credentials: [], figures: [], moves: [], conflicts: [] }),
    vocabulary: lists.vocabulary,
    scope: lists.scope,
    voice: voiceSchema.parse({}),
  };
};

const listingsIn = async (
  pack: Pack,
  field: Field,
  messages: readonly Field['messages'][number][],
  embedder: Embedder,
  silence: SilenceHead,
  form: NonNullable<Listing['form']>,
): Promise<Listing[]> => {
  const root = await mkdtemp(join(tmpdir(), 'nextrung-field-'));
  try {
    const manifest = await buildIndex({
      root,
      pack,
      judgments: [],
      contentHash: '0'.repeat(64),
      embedder,
      vectorIndex: byteVectorIndex,
      writer: sqliteIndexWriter,
    });
    const base = await openBase({ root, manifest, embedder, vectorIndex: byteVectorIndex });
    const finder = createFinder(base, silence);
    const vectors = await embedder.embed(messages.map(message => message.message));
    // Sentences are numbered by section in the pack, and as they were written in the field.
    const written = [...pack.passages].flatMap(passage => passage.sentences);
    const placeOf = new Map(field.sentences.map(sentence => [sentence.n, written.indexOf(sentence.text)]));
    const places = (numbers: readonly number[]): Set<number> => new Set(numbers.map(n => placeOf.get(n) ?? -1));
    const listings = messages.map(({ message, best, useful, none, again }, at) => ({
      group: field.guide,
      form,
      message,
      none,
      best: places(best),
      useful: places(useful),
      ...(again ? { again: { best: places(again.best), useful: places(again.useful) } } : {}),
      candidates: finder.find({
        words: normaliseQuestion(message, pack.vocabulary, base.units),
        vector: vectors[at] ?? new Float32Array(embedder.dimensions),
      }).candidates,
    }));
    base.units.close();
    return listings;
  } finally {
    await rm(root, { recursive: true, force: true });
  }
};

/** Messages as they were written, and again as what they ask, which is how whoever knows guides asks. */
const withAsks = (messages: Field['messages']): Field['messages'] => [
  ...messages,
  ...messages.flatMap(message => (message.asks.length === 1 ? message.asks.map(ask => ({ ...message, message: ask })) : [])),
];

/**
 * A field's messages with their candidates, found in an index of that field alone: once as a text without a question, and once as an FAQ, where what some
 * messages ask is a section's own question and the others are to be answered.
 *
 * @param fields all of them, for questions that belong to another
 */
export const fieldListings = async (
  field: Field,
  fields: readonly Field[],
  embedder: Embedder,
  silence: SilenceHead,
): Promise<Listing[]> => {
  const lists = await anyField();
  const withQuestions = async (part: number): Promise<Listing[]> => {
    const asked = field.messages.filter((_, at) => at % 2 === part);
    const known = new Set(asked.flatMap(({ asks }) => asks.map(bare)));
    const others = field.messages.filter(({ asks }, at) => at % 2 !== part && !asks.some(ask => known.has(bare(ask))));
    return listingsIn(packOf(field, lists, asked), field, withAsks(others), embedder, silence, 'FAQ');
  };
  return [
    ...(await listingsIn(
      packOf(field, lists, []),
      field,
      [...withAsks(field.messages), ...strangersTo(field, fields)],
      embedder,
      silence,
      'text',
    )),
    ...(await withQuestions(0)),
    ...(await withQuestions(1)),
  ];
};
