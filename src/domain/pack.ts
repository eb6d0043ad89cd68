import { z } from 'zod';
import { careerMapSchema } from './career-map.js';
import { guideInfoSchema } from './guide.js';
import { feelings } from './judgment.js';
import { passageSchema } from './passage.js';

/** `pack.yaml`: what the pack is, and questions worth offering next. */
export const packInfoSchema = z.strictObject({
  id: z.string(),
  title: z.string(),
  /** Of the guides, as ISO 639-1. */
  language: z
    .string()
    .regex(/^[a-z]{2,3}$/, 'use a language code like en')
    .default('en'),
  /** What the coach is for, as a noun phrase: "careers in nursing". */
  subject: z.string(),
  /** Where figures are from that name no country, as a chart's title has it: "US". */
  country: z.string().default(''),
  /** What the command `pay` asks by itself, and with a place or a number of years ("in canada") behind it, which `{where}` stands for. */
  pay: z
    .strictObject({
      atLarge: z.string().default('What does the work pay?'),
      where: z.string().default('What does the work pay {where}?'),
    })
    .prefault({}),
  /** Well-formed questions that the pack answers, offered as what to ask next. */
  suggestions: z.array(z.string().min(3).max(90)).min(1),
});

/** `vocabulary.yaml`: the field's words, so that members need not use the guides'. */
export const vocabularySchema = z.strictObject({
  /** Short forms and slang to the words they stand for: "yr" -> "year". Matched as whole words. */
  abbreviations: z.record(z.string(), z.string()),
  /** Misspellings that no edit distance finds: "licence" -> "license". */
  misspellings: z.record(z.string(), z.string()),
  /** A concept to the words members use for it: pay -> [salary, wage, comp]. */
  synonyms: z.record(z.string(), z.array(z.string())),
  /** Level words to the group they mean: "newbie" -> entry. */
  levelWords: z.record(z.string(), z.enum(['entry', 'mid', 'experienced'])),
  /** Words that name a country or region to its name in the career map. */
  countries: z.record(z.string(), z.string()),
  /** Words of which one may take another's place in a follow-up ("and by night?" after by day), group by group. */
  alternatives: z.array(z.array(z.string()).min(2)).default([]),
  /** What is asked about a thing, as lists of them name it: "pay, hours and growth" asks three things. */
  attributes: z.array(z.string()).default([]),
  /** Words that a chat model may bring into a follow-up that it makes stand alone; none of them may narrow what is asked. */
  linking: z.array(z.string()).default([]),
  /** Words that hold a role's name and mean somebody else, as "hiring manager" does. */
  notRoles: z.array(z.string()).default([]),
  /** How members ask to compare two things, for the way from one role to another, and for pay, which is no way. */
  asks: z
    .strictObject({
      comparison: z.array(z.string()).default(['vs', 'versus', 'compare', 'comparison', 'difference', 'better', 'or', 'between']),
      way: z.array(z.string()).default(['become', 'get to', 'path', 'route', 'next', 'into', 'promotion']),
      pay: z.array(z.string()).default(['pay', 'salary', 'wage', 'earn', 'income']),
    })
    .prefault({}),
});
export type Vocabulary = z.infer<typeof vocabularySchema>;

const gapSchema = z.strictObject({
  id: z.string(),
  topic: z.string(),
  verb: z.enum(['give', 'cover']),
  asks: z.array(z.string()).min(3),
  /** What of the topic is asked for by itself: who asks for one of them isn't told of the others. */
  parts: z.array(z.strictObject({ topic: z.string(), asks: z.array(z.string()).min(3) })).default([]),
  askWhom: z.string().nullable(),
  signals: z.array(z.string()),
});
export type Gap = z.infer<typeof gapSchema>;
/** Whose the questions of a part are, among a pack's short texts. */
export const gapPartOwner = ({ id }: Gap, part: Gap['parts'][number]): string => `${id}: ${part.topic}`;

const outOfScopeSchema = z.strictObject({
  id: z.string(),
  asks: z.array(z.string()).min(3),
  reply: z.string(),
  signals: z.array(z.string()),
});
export type OutOfScope = z.infer<typeof outOfScopeSchema>;

/** `scope.yaml`: what members plausibly ask and the guides do not say, and what a career coach does not answer. */
export const scopeSchema = z.strictObject({
  gaps: z.array(gapSchema),
  outOfScope: z.array(outOfScopeSchema),
});
export type Scope = z.infer<typeof scopeSchema>;

const sentencesSchema = z.array(z.string().min(2)).min(1);

/** Sentences that meet something hard, or something good: whatever it is, or by the names that judgments give to what it is about. */
const metSchema = z
  .strictObject({ any: z.array(z.string().min(2)).default([]), about: z.record(z.string(), sentencesSchema).default({}) })
  .prefault({});

/**
 * `voice.yaml`: what the coach says that is no fact. A pack may leave any of it out.
 */
export const voiceSchema = z.strictObject({
  /** Sentences that name what is felt. */
  feelings: z.partialRecord(z.enum(feelings), sentencesSchema).default({}),
  hard: metSchema,
  glad: metSchema,
  thanks: sentencesSchema.default(['You’re welcome.']),
  chatter: sentencesSchema.default(['Noted.']),
  goodNews: sentencesSchema.default(['That’s good news.']),
  badNews: sentencesSchema.default(['I’m sorry to read that.']),
  /** Leads over to topics that are offered. */
  offer: sentencesSchema.default(['If it helps, I can look up one of these:']),
  /** Where else to turn with what no guide covers and nobody is named for: to somebody who told how they feel, and to others. None where left out. */
  elsewhere: z
    .strictObject({ felt: z.array(z.string().min(2)).default([]), other: z.array(z.string().min(2)).default([]) })
    .prefault({}),
  /** `{subject}` stands for what the coach is for. */
  greeting: sentencesSchema.default(['Hello. Ask me about {subject}.']),
  /** Of what a chat model may say of its own: openings and links, next steps, questions back. */
  links: sentencesSchema.default(['Yes:', 'No:', 'It depends:', 'On the other side:']),
  steps: sentencesSchema.default(['Ask them.', 'Check first.']),
  questions: sentencesSchema.default(['Which one do you mean?', 'What do you want to know?']),
  /** To somebody who may be in danger: a human word, and where to turn, by country. */
  danger: z.strictObject({ word: z.string(), turnTo: sentencesSchema }).default({
    word: 'I’m only a bot, and this matters more than any question I can answer. I’m glad you said it.',
    turnTo: ['Please talk to somebody you trust now, or call your emergency number.'],
  }),
});

/** A whole pack, compiled: what the index keeps and the coach reads. */
export const packSchema = z.object({
  info: packInfoSchema,
  guides: z.array(guideInfoSchema),
  passages: z.array(passageSchema),
  careerMap: careerMapSchema,
  vocabulary: vocabularySchema,
  scope: scopeSchema,
  voice: voiceSchema,
});
export type Pack = z.infer<typeof packSchema>;
