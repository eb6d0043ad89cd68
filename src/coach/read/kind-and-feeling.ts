import { chancesOf, type Feeling, glad, type Head, type Heads, likeliest, signChance, type TurnKind } from './heads.js';
import type { Signs } from './word-signs.js';

/** What is felt: something good or something hard; which feeling and about what, where that is plain. */
export type Felt = {
  readonly isGlad: boolean;
  readonly feeling: Feeling | undefined;
  readonly about: string | undefined;
};

/** What asks nothing is told at this chance, or a surer one where a question mark or a name stands: a question that is taken for thanks gets no answer. */
const asideFrom = 0.8;
const surelyAside = 0.95;
/**
 * "help", "menu", "what is this": so few words are a greeting, or ask what the coach itself is for, at this chance, others where that is likelier than a
 * question. Of 4,283 messages of other fields 30 are taken for one, and one of them asks something ("how do u pee up there").
 */
const greetingFrom = 0.3;
const fewWords = 3;
/** Where something hard is felt and no question mark stands, it's a sigh at this chance: topics to press are no loss to whoever did ask. */
const sighFrom = 0.5;
/** A feeling is met when it's as sure as this that there is one; news seldom comes without, and what only adds to a question seldom with. */
const feltFrom = { any: 0.4, news: 0.15, leaning: 0.6 } as const;
/** Which one it is, and what it is about, is named when it's as sure as this. */
const namedFrom = 0.5;
/**
 * Good or hard must be told apart, or nothing is said: hard up to the first chance that it is good, good from the second. Of 924 new messages with a feeling,
 * 49 lay between .25 and .35, nine of them glad; of 64 between .45 and .75 28 told of something hard, and a congratulation there is the worst answer.
 */
const gladFrom = [0.35, 0.75] as const;

type About = {
  /** Whether it names something of the field. */
  readonly isNaming: boolean;
  /** Whether it leans on what was asked. */
  readonly leans: boolean;
  /** Whether something hard is felt. */
  readonly isHard: boolean;
};

/** What a message is. */
export const kindOf = (head: Head, text: string, vector: Float32Array, { isNaming, leans, isHard }: About): TurnKind => {
  const isMarked = /\?\W*$/.test(text);
  const chances = chancesOf(head, vector);
  if (isHard && !text.includes('?') && (chances.get('vent') ?? 0) >= sighFrom) return 'vent';
  const [most = 'ask'] = likeliest(head, vector).flatMap(([name]) => (name === 'ask' ? [] : [name]));
  const isShort = !isMarked && text.split(/\s+/).length <= fewWords;
  const greetsFrom = isShort ? greetingFrom : (chances.get('ask') ?? 1);
  if (most === 'greeting' && !isNaming && !leans && (chances.get('greeting') ?? 0) >= greetsFrom) return 'greeting';
  // "I did that for three years btw" sounds like news, and adds to what was asked.
  const mayAsk = isMarked || isNaming || (leans && most === 'news');
  return 1 - (chances.get('ask') ?? 1) < (mayAsk ? surelyAside : asideFrom) ? 'ask' : (most as TurnKind);
};

/** What is plainly felt. */
export const feelingOf = (
  heads: Heads,
  signs: Signs,
  vector: Float32Array,
  as: keyof typeof feltFrom = 'any',
): Felt | undefined => {
  if (signChance(heads.felt, signs) < feltFrom[as]) return undefined;
  const good = signChance(heads.glad, signs);
  if (good > gladFrom[0] && good < gladFrom[1]) return undefined;
  const isGlad = good >= gladFrom[1];
  const surest = (head: Head): string | undefined => likeliest(head, vector).find(([, chance]) => chance >= namedFrom)?.[0];
  const feeling = surest(heads.feeling) as Feeling | undefined;
  return { isGlad, feeling: feeling && glad.has(feeling) === isGlad ? feeling : undefined, about: surest(heads.about) };
};
