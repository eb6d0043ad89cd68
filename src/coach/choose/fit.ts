import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { NextRungError } from '../../domain/errors.js';
import { signNames } from '../find/signs.js';
import { boostedTreesSchema } from './boosted-trees.js';

const linearSchema = z.object({ weights: z.array(z.number()), bias: z.number() });
export type Linear = z.infer<typeof linearSchema>;

/** One way of choosing. */
const fitSchema = z.object({
  /** Chance that a sentence helps, from its signs. */
  helps: boostedTreesSchema,
  /** Chance that the first sentence helps, from the chances of the best few and the signs of the message. */
  sure: boostedTreesSchema,
  /** Chance that the guides answer at all, from the same. */
  answers: boostedTreesSchema,
  /** Chance that a message asks for what a coach doesn't do, from its signs of scope. */
  outOfScope: linearSchema,
});
export type Fit = z.infer<typeof fitSchema>;

/** `models/chooser.json`: what was fitted on judged messages, and from what. */
const chooserSchema = z.object({
  /** The embedder whose similarities it was fitted on. */
  embedder: z.string(),
  madeFrom: z.string(),
  /** Names of signs, in the order in which trees count them: weights for others would choose anything. */
  signs: z.array(z.string()).refine(signs => signs.join() === signNames.join(), 'fitted on other signs than are found'),
  silence: z.object({ weight: z.array(z.number()), bias: z.number() }),
  judged: fitSchema,
  plain: fitSchema,
  /** For vectors of any other embedder: looks at words alone. */
  words: fitSchema,
});
export type ChooserFit = z.infer<typeof chooserSchema>;

/** Reads the chooser's weights. Throws `index_corrupt` when they are missing or damaged. */
export const readChooserFit = async (path: string): Promise<ChooserFit> => {
  try {
    return chooserSchema.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch (cause) {
    throw new NextRungError('index_corrupt', `${path} cannot be read; get it anew with \`git checkout models\`.`, { cause });
  }
};

/** The chance, 0 to 1, that a logistic regression gives for these signs. */
export const linearChance = ({ weights, bias }: Linear, signs: readonly number[]): number =>
  1 / (1 + Math.exp(-weights.reduce((sum, weight, at) => sum + weight * (signs[at] ?? 0), bias)));
