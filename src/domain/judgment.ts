import { z } from 'zod';

/** What a person felt who wrote a message, as a stranger would hear it. */
export const feelings = [
  'none',
  'worried',
  'overwhelmed',
  'discouraged',
  'frustrated',
  'ashamed',
  'sad',
  'excited',
  'proud',
  'grateful',
] as const;

/** What a message is. */
export const messageKinds = [
  'question',
  'story',
  'vent',
  'news',
  'thanks',
  'greeting',
  'chatter',
  'about_the_bot',
  'off_topic',
  /** What a reference work tells, a code for instance. */
  'reference_lookup',
  /** What a clinician, a lawyer or another expert has to say. */
  'expert_advice',
  'unclear',
] as const;

/** A sentence of a passage: `guide#section:` and the first digits of the SHA-256 of its text. It survives every edit but one of the sentence itself. */
const markSchema = z.string().regex(/^[^:#]+#[^:]+:[0-9a-f]{5}$/, 'a mark is guide#section:12ab3');

/** A line of `judgments.jsonl`: a message as a person wrote it, and what somebody who read all guides says helps that person. */
export const judgmentSchema = z
  .strictObject({
    /** Who wrote and judged it: what is fitted on judgments is tested on other writers' messages. */
    writer: z.string(),
    /** Made by a model, until somebody who has read it takes this mark away. */
    proposed: z.literal(true).optional(),
    message: z.string().min(1),
    /** What is asked, restated so that it stands alone; none where nothing is. */
    asks: z.array(z.string().min(1)),
    /** Sentences that a wise coach who may only quote would say first. */
    best: z.array(markSchema),
    /** More that could stand in a good reply. */
    useful: z.array(markSchema),
    /** Whether the guides do not answer what is asked. */
    none: z.boolean(),
    feeling: z.enum(feelings),
    /** What it is felt about, by a name that `voice.yaml` may have sentences for. */
    about: z.string().optional(),
    kind: z.enum(messageKinds),
    /** Which of the gaps in `scope.yaml` it asks about, where that is what should be said. */
    gap: z.string().optional(),
  })
  .refine(row => row.none || row.gap === undefined, 'a gap is named only where the guides answer nothing')
  .refine(row => !(row.none && row.best.length > 0), 'where the guides answer nothing there is no best sentence');
export type JudgmentRow = z.infer<typeof judgmentSchema>;

/** A judgment whose marks are sentence numbers: places in the list of all sentences of a pack, from 0. */
export type Judgment = Omit<JudgmentRow, 'best' | 'useful'> & {
  readonly best: readonly number[];
  readonly useful: readonly number[];
};
