import type { ModelTask, PromptPassage } from '../../contracts/chat-model.js';
import type { GuideInfo } from '../../domain/guide.js';
import type { Passage } from '../../domain/passage.js';
import type { Turn } from '../../domain/question.js';
import type { Candidate } from './candidates.js';

/** What a model is given to choose from: all parts of a question at once, since they are answered in one call. */
export type ModelBrief = {
  /** The things asked, each standing alone. */
  readonly questions: readonly string[];
  /** As it was typed. */
  readonly message: string;
  /** Turns that the question leans on; none when it stands alone. */
  readonly turns: readonly Turn[];
  /** Shown above what the model chooses. */
  readonly said: string;
  /** Likeliest first. */
  readonly candidates: readonly Candidate[];
};

type Count = (text: string) => number;

/** Kept free for the reply and for the wrapping of messages. */
const reservedTokens = 1_000;
/** What each part of the prompt may take of the rest; sentences have what is left. */
const shares = { question: 0.15, message: 0.15, conversation: 0.15, said: 0.1 } as const;
/** The longest turn and the number of turns that a follow-up leans on, in characters. */
const turnLength = 700;
const turnsKept = 6;

/** Data cannot close its own fence: angle brackets become look-alikes. */
const plain = (text: string): string => text.replaceAll('<', '‹').replaceAll('>', '›');
const fenced = (tag: string, text: string): string => (text ? `<${tag}>\n${plain(text)}\n</${tag}>` : '');
const attribute = (text: string): string => text.replace(/["<>\n]/g, ' ');

/** A text cut to so many tokens, from its end. */
const cutTo = (text: string, tokens: number, count: Count): string => {
  let kept = text;
  for (let used = count(kept); used > tokens && kept.length > 0; used = count(kept))
    kept = kept.slice(0, Math.floor((kept.length * tokens) / used) - 1);
  return kept;
};

const conversationOf = (turns: readonly Turn[]): string =>
  turns
    .slice(-turnsKept)
    .map(turn => `${turn.role === 'user' ? 'member' : 'coach'}: ${turn.content.slice(0, turnLength)}`)
    .join('\n');

const opened = (passage: Passage, guides: ReadonlyMap<string, GuideInfo>): string => {
  const guide = guides.get(passage.guide);
  const names = `guide="${attribute(guide?.spokenName ?? passage.guide)}" section="${attribute(passage.section)}"`;
  return `<passage ${names} data="${attribute(guide?.dataAsOf ?? 'undated')}">`;
};
const closed = '</passage>';

/** As many of the likeliest as there is room for, passage by passage, each passage's in reading order. */
const fitting = (
  candidates: readonly Candidate[],
  guides: ReadonlyMap<string, GuideInfo>,
  room: number,
  count: Count,
): Candidate[][] => {
  const groups = new Map<Passage, Candidate[]>();
  let left = room;
  for (const one of candidates) {
    const own = groups.get(one.passage);
    left -= count(`[00] ${plain(one.text)}\n`) + (own ? 0 : count(`${opened(one.passage, guides)}\n${closed}\n\n`));
    if (left < 0) break;
    groups.set(one.passage, [...(own ?? []), one]);
  }
  return [...groups.values()].map(group => group.toSorted((a, b) => a.at - b.at));
};

type Prompt = {
  readonly task: ModelTask;
  /** The sentence that a number of the reply stands for. */
  readonly candidateOf: (number: number) => Candidate | undefined;
};

/**
 * Makes the one prompt of a question: instructions; sentences, numbered, under their guide, section and age of data; the question and what it
 * leans on, each fenced as data. Every part has its share of `contextTokens`; sentences fill what is left, and the least likely are dropped first.
 */
export const answerPrompt = (
  brief: ModelBrief,
  instructions: string,
  guides: ReadonlyMap<string, GuideInfo>,
  contextTokens: number,
  count: Count,
): Prompt => {
  const room = Math.max(0, contextTokens - reservedTokens - count(instructions));
  const numbered = brief.questions.map((question, at) => (brief.questions.length > 1 ? `${at + 1}. ${question}` : question));
  const questions = cutTo(numbered.join('\n'), room * shares.question, count);
  const isOwn = brief.questions.length === 1 && brief.questions[0]?.toLowerCase() === brief.message.toLowerCase();
  const request = [
    fenced('conversation', cutTo(conversationOf(brief.turns), room * shares.conversation, count)),
    fenced('message', isOwn ? '' : cutTo(brief.message, room * shares.message, count)),
    fenced('question', questions),
    fenced('said', cutTo(brief.said, room * shares.said, count)),
    'Reply in lines: marks, or words of your own, or NONE.',
  ]
    .filter(Boolean)
    .join('\n\n');
  const groups = fitting(brief.candidates, guides, room - count(request), count);
  const order = groups.flat();
  const numberOf = new Map(order.map((one, at) => [one, at + 1]));
  const passages = groups.flatMap((group): PromptPassage[] => {
    const [first] = group;
    if (!first) return [];
    const lines = group.map(one => `[${numberOf.get(one)}] ${plain(one.text)}`);
    return [{ id: first.passage.id, text: [opened(first.passage, guides), ...lines, closed].join('\n') }];
  });
  return {
    task: { name: 'answer', instructions, question: questions, passages, request },
    candidateOf: number => order[number - 1],
  };
};

/** A follow-up and what it is made to stand alone by, or a story whose question is wanted. */
export type Rewriting = {
  readonly question: string;
  readonly isStory: boolean;
  readonly turns: readonly Turn[];
  readonly contextTokens: number;
  readonly instructions: string;
};

/** Makes the prompt that lets a question stand alone. */
export const rewritePrompt = ({ question, isStory, turns, contextTokens, instructions }: Rewriting, count: Count): ModelTask => {
  const room = Math.max(0, contextTokens - reservedTokens - count(instructions));
  const conversation = conversationOf(turns);
  return {
    name: 'rewrite',
    instructions,
    question,
    passages: [],
    request: [
      fenced('conversation', cutTo(conversation, room / 2, count)),
      fenced(isStory ? 'story' : 'follow-up', cutTo(question, room / 2, count)),
    ]
      .filter(Boolean)
      .join('\n\n'),
  };
};
