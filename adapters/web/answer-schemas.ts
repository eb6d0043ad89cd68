import { z } from 'zod';
import { type Answer, type Block, type Citation, outcomes, type Part } from '../../src/domain/answer.js';
import type { Chart } from '../../src/domain/chart.js';

/* What an answer is made of, as in src/domain/answer.ts; each schema is held to the type it stands for. What may be
 * absent is `optional`, not `exactOptional`: the OpenAPI document would call that required. */

/** `from: 'coach'` marks the coach's own words, which have no source. */
const partSchema = z.object({
  text: z.string(),
  marks: z.array(z.number()),
  from: z.literal('coach').optional(),
}) as z.ZodType<Part<number>>;
const sentenceSchema = z.object({ parts: z.array(partSchema) });
export const blockSchema: z.ZodType<Block<number>> = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('paragraph'), sentences: z.array(sentenceSchema) }),
  z.object({ kind: z.literal('list'), ordered: z.boolean(), items: z.array(z.array(sentenceSchema)) }),
  z.object({ kind: z.literal('table'), header: z.array(z.string()), rows: z.array(z.array(partSchema)) }),
]);

export const citationSchema = z.object({
  n: z.number().int(),
  guide: z.string(),
  title: z.string(),
  publisher: z.string(),
  section: z.string(),
  dataAsOf: z.string().nullable(),
  published: z.string().nullable(),
  url: z.string().nullable(),
  quote: z.string(),
}) satisfies z.ZodType<Citation>;

const disagreementSchema = z.object({
  topic: z.string(),
  values: z.array(z.object({ value: z.string(), citation: z.number() })),
  note: z.string(),
});

export const chartSchema = z.object({
  kind: z.literal('bar'),
  title: z.string(),
  unit: z.string(),
  series: z.array(
    z.object({
      name: z.string(),
      guide: z.object({ name: z.string(), place: z.number().int() }).optional(),
      unit: z.string().optional(),
      points: z.array(
        z.object({
          label: z.string(),
          value: z.number(),
          low: z.number().optional(),
          high: z.number().optional(),
          text: z.string(),
          marks: z.array(z.number()),
        }),
      ),
    }),
  ),
  alt: z.string(),
}) as z.ZodType<Chart<number>>;

export const answerSchema = z.object({
  outcome: z.enum(outcomes),
  blocks: z.array(blockSchema),
  citations: z.array(citationSchema),
  disagreements: z.array(disagreementSchema),
  suggestions: z.array(z.string()),
  confidence: z.number(),
  writer: z.enum(['extractive', 'model']),
  charts: z.array(chartSchema),
  usage: z
    .object({ calls: z.number(), inputTokens: z.number(), outputTokens: z.number(), cost: z.number().optional() })
    .optional(),
  /** The question leaned on the turns before it: alone it would be another question. */
  followUp: z.object({ on: z.string(), asked: z.string() }).optional(),
  isAside: z.literal(true).optional(),
  isPrivate: z.literal(true).optional(),
}) as z.ZodType<Answer>;
