import { z } from 'zod';

/** One earlier message of a conversation, oldest first in a list of turns. */
export const turnSchema = z.object({
  role: z.enum(['user', 'assistant']),
  content: z.string().max(20_000),
  /** What an answer offered to ask next, in the order in which it was shown. */
  suggestions: z.array(z.string().max(500)).max(20).optional(),
});

export type Turn = z.infer<typeof turnSchema>;

/** What a member asked, with the recent turns that a follow-up may lean on. */
export type Question = {
  readonly text: string;
  /** Recent turns, oldest first; may be empty. */
  readonly history: readonly Turn[];
};
