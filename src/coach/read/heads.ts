import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { NextRungError } from '../../domain/errors.js';
import type { feelings } from '../../domain/judgment.js';
import type { Signs } from './word-signs.js';

/** What a message is in a conversation. Whatever wants something of the guides or of the coach is an ask. */
export const turnKinds = ['ask', 'thanks', 'greeting', 'chatter', 'news', 'vent'] as const;
export type TurnKind = (typeof turnKinds)[number];
export type Feeling = (typeof feelings)[number];
export const glad: ReadonlySet<string> = new Set<Feeling>(['excited', 'proud', 'grateful']);

/** Multinomial logistic regression on a unit vector: a row of weights and a bias for each name. */
const headSchema = z.object({
  names: z.array(z.string()),
  weights: z.array(z.array(z.number())),
  biases: z.array(z.number()),
});
export type Head = z.infer<typeof headSchema>;

/** Saved weights are 16-bit numbers in Base64: a start reads a quarter of a million, and JSON's own take a tenth of a second to check. */
const weightsOf = (text: string): Int16Array => new Int16Array(Uint8Array.from(Buffer.from(text, 'base64')).buffer);
/** For `JSON.stringify`: writes weights as they are read. */
export const savedWeights = (_name: string, value: unknown): unknown =>
  value instanceof Int16Array ? Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('base64') : value;

/** Logistic regression over the signs of a message, a weight for each place, in hundredths; see `word-signs.ts`. */
const signHeadSchema = z.object({ weights: z.base64().transform(weightsOf), bias: z.number() });
export type SignHead = z.infer<typeof signHeadSchema>;
/** So many make one. */
export const weightUnit = 100;

/** Logistic regression over named signs of a message; see `lean.ts`. */
const wordHeadSchema = z.object({ weights: z.record(z.string(), z.number()), bias: z.number() });
export type WordHead = z.infer<typeof wordHeadSchema>;

/** `models/heads.json`: what is read off a message before anything is looked for, and from what it was fitted. */
const headsSchema = z.object({
  embedder: z.string(),
  madeFrom: z.string(),
  kind: headSchema,
  /** Whether anything is felt, by words and vector; then what, and about what. */
  felt: signHeadSchema,
  /** Whether it is something good. */
  glad: signHeadSchema,
  feeling: headSchema,
  about: headSchema,
  danger: signHeadSchema,
  leans: wordHeadSchema,
});
export type Heads = z.infer<typeof headsSchema>;

/** `models/own-lines.json`: whether a model's own line states nothing; see `model/line-signs.ts`. */
const lineHeadSchema = wordHeadSchema.extend({ embedder: z.string(), madeFrom: z.string() });
export type LineHead = z.infer<typeof lineHeadSchema>;

const readWeights = async <S extends z.ZodType>(path: string, schema: S): Promise<z.output<S>> => {
  try {
    return schema.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch (cause) {
    throw new NextRungError('index_corrupt', `${path} cannot be read; get it anew with \`git checkout models\`.`, { cause });
  }
};

/** Reads the heads. Throws `index_corrupt` when they are missing or damaged. */
export const readHeads = (path: string): Promise<Heads> => readWeights(path, headsSchema);

/** Reads what tells harmless lines. Throws `index_corrupt` when it is missing or damaged. */
export const readLineHead = (path: string): Promise<LineHead> => readWeights(path, lineHeadSchema);

/** Reads what tells of patients, by words alone: it goes with any embedder. Throws `index_corrupt` when it is missing or damaged. */
export const readPatientHead = (path: string): Promise<SignHead> =>
  readWeights(path, signHeadSchema.extend({ madeFrom: z.string() }));

/** Chances by name, which add up to 1. */
export const chancesOf = ({ names, weights, biases }: Head, vector: Float32Array): ReadonlyMap<string, number> => {
  const scores = weights.map((row, at) => row.reduce((sum, weight, n) => sum + weight * (vector[n] ?? 0), biases[at] ?? 0));
  const most = Math.max(...scores);
  const each = scores.map(score => Math.exp(score - most));
  const all = each.reduce((sum, value) => sum + value, 0);
  return new Map(names.map((name, at) => [name, (each[at] ?? 0) / all]));
};

/** Names with their chances, the likeliest first. */
export const likeliest = (head: Head, vector: Float32Array): [string, number][] =>
  [...chancesOf(head, vector)].toSorted((a, b) => b[1] - a[1]);

const chanceOf = (sum: number): number => 1 / (1 + Math.exp(-sum));

export const signChance = ({ weights, bias }: SignHead, { places, values }: Signs): number =>
  chanceOf(bias + places.reduce((sum, place, at) => sum + (weights[place] ?? 0) * (values[at] ?? 0), 0) / weightUnit);

export const wordChance = ({ weights, bias }: WordHead, signs: ReadonlyMap<string, number>): number => {
  let sum = bias;
  for (const [name, value] of signs) sum += (weights[name] ?? 0) * value;
  return chanceOf(sum);
};
