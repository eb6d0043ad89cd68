import { z } from 'zod';

/** One evaluation question. `must` is a list of groups of alternatives: an answer needs one of each group. */
export const caseSchema = z.object({
  id: z.string(),
  category: z.string(),
  subtype: z.string().optional(),
  question: z.string(),
  history: z.array(z.object({ role: z.enum(['user', 'assistant']), content: z.string() })).default([]),
  must: z.array(z.array(z.string())).default([]),
  should: z.array(z.array(z.string())).default([]),
  must_not: z.array(z.string()).default([]),
  sources: z.array(z.string()).default([]),
  cite_all: z.array(z.string()).default([]),
  abstain: z.boolean(),
  /** Silence passes as well as an answer. */
  either_ok: z.boolean().default(false),
  /** One of these should stand in the first forty words; none where nothing is asked. */
  lead: z.array(z.string()).default([]),
  feeling: z.string().default('none'),
});
export type EvaluationCase = z.infer<typeof caseSchema>;

export type Scored = {
  readonly item: EvaluationCase;
  readonly answer: string;
  readonly abstained: boolean;
  readonly outcome: string;
  readonly cited: readonly string[];
  /** What is wrong, in words; empty for a pass. */
  readonly faults: readonly string[];
  readonly shouldFound: number;
  /** Whether the answer begins with what was asked for. */
  readonly leads: boolean;
};

/** Words in which an answer should have said what was asked for. */
const leadWords = 40;

/** A source is a guide's id, or the name of the document that it was imported from. */
const guideOf = (source: string): string => source.replace(/\.[a-z]+$/, '');

/** Whether a text says a phrase, whatever its marks, case and quotes. */
export const holds = (text: string, phrase: string): boolean => fold(text.replace(/ ?\[\d+\]/g, '')).includes(fold(phrase));
const fold = (text: string): string => text.toLowerCase().replace(/\*\*/g, '').replace(/[’‘]/g, "'").replace(/[–—]/g, '-');

/** Holds an answer against its case: facts found, nothing wrong said, sources cited, abstention as expected. */
export const score = (
  item: EvaluationCase,
  result: { answer: string; abstained: boolean; outcome: string; citations: readonly { guide: string }[] },
): Scored => {
  const cited = [...new Set(result.citations.map(citation => citation.guide))];
  const faults: string[] = [];
  for (const wrong of item.must_not) if (holds(result.answer, wrong)) faults.push(`says "${wrong}"`);
  const silence = item.either_ok && result.abstained;
  if (item.abstain !== result.abstained && !item.either_ok)
    faults.push(item.abstain ? 'answered where the guides are silent' : `abstained (${result.outcome})`);
  if (!item.abstain && !silence) {
    for (const group of item.must)
      if (!group.some(phrase => holds(result.answer, phrase))) faults.push(`lacks ${group.slice(0, 3).join(' | ')}`);
    if (item.sources.length > 0 && !item.sources.some(source => cited.includes(guideOf(source))))
      faults.push(`cites none of ${item.sources.join(', ')}`);
    for (const guide of item.cite_all) if (!cited.includes(guide)) faults.push(`does not cite ${guide}`);
  }
  const opening = result.answer.split(/\s+/).slice(0, leadWords).join(' ');
  const leads = item.lead.length === 0 || silence || item.lead.some(phrase => holds(opening, phrase));
  const shouldFound = item.should.filter(group => group.some(phrase => holds(result.answer, phrase))).length;
  return { item, answer: result.answer, abstained: result.abstained, outcome: result.outcome, cited, faults, shouldFound, leads };
};
