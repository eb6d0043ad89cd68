import { z } from 'zod';

/** Front matter of a guide: who says it, when, and what it leaves open. */
export const guideInfoSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'use lower-case words joined by hyphens'),
  title: z.string().min(3),
  publisher: z.string().min(2),
  /** What the coach calls it in a sentence: "the Guild's career guide". */
  spokenName: z.string().min(3),
  author: z.string().optional(),
  url: z.url().optional(),
  published: z.string().optional(),
  /** The age of the data in words: "wage data, May 2023". */
  dataAsOf: z.string().optional(),
  retrieved: z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'use a date like 2026-11-21'),
  region: z.string(),
  /** The document that it was imported from, by its path below the folder that was given; none for a guide written by hand. */
  source: z.string().optional(),
  /** What is unknown about the guide, and what it leaves out. */
  notes: z.string().optional(),
});

export type GuideInfo = z.infer<typeof guideInfoSchema>;
