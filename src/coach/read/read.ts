import { LRUCache } from 'lru-cache';
import type { Turn } from '../../domain/question.js';
import { normaliseQuestion } from '../../retrieval/normalise-question.js';
import { sayEmoji } from '../../text/emoji.js';
import { words } from '../../text/tokens.js';
import type { KnowledgeBase } from '../knowledge-base.js';
import { hasAskedBack } from '../replies.js';
import { mayBeInDanger } from './danger.js';
import type { Heads, TurnKind } from './heads.js';
import { type Felt, feelingOf, kindOf } from './kind-and-feeling.js';
import { otherLanguage } from './language.js';
import { createLeans } from './lean.js';
import { createNamesIn } from './names-in.js';
import { pickOf } from './pick.js';
import { createRestater, namesAnother } from './restate.js';
import { type Ask, createSplitter } from './split-asks.js';
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
  /** The one to three things asked, in their order; the message itself when it asks nothing plainly. */
  readonly asks: readonly Ask[];
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
  new Set([
    ...pack.info.suggestions.map(bare),
    ...[...passages.values()].flatMap(passage => passage.answers.map(bare).filter(text => text.includes(' '))),
  ]);

/** Reads messages, each with the turns before it. */
export const createReader = (base: KnowledgeBase, heads: Heads) => {
  const { pack, embedder } = base;
  const isOwn = heads.embedder === embedder.name;
  const namesIn = createNamesIn(pack);
  const leans = createLeans(heads.leans, namesIn);
  const restate = createRestater(namesIn, pack.vocabulary.attributes);
  const split = createSplitter(pack.vocabulary, text => {
    const named = namesIn(text);
    return named.has('role') || named.has('credential');
  });
  const spell = createSpeller(base);
  const offered = offeredBy(base);

  const felt = (text: string, vector: Float32Array, as?: 'news' | 'leaning'): Felt | undefined =>
    isOwn ? feelingOf(heads, wordSigns(text, vector), vector, as) : undefined;
  const kind = (text: string, vector: Float32Array, leans = false): TurnKind =>
    isOwn
      ? kindOf(heads.kind, text, vector, {
          isNaming: namesIn(text).size > 0,
          leans,
          isHard: felt(text, vector)?.isGlad === false,
        })
      : 'ask';
  /** Words are told from foreign ones by lists of English. */
  const foreign = (text: string): string | undefined =>
    pack.info.language === 'en' ? otherLanguage(text, base.units) : undefined;

  const reading = (vectorOf: (text: string) => Float32Array) => ({
    isAsk: (text: string): boolean => kind(text, vectorOf(sayEmoji(text))) === 'ask' && !foreign(text),
    leansOn: (text: string, standing: Standing | undefined): standing is Standing =>
      standing !== undefined &&
      !offered.has(bare(text)) &&
      leans(spell(text), spell(standing.question), isOwn ? vectorOf(text) : new Float32Array()),
    restate,
    picked: (text: string, offer: Turn | undefined, standing: Standing | undefined): string | undefined =>
      standing && namesAnother(text, standing.question, namesIn) && !hasAskedBack(offer?.content ?? '')
        ? undefined
        : pickOf(text, offer?.suggestions ?? []),
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
      const said = turns.filter(turn => turn.role === 'user').map(turn => turn.content);
      // What is felt is heard in faces too; the guides tell nothing of them.
      const vectorOf = await embed([...new Set([text, ...said].flatMap(one => [one, sayEmoji(one)]))], signal);
      const own = reading(vectorOf);
      const { standing, offer } = standingOf(turns, own);
      const picked = own.picked(text, offer, standing);
      const message = picked ?? text;
      const vector = picked === undefined ? vectorOf(text) : (await embed([picked], signal))(picked);
      const heard = picked === undefined ? vectorOf(sayEmoji(text)) : vector;
      // A heading on a button ("There are other doors") may sound like a remark.
      const isTyped = picked === undefined && !offered.has(bare(message));
      const leans = picked === undefined && own.leansOn(text, standing);
      const turnKind = isTyped ? kind(message, heard, leans) : 'ask';
      const about = {
        kind: turnKind,
        danger: mayBeInDanger(heads.danger, wordSigns(message, isOwn ? heard : new Float32Array())),
        feeling: felt(message, heard, turnKind === 'news' ? 'news' : leans ? 'leaning' : undefined),
        language: foreign(message),
      };
      const leaning = leans && about.kind === 'ask' ? standing : undefined;
      if (!leaning) return { ...about, asks: split(message), leansOn: undefined, vector };
      const { question } = restate(text, leaning);
      return {
        ...about,
        asks: [{ text: question, typed: text }],
        leansOn: leaning.typed,
        vector: (await embed([question], signal))(question),
      };
    },
  };
};
export type Reader = ReturnType<typeof createReader>;
