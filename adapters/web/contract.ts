import { z } from 'zod';
import type { AnswerEvent } from '../../src/domain/answer-event.js';
import { careerMapSchema } from '../../src/domain/career-map.js';
import { guideInfoSchema } from '../../src/domain/guide.js';
import { answerSchema, blockSchema, chartSchema, citationSchema } from './answer-schemas.js';

/*
 * What the page and the server say to each other, and what /api/openapi.json documents. It imports nothing of the server's: the page takes
 * types from here (with `import type`, so that no schema lands in its script).
 *
 * Every response that is not 2xx is a `Problem`. With WEB_ACCESS_TOKEN set, everything under /api but POST /api/session answers 401
 * `token_needed` until the page has signed in (a cookie) or the caller sends `Authorization: Bearer TOKEN`.
 */

/** A passage's id (`guide#section-slug`): citations of records resolve by it, at GET /api/passages/:id (encode it) or among a guide's sections. */
const passageId = z.string();

/** What went wrong, for everything that is not 2xx. `message` is a kind sentence that may be shown. */
export const problemSchema = z.object({
  error: z.object({
    code: z.enum([
      'bad_request',
      'token_needed',
      'token_wrong',
      'forbidden',
      'not_found',
      'method_not_allowed',
      'not_json',
      'too_large',
      'too_many_requests',
      'over_quota',
      'unreadable',
      'busy',
      'stopped',
      'duplicate',
      'failed',
    ]),
    message: z.string(),
  }),
});
export type Problem = z.infer<typeof problemSchema>;

/** POST /api/ask. With `Accept: text/event-stream` the answer is an `AskEvent` stream, otherwise an `AskResponse`. */
export const askRequestSchema = z.strictObject({
  question: z.string().max(20_000),
  /** From an earlier `opened` event or response: a follow-up. Conversations are the visitor's own (a cookie). */
  conversation: z.uuid().optional(),
  /** A suggestion or a link: it leans on nothing that was said before. */
  standsAlone: z.boolean().optional(),
});

export const askResponseSchema = z.object({
  conversation: z.uuid(),
  /** For feedback and for pictures of the answer's charts. */
  answerId: z.string(),
  /** The index was still being built: found by keywords alone, and worth asking again later. */
  keywordsOnly: z.boolean(),
  /** The question as it was read and kept, without who somebody is; empty when it was declined. */
  question: z.string(),
  answer: answerSchema,
});
export type AskResponse = z.infer<typeof askResponseSchema>;

/**
 * One server-sent event: its `data` is this as JSON, its `event` is `kind`. Order: `opened`, then `status`, `piece` and `restart` as in
 * src/domain/answer-event.ts, then one `answer` or one `problem`, then the end. Closing the connection stops the answer.
 */
export type AskEvent =
  | { readonly kind: 'opened'; readonly conversation: string; readonly keywordsOnly: boolean }
  | Exclude<AnswerEvent, { kind: 'answer' }>
  | ({ readonly kind: 'answer' } & AskResponse)
  | ({ readonly kind: 'problem' } & Problem['error']);

export const askEventSchema: z.ZodType<AskEvent> = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('opened'), conversation: z.uuid(), keywordsOnly: z.boolean() }),
  z.object({ kind: z.literal('status'), status: z.enum(['searching', 'writing']) }),
  z.object({ kind: z.literal('piece'), block: blockSchema, continues: z.boolean(), citations: z.array(citationSchema) }),
  z.object({ kind: z.literal('restart') }),
  askResponseSchema.extend({ kind: z.literal('answer') }),
  problemSchema.shape.error.extend({ kind: z.literal('problem') }),
]);

/** POST /api/feedback: 204, or 404 `not_found` when the answer is not kept (any more). A later word replaces the earlier. */
export const feedbackRequestSchema = z.strictObject({
  answerId: z.string().min(1).max(100),
  helpful: z.boolean(),
  reason: z.enum(['wrong_source', 'wrong_answer', 'out_of_date', 'not_what_i_asked']).optional(),
  comment: z.string().max(2_000).optional(),
});
export type FeedbackRequest = z.infer<typeof feedbackRequestSchema>;

/** POST /api/session: 204 and a cookie, or 401 `token_wrong`. Only needed when the server has a WEB_ACCESS_TOKEN. */
export const sessionRequestSchema = z.strictObject({ token: z.string().min(1).max(500) });

/** GET /api/status. While `index.state` is `building`, answers are found by keywords alone; ask again in a second or two for progress. */
export const statusSchema = z.object({
  index: z.discriminatedUnion('state', [
    z.object({ state: z.literal('starting') }),
    z.object({ state: z.literal('building'), done: z.number().int(), total: z.number().int() }),
    z.object({
      state: z.literal('ready'),
      /** When the index that answers was built, and how long ago that is. */
      builtAt: z.iso.datetime().optional(),
      ageSeconds: z.number().min(0).optional(),
    }),
    z.object({ state: z.literal('failed') }),
  ]),
  /** Who writes the prose: the guides' own sentences, or a model. */
  writer: z.enum(['extractive', 'model']),
});
export type Status = z.infer<typeof statusSchema>;

/** Records of the career map as they are in src/domain/career-map.ts, each citation with the id of its passage. */
const map = careerMapSchema.shape;
const cited = { passage: passageId };
const citedSchema = z.object({ guide: z.string(), section: z.string(), ...cited });
const roleSchema = map.roles.element.extend({
  placements: z.array(map.roles.element.shape.placements.unwrap().element.extend(cited)),
  duties: z.array(citedSchema),
});
const credentialSchema = map.credentials.element.extend({
  mentions: z.array(map.credentials.element.shape.mentions.element.extend(cited)),
});
const figureSchema = map.figures.element.extend(cited);
const moveSchema = map.moves.element.extend(cited);
const conflictSchema = map.conflicts.element.extend({
  sides: z.array(map.conflicts.element.shape.sides.element.extend(cited)),
});

const guideSummarySchema = guideInfoSchema.extend({ sections: z.number().int() });
export type GuideSummary = z.infer<typeof guideSummarySchema>;

/** GET /api/pack: all that the pay, ladder, compare and library views begin with. */
export const packSchema = z.object({
  title: z.string(),
  subject: z.string(),
  suggestions: z.array(z.string()),
  guides: z.array(guideSummarySchema),
  /** Of roles, in the order in which they are listed. */
  tracks: z.array(z.object({ id: z.string(), name: z.string() })),
  roles: z.array(roleSchema),
  credentials: z.array(credentialSchema),
  figures: z.array(figureSchema),
  moves: z.array(moveSchema),
  conflicts: z.array(conflictSchema),
  compared: map.compared,
});
export type PackView = z.infer<typeof packSchema>;
export type RoleView = z.infer<typeof roleSchema>;
export type FigureView = z.infer<typeof figureSchema>;
export type MoveView = z.infer<typeof moveSchema>;
export type ConflictView = z.infer<typeof conflictSchema>;

const sectionSchema = z.object({
  passage: passageId,
  section: z.string(),
  headingPath: z.array(z.string()),
  /** Prose, in reading order; the rows of the table are not among it. A citation's `quote` is whole sentences of it, or rows of the table. */
  sentences: z.array(z.string()),
  table: z.object({ header: z.array(z.string()), rows: z.array(z.array(z.string())) }).optional(),
  /** Questions that the section answers. */
  answers: z.array(z.string()),
});
export type SectionView = z.infer<typeof sectionSchema>;

/** GET /api/guides/:id: a guide as it is. */
export const guideSchema = z.object({ guide: guideSummarySchema, sections: z.array(sectionSchema) });
export type GuideView = z.infer<typeof guideSchema>;

/** GET /api/passages/:id. */
export const passageSchema = z.object({ guide: guideSummarySchema, section: sectionSchema });
export type PassageView = z.infer<typeof passageSchema>;

/** GET /api/search?q=WORDS&limit=20: sections of the library, best first. */
export const searchSchema = z.object({
  results: z.array(
    z.object({
      passage: passageId,
      guide: z.string(),
      title: z.string(),
      section: z.string(),
      /** The sentence that fits best. */
      excerpt: z.string(),
    }),
  ),
});
export type SearchView = z.infer<typeof searchSchema>;

/**
 * GET /api/pay: the pay charts, each from one guide, series never merged. `marks` of points are citation numbers of `citations`. The same
 * pictures are at GET /api/charts/ID.svg and /api/charts/ID.png, both with ?theme=light|dark&width=PIXELS; those of an answer at
 * /api/answers/ANSWER_ID/charts/N.svg and .png, N from 0.
 *
 * The page puts the .svg into its document and brings it to life, so it needs `&width=280..1600` (CSS pixels: laid out for that width, text
 * never smaller than 11 px), no `<style>` element (the policy forbids it), a background that is none, and on every bar the attributes
 * that ECharts writes with `ssr: true`: `ecmeta_series_index` and `ecmeta_data_index`.
 */
export const paySchema = z.object({
  charts: z.array(z.object({ id: z.string(), chart: chartSchema })),
  citations: z.array(citationSchema.extend({ passage: passageId })),
});
export type PayView = z.infer<typeof paySchema>;

/** GET /api/path?from=ROLE&to=ROLE: the way with the fewest steps. 200 with `steps: []` when no guide tells a way. */
export const pathSchema = z.object({
  from: z.string(),
  to: z.string(),
  steps: z.array(
    z.object({
      from: z.string(),
      to: z.string(),
      /** What each guide says of this step, the one that the path was found by first. `years`, `credentials` and `education` are in them. */
      tellings: z.array(moveSchema),
    }),
  ),
  /** Credentials (ids) and education that some guide asks for on the way, first need first. */
  credentials: z.array(z.string()),
  education: z.array(z.object({ text: z.string(), passage: passageId })),
  /** Years of experience at which guides put the goal. */
  years: z.array(citedSchema.extend({ text: z.string() })),
  /** What the training that the way asks for costs and takes, as figures. */
  training: z.array(figureSchema),
  /** What other schooling costs, where no guide says so of the schooling that the way asks for. */
  nearest: z.array(figureSchema),
});
export type PathView = z.infer<typeof pathSchema>;

/** GET /api/compare?kind=roles|credentials&ids=A,B[,C]: two or three side by side, as blocks like an answer's. */
export const compareSchema = z.object({
  kind: z.enum(['roles', 'credentials']),
  ids: z.array(z.string()),
  blocks: z.array(blockSchema),
  citations: z.array(citationSchema.extend({ passage: passageId })),
  /** Disagreements of the guides about one of them. */
  conflicts: z.array(conflictSchema),
});
export type CompareView = z.infer<typeof compareSchema>;
