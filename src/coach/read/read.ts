import { LRUCache } from 'lru-cache';
import type { Turn } from '../../domain/question.js';
import { normaliseQuestion } from '../../retrieval/normalise-question.js';
import { words } from '../../text/tokens.js';
import type { KnowledgeBase } from '../knowledge-base.js';
import { mayBeInDanger } from './danger.js';
import type { Heads, TurnKind } from './heads.js';
import { type Felt, feelingOf, kindOf } from './kind-and-feeling.js';
import { otherLanguage } from './language.js';
import { createLeans } from './lean.js';
import { createNamesIn } from './names-in.js';
import { pickOf } from './pick.js';
import { restate } from './restate.js';
import { createSplitter } from './split-asks.js';
import { type Standing, standingOf } from './standing.js';
import { wordSigns } from './word-signs.js';

/** What a message is, and what it asks. */
export type Reading = {
  readonly kind: TurnKind;
  /** Whether whoever wrote it may be in danger. */
  readonly danger: boolean;
  /** The language that it is written in, where that is plainly another than English; ISO 639-1. */
  readonly language: string | undefined;
  /** What is plainly felt. */
  readonly feeling: Felt | undefined;
  /** The one to three things asked, each standing alone, as they were typed; the message itself when it asks nothing plainly. */
  readonly asks: readonly string[];
  /** The earlier message that it leans on, as it was typed. */
  readonly leansOn: string | undefined;
  /** Of the message as it stands alone. */
  readonly vector: Float32Array;
};

/** Messages whose spelling is remembered while the process runs. */
const speltKept = 500;

const bare = (text: string): string => words(text).join(' ');

type Words = Pick<KnowledgeBase, 'pack' | 'units' | 'passages'>;

/** A message is spelt for finding, for leaning, and with every message after it: once. */
const createSpeller = ({ pack, units }: Words): ((text: string) => string) => {
  const spelt = new LRUCache<string, string>({ max: speltKept });
  return text => {
    const known = spelt.get(text) ?? normaliseQuestion(text, pack.vocabulary, units);
    spelt.set(text, known);
    return known;
  };
};

/** What buttons, starters and commands ask: they stand alone whatever came before. */
const offeredBy = ({ pack, passages }: Words): ReadonlySet<string> =>
  new Set(
    [...pack.info.suggestions, ...[...passages.values()].flatMap(passage => passage.answers)]
      .map(bare)
      .filter(text => text.includes(' ')),
  );

/** Reads messages, each with the turns before it. */
export const createReader = (base: KnowledgeBase, heads: Heads) => {
  const { pack, embedder } = base;
  const isOwn = heads.embedder === embedder.name;
  const namesIn = createNamesIn(pack);
  const leans = createLeans(heads.leans, namesIn);
  const split = createSplitter(pack.vocabulary);
  const spell = createSpeller(base);
  const offered = offeredBy(base);

  const kind = (text: string, vector: Float32Array): TurnKind =>
    isOwn ? kindOf(heads.kind, text, vector, namesIn(text).size > 0) : 'ask';
  /** Words are told from foreign ones by lists of English. */
  const foreign = (text: string): string | undefined =>
    pack.info.language === 'en' ? otherLanguage(text, base.units) : undefined;

  const leansOn = (message: string, standing: Standing | undefined): standing is Standing =>
    standing !== undefined && !offered.has(bare(message)) && leans(spell(message), spell(standing.question));

  const reading = (vectorOf: (text: string) => Float32Array) => ({
    isAsk: (text: string): boolean => kind(text, vectorOf(text)) === 'ask' && !foreign(text),
    leansOn,
    restated: (text: string, before: string): string => restate(text, before, namesIn),
  });

  /** Vectors of texts as they are spelt in the guides. */
  const embed = async (texts: readonly string[], signal?: AbortSignal): Promise<(text: string) => Float32Array> => {
    const vectors = await embedder.embed(texts.map(spell), signal);
    const each = new Map(texts.map((text, at) => [text, vectors[at]]));
    return text => each.get(text) ?? new Float32Array(embedder.dimensions);
  };

  return {
    embed,
    spell,
    split,
    async read(text: string, turns: readonly Turn[], signal?: AbortSignal): Promise<Reading> {
      const suggestions = turns.findLast(turn => turn.role === 'assistant' && turn.suggestions)?.suggestions ?? [];
      const picked = pickOf(text, suggestions);
      const message = picked ?? text;
      const said = turns.filter(turn => turn.role === 'user').map(turn => turn.content);
      const vectorOf = await embed([message, ...said, ...suggestions], signal);
      const vector = vectorOf(message);
      const signs = wordSigns(message, isOwn ? vector : new Float32Array());
      const about = {
        kind: picked === undefined ? kind(message, vector) : ('ask' as const),
        danger: mayBeInDanger(heads.danger, signs),
        feeling: isOwn ? feelingOf(heads, signs, vector) : undefined,
        language: foreign(message),
      };
      const standing = picked === undefined ? standingOf(turns, reading(vectorOf)) : undefined;
      const leaning = about.kind === 'ask' && leansOn(message, standing) ? standing : undefined;
      const question = leaning ? restate(message, leaning.question, namesIn) : message;
      if (!leaning || question === message) return { ...about, asks: split(message), leansOn: undefined, vector };
      return { ...about, asks: [question], leansOn: leaning.typed, vector: (await embed([question], signal))(question) };
    },
  };
};
export type Reader = ReturnType<typeof createReader>;
