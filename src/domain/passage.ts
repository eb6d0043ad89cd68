import { z } from 'zod';

/** A table of a guide, cell by cell, all plain text. */
const tableSchema = z.object({ header: z.array(z.string()), rows: z.array(z.array(z.string())) });

/**
 * The citable piece of a guide: one topic under one heading. `sentences` joined hold every word of the section once, table cells
 * included; `answers` are the questions it answers, indexed beside it and never shown as its text.
 */
export const passageSchema = z.object({
  /** `guide#section-slug`, unique within a pack. */
  id: z.string(),
  guide: z.string(),
  /** The heading as written. */
  section: z.string(),
  headingPath: z.array(z.string()),
  /** Prose sentences in reading order; list items and table rows count as sentences. */
  sentences: z.array(z.string()),
  answers: z.array(z.string()),
  /** Words members use for the topic that stand neither in its text nor in its questions; searched, never shown. */
  also: z.array(z.string()),
  table: tableSchema.optional(),
  /** Where the section begins on the guide's own page, as the address has it behind `#`. */
  anchor: z.string().optional(),
});

export type Passage = z.infer<typeof passageSchema>;

/** A table row as a sentence ("Level: first, US median: $42k."), so that every cell can be found and quoted. */
export const rowSentence = (header: readonly string[], row: readonly string[]): string =>
  `${row.map((cell, at) => (header[at] ? `${header[at]}: ${cell}` : cell)).join(', ')}.`;

/** Whether one of a passage's sentences is a row of its table. */
export const isTableRow = (passage: Passage, sentence: string): boolean =>
  passage.table?.rows.some(row => rowSentence(passage.table?.header ?? [], row) === sentence) ?? false;

/** The section's whole text, for keyword indexing and for checking what stands in it. */
export const passageText = (passage: Passage): string => passage.sentences.join(' ');
