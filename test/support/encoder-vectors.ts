import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

/* What the shipped encoder makes of a few texts, written down once by `write-encoder-vectors.ts`. */

export const encoderVectorsFile: string = fileURLToPath(new URL('../fixtures/encoder/vectors.json', import.meta.url));

/** Short and long, plain and not: what members write. */
export const referenceTexts: readonly string[] = [
  'What do medical coders make?',
  'cpc',
  'CPC or CCS for hospital work?',
  'how do I become a coding manager',
  "I failed the CPC by two points yesterday and I can't stop crying. Is it even worth trying again, or am I just not cut out for this?",
  'Median pay: The median pay for coders is $50,250 a year, so half of them earn more and half of them earn less.',
  'thanks so much 🙂👍🏽',
  '¿Cuánto gana un codificador médico?',
  '99213 vs 99214, mod 25',
  `${'My manager says that I should move to risk adjustment, and a friend says auditing. '.repeat(20)}What do I do?`,
];

const fileSchema = z.strictObject({
  embedder: z.string(),
  vectors: z.array(z.strictObject({ text: z.string(), bytes: z.base64() })),
});

type EncoderVectors = { readonly embedder: string; readonly vectors: readonly { text: string; vector: Float32Array }[] };

/** The vectors as they were written down; their length is not 1. */
export const readEncoderVectors = (): EncoderVectors => {
  const { embedder, vectors } = fileSchema.parse(JSON.parse(readFileSync(encoderVectorsFile, 'utf8')));
  return {
    embedder,
    vectors: vectors.map(({ text, bytes }) => ({
      text,
      vector: Float32Array.from(new Int8Array(Buffer.from(bytes, 'base64'))),
    })),
  };
};
