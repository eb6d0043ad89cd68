import { LRUCache } from 'lru-cache';
import type { Turn } from '../../domain/question.js';
import { normaliseQuestion } from '../../retrieval/normalise-question.js';
import { words } from '../../text/tokens.js';
import type { KnowledgeBase } from '../knowledge-base.js';
import { mayBeInDanger } from './danger.js';
import { chancesOf, type Feeling, type Heads, type TurnKind, wordChance } from './heads.js';
import { otherLanguage } from './language.js';
import { createLeans } from './lean.js';
import { createNamesIn } from './names-in.js';
import { pickOf } from './pick.js';
import { restate } from './restate.js';
import { createSplitter } from './split-asks.js';
import { wordSigns } from './word-signs.js';

/** What a message is, and what it asks. */
export type Reading = {
  readonly kind: TurnKind;
  /** Whether whoever wrote it may be in danger. */
  readonly danger: boolean;
  /** The language that it is written in, where that is plainly another than English; ISO 639-1. */
  readonly language: string | undefined;
  /** What is plainly felt. */
  readonly feeling: Feeling | undefined;
  /** The one to three things asked, each standing alone, as they were typed; the message itself when it asks nothing plainly. */
  readonly asks: readonly string[];
  /** The earlier message that it leans on, as it was typed. */
  readonly leansOn: string | undefined;
  /** Of the message as it stands alone. */
  readonly vector: Float32Array;
};

/** What asks nothing is told at this chance, or a surer one where a question mark or a name stands: a question that is taken for thanks gets no answer. */
const asideFrom = 0.8;
const surelyAside = 0.95;
/** A feeling is met when it's as sure as this that there is one. */
const feltFrom = 0.5;

/** What is felt the other way, against what is felt most. */
const unclearShare = 0.35;
const glad: ReadonlySet<string> = new Set(['excited', 'proud', 'grateful']);

/** Messages whose spelling is remembered while the process runs. */
const speltKept = 500;

type Standing = { readonly typed: string; readonly question: string };

const bare = (text: string): string => words(text).join(' ');

/** Reads messages, each with the turns before it. */
export const createReader = (base: KnowledgeBase, heads: Heads) => {
  const { pack, embedder, passages } = base;
  const isOwn = heads.embedder === embedder.name;
  const namesIn = createNamesIn(pack);
  const leans = createLeans(heads.leans, namesIn);
  const split = createSplitter(pack.vocabulary);
  const spelt = new LRUCache<string, string>({ max: speltKept });
  // A message is spelt for finding, for leaning, and with every message after it.
  const spell = (text: string): string => {
    const known = spelt.get(text) ?? normaliseQuestion(text, pack.vocabulary, base.units);
    spelt.set(text, known);
    return known;
  };
  // Buttons, starters and commands ask these: they stand alone whatever came before.
  const offered = new Set(
    [...pack.info.suggestions, ...[...passages.values()].flatMap(passage => passage.answers)]
      .map(bare)
      .filter(text => text.includes(' ')),
  );

  const kindOf = (text: string, vector: Float32Array): TurnKind => {
    if (!isOwn) return 'ask';
    const chances = chancesOf(heads.kind, vector);
    const from = /\?\W*$/.test(text) || namesIn(text).size > 0 ? surelyAside : asideFrom;
    if (1 - (chances.get('ask') ?? 1) < from) return 'ask';
    const [most] = [...chances].filter(([name]) => name !== 'ask').toSorted((a, b) => b[1] - a[1]);
    return (most?.[0] ?? 'ask') as TurnKind;
  };

  const feelingOf = (text: string, vector: Float32Array): Feeling | undefined => {
    if (!isOwn) return undefined;
    const chances = chancesOf(heads.feeling, vector);
    const felt = (1 - (chances.get('none') ?? 1) + wordChance(heads.felt, wordSigns(text))) / 2;
    if (felt < feltFrom) return undefined;
    // Glad or sad must be told apart, or nothing is said.
    const felts = [...chances].filter(([name]) => name !== 'none').toSorted((a, b) => b[1] - a[1]);
    const sumOf = (isGlad: boolean): number =>
      felts.reduce((sum, [name, chance]) => sum + (glad.has(name) === isGlad ? chance : 0), 0);
    const [most] = felts;
    const isUnclear = most !== undefined && sumOf(!glad.has(most[0])) > unclearShare * sumOf(glad.has(most[0]));
    return isUnclear ? undefined : (most?.[0] as Feeling | undefined);
  };

  const leansOn = (message: string, standing: Standing | undefined): standing is Standing =>
    standing !== undefined && !offered.has(bare(message)) && leans(spell(message), spell(standing.question));

  /** The last question of a conversation, saying in full what it asked: a follow-up goes with the one before it. */
  const standingOf = (turns: readonly Turn[], vectorOf: (text: string) => Float32Array): Standing | undefined => {
    let standing: Standing | undefined;
    let suggestions: readonly string[] = [];
    for (const { role, content, suggestions: own } of turns) {
      if (role === 'assistant') {
        suggestions = own ?? suggestions;
        continue;
      }
      const picked = pickOf(content, suggestions);
      const typed = picked ?? content;
      // Nothing goes on from thanks, nor from what was not understood.
      if (kindOf(typed, vectorOf(typed)) !== 'ask' || otherLanguage(typed, base.units)) continue;
      const question: string =
        picked === undefined && leansOn(typed, standing) ? restate(typed, standing.question, namesIn) : typed;
      standing = { typed, question };
    }
    return standing;
  };

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
      const about = {
        kind: picked === undefined ? kindOf(message, vector) : ('ask' as const),
        danger: mayBeInDanger(heads.danger, text, isOwn ? vector : new Float32Array()),
        feeling: feelingOf(message, vector),
        language: otherLanguage(message, base.units),
      };
      const standing = picked === undefined ? standingOf(turns, vectorOf) : undefined;
      if (about.kind !== 'ask' || !leansOn(message, standing))
        return { ...about, asks: split(message), leansOn: undefined, vector };
      const question = restate(message, standing.question, namesIn);
      if (question === message) return { ...about, asks: split(message), leansOn: undefined, vector };
      return {
        ...about,
        asks: [question],
        leansOn: standing.typed,
        vector: (await embed([question], signal))(question),
      };
    },
  };
};
export type Reader = ReturnType<typeof createReader>;
