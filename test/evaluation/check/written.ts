import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { answerToMarkdown } from '../../../src/coach/answer-to-markdown.js';
import { createDraftReader } from '../../../src/coach/draft-reader.js';
import { createPieceVerifier } from '../../../src/coach/model/verify-pieces.js';
import { createVerifier, type Verified, type Verifier } from '../../../src/coach/verify.js';
import type { OpenedCoach } from '../../../src/create-coach.js';
import { sentencesOfBlock } from '../../../src/domain/drafting.js';

/*
 * Replies written by hand: right phrasings, which must stand, and faults, of which none may. Those of the held-out files were written before
 * anybody looked at what the rules make of them, and the rules are not fitted to their phrasings: how good the check is with other words.
 */

export const tuned = { phrasings: 'phrasings.jsonl', faults: 'written-faults.jsonl' } as const;
export const heldOut = { phrasings: 'held-out-phrasings.jsonl', faults: 'held-out-faults.jsonl' } as const;

type Base = OpenedCoach['base'];

/** How many sentences there were, how many of them stand as they are, and those that do not. */
export type PhrasingReport = { readonly sentences: number; readonly kept: number; readonly lost: readonly string[] };
export type WrittenFaultReport = { readonly planted: Readonly<Record<string, number>>; readonly escapes: readonly string[] };

/** `asks` is the case of the evaluation files that the reply answers. */
const phrasingSchema = z.object({ asks: z.string().optional(), cite: z.array(z.string()).min(1), text: z.string() });
const faultSchema = phrasingSchema.extend({ kind: z.string(), never: z.array(z.string()).optional() });

const linesOf = async <T>(schema: z.ZodType<T>, file: string): Promise<T[]> =>
  (await readFile(join(import.meta.dirname, file), 'utf8'))
    .split('\n')
    .filter(Boolean)
    .map(line => schema.parse(JSON.parse(line)));

const verifierOf = (base: Base): Verifier => createVerifier(base.passages, base.guides, base.pack.careerMap);

/** Reads a reply as a member's answer is made: piece by piece, each verified behind those that stand. */
const readReply = (
  base: Base,
  verifier: Verifier,
  { cite, text }: z.infer<typeof phrasingSchema>,
): { sentences: number; verified: Verified[] } => {
  const unknown = cite.find(id => !base.passages.has(id));
  if (unknown) throw new Error(`no passage ${unknown}; the sections are the headings of the guides`);
  const verify = createPieceVerifier(verifier, []);
  const reader = createDraftReader(mark => cite[mark - 1]);
  const pieces = [...reader.push(text), ...reader.end()];
  return {
    sentences: pieces.reduce((sum, { block }) => sum + Math.max(1, sentencesOfBlock(block).length), 0),
    verified: pieces.map(({ block }) => verify(block)),
  };
};

/** Reads every phrasing of a file as a model's reply and counts the sentences that stand as they are. */
export const checkPhrasings = async (base: Base, file: string): Promise<PhrasingReport> => {
  const verifier = verifierOf(base);
  const lost: string[] = [];
  let sentences = 0;
  for (const line of await linesOf(phrasingSchema, file)) {
    const reply = readReply(base, verifier, line);
    sentences += reply.sentences;
    lost.push(...reply.verified.flatMap(({ dropped, repaired }) => [...dropped, ...repaired]));
  }
  return { sentences, kept: sentences - lost.length, lost };
};

const bare = (text: string): string =>
  text
    .replace(/ ?\[\d+\]/g, '')
    .replace(/[.\s]+$/, '')
    .trim()
    .toLowerCase();

/** Reads every fault of a file as a model's reply; `never` are the words that tell it, where other sentences or cells stand around it. */
export const checkWrittenFaults = async (base: Base, file: string): Promise<WrittenFaultReport> => {
  const verifier = verifierOf(base);
  const planted: Record<string, number> = {};
  const escapes: string[] = [];
  for (const line of await linesOf(faultSchema, file)) {
    planted[line.kind] = (planted[line.kind] ?? 0) + 1;
    const shown = readReply(base, verifier, line)
      .verified.map(({ blocks }) => answerToMarkdown({ blocks: blocks as never }))
      .join('\n');
    if ((line.never ?? [line.text]).some(words => bare(shown).includes(bare(words)))) escapes.push(`${line.kind}: ${line.text}`);
  }
  return { planted, escapes };
};
