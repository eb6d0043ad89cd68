import type { ModelTask, PromptPassage } from '../../contracts/chat-model.js';
import type { Block } from '../../domain/answer.js';
import type { Conflict } from '../../domain/career-map.js';
import { partsOfBlock, plainTextOf } from '../../domain/drafting.js';
import type { GuideInfo } from '../../domain/guide.js';
import { type Passage, passageText } from '../../domain/passage.js';
import type { Turn } from '../../domain/question.js';
import { passageIdOf } from '../../text/slug.js';
import type { Part } from '../part.js';
import { answerInstructions, rewriteInstructions } from './instructions.js';

/** What a model is given to write from: all parts of a question at once, since they are answered in one call. */
export type ModelBrief = {
  readonly parts: readonly Pick<Part, 'question' | 'evidence'>[];
  /** Verified blocks that stand above what the model writes. */
  readonly lead: readonly Block<string>[];
  /** Disagreements that the question may touch, nearest first. */
  readonly conflicts: readonly Conflict[];
  readonly wordBudget: number;
};

export type Sources = { readonly passages: ReadonlyMap<string, Passage>; readonly guides: ReadonlyMap<string, GuideInfo> };
type Count = (text: string) => number;

/** Kept free for the reply and for the wrapping of messages. */
const reservedTokens = 1_000;
/** What each part of the prompt may take of the rest; passages have what is left. */
const shares = { question: 0.15, said: 0.2, disagreements: 0.1 } as const;
/** The longest turn and the number of turns that a follow-up leans on, in characters. */
const turnLength = 700;
const turnsKept = 6;

/** Data cannot close its own fence: angle brackets become look-alikes. */
const fenced = (tag: string, text: string): string => `<${tag}>\n${text.replaceAll('<', '‹').replaceAll('>', '›')}\n</${tag}>`;
const attribute = (text: string): string => text.replace(/["<>\n]/g, ' ');

/** A text cut to so many tokens, from its end. */
const cutTo = (text: string, tokens: number, count: Count): string => {
  let kept = text;
  for (let used = count(kept); used > tokens && kept.length > 0; used = count(kept))
    kept = kept.slice(0, Math.floor((kept.length * tokens) / used) - 1);
  return kept;
};

const describe = (n: number, passage: Passage, guides: ReadonlyMap<string, GuideInfo>): string => {
  const guide = guides.get(passage.guide);
  const names = `n="${n}" guide="${attribute(guide?.spokenName ?? passage.guide)}" section="${attribute(passage.section)}"`;
  const body = passageText(passage).replaceAll('<', '‹').replaceAll('>', '›');
  return `<passage ${names} data="${attribute(guide?.dataAsOf ?? 'undated')}">\n${body}\n</passage>`;
};

/** Passage ids in the order in which they are kept: those that the lead cites, then evidence by relevance, then sides of disagreements. */
const idsOf = ({ parts, lead, conflicts }: ModelBrief): string[] => [
  ...new Set([
    ...lead.flatMap(partsOfBlock).flatMap(part => part.marks),
    ...parts
      .flatMap(part => part.evidence)
      .toSorted((a, b) => b.relevance - a.relevance)
      .map(item => item.passage.id),
    ...conflicts.flatMap(conflict => conflict.sides.map(passageIdOf)),
  ]),
];

type Prompt = {
  readonly task: ModelTask;
  /** The passage that a mark of the reply stands for. */
  readonly passageOf: (mark: number) => string | undefined;
};

/**
 * Makes the one prompt of a question: instructions; passages, numbered; the question, what is said already and disagreements, each fenced as
 * data. Every part has its share of `contextTokens`; passages fill what is left, and the least relevant are dropped first.
 */
export const answerPrompt = (brief: ModelBrief, sources: Sources, contextTokens: number, count: Count): Prompt => {
  const room = Math.max(0, contextTokens - reservedTokens - count(answerInstructions));
  const questions = cutTo(brief.parts.map(part => part.question).join('\n'), room * shares.question, count);
  const said = cutTo(plainTextOf(brief.lead), room * shares.said, count);
  const ids = idsOf(brief);
  const passages: PromptPassage[] = [];
  const disagreementsRoom = room * shares.disagreements;
  let left = room - count(questions) - count(said) - disagreementsRoom;
  for (const id of ids) {
    const passage = sources.passages.get(id);
    const text = passage && describe(passages.length + 1, passage, sources.guides);
    if (!text) continue;
    left -= count(text) + 2;
    if (left < 0) break;
    passages.push({ id, text });
  }
  const markOf = new Map(passages.map((passage, at) => [passage.id, at + 1]));
  const told = brief.conflicts
    .filter(conflict => conflict.sides.every(side => markOf.has(passageIdOf(side))))
    .map(
      ({ topic, sides, note }) =>
        `${topic}: ${sides.map(side => `${side.says} [${markOf.get(passageIdOf(side))}]`).join(' ')} ${note}`,
    );
  const request = [
    fenced('question', questions),
    said ? fenced('said', said) : '',
    told.length > 0 ? fenced('disagreements', cutTo(told.join('\n'), disagreementsRoom, count)) : '',
    `Write at most ${brief.wordBudget} words.`,
  ];
  return {
    task: {
      name: 'answer',
      instructions: answerInstructions,
      question: questions,
      passages,
      request: request.filter(Boolean).join('\n\n'),
    },
    passageOf: mark => passages[mark - 1]?.id,
  };
};

/** Makes the prompt that lets a follow-up stand alone. */
export const rewritePrompt = (question: string, turns: readonly Turn[], contextTokens: number, count: Count): ModelTask => {
  const room = Math.max(0, contextTokens - reservedTokens - count(rewriteInstructions));
  const conversation = turns
    .slice(-turnsKept)
    .map(turn => `${turn.role === 'user' ? 'member' : 'coach'}: ${turn.content.slice(0, turnLength)}`)
    .join('\n');
  return {
    name: 'rewrite',
    instructions: rewriteInstructions,
    question,
    passages: [],
    request: `${fenced('conversation', cutTo(conversation, room / 2, count))}\n\n${fenced('follow-up', cutTo(question, room / 2, count))}`,
  };
};
