import { chancesOf, type Feeling, type Head, type Heads, type TurnKind, wordChance } from './heads.js';
import { wordSigns } from './word-signs.js';

/** What asks nothing is told at this chance, or a surer one where a question mark or a name stands: a question that is taken for thanks gets no answer. */
const asideFrom = 0.8;
const surelyAside = 0.95;
/** A feeling is met when it's as sure as this that there is one. */
const feltFrom = 0.5;

/** What is felt the other way, against what is felt most. */
const unclearShare = 0.35;
const glad: ReadonlySet<string> = new Set(['excited', 'proud', 'grateful']);

/**
 * What a message is.
 *
 * @param isNaming whether it names something of the field
 */
export const kindOf = (head: Head, text: string, vector: Float32Array, isNaming: boolean): TurnKind => {
  const chances = chancesOf(head, vector);
  const from = /\?\W*$/.test(text) || isNaming ? surelyAside : asideFrom;
  if (1 - (chances.get('ask') ?? 1) < from) return 'ask';
  const [most] = [...chances].filter(([name]) => name !== 'ask').toSorted((a, b) => b[1] - a[1]);
  return (most?.[0] ?? 'ask') as TurnKind;
};

/** What is plainly felt. */
export const feelingOf = (heads: Pick<Heads, 'feeling' | 'felt'>, text: string, vector: Float32Array): Feeling | undefined => {
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
