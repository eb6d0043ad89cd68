import { z } from 'zod';

/** Where a record stands: a guide's id and the heading of the section, as written there. */
const citeSchema = z.strictObject({ guide: z.string(), section: z.string() });
export type Cite = z.infer<typeof citeSchema>;

const id = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'use lower-case words joined by hyphens');
const yearsSchema = z.strictObject({ from: z.number().min(0), to: z.number().optional() });

const levels = ['entry', 'mid', 'advanced', 'senior', 'master'] as const;

/** One guide's view of a role: the level it puts it at, in its own term, and the years it asks for. */
const placementSchema = citeSchema.extend({
  level: z.enum(levels),
  /** The role's name as this guide writes it. */
  as: z.string(),
  years: yearsSchema.optional(),
});

const roleSchema = z.strictObject({
  id,
  title: z.string(),
  aliases: z.array(z.string()).default([]),
  /** The kind of work that it belongs to; `tracks` says what that is called. */
  track: id,
  /** Set for the role that the whole field is named after: its bare title names the occupation, only its aliases name the rung. */
  occupation: z.boolean().default(false),
  /** Steps up the ladder from 0; roles that are no rung of it have none. */
  rung: z.number().int().min(0).optional(),
  placements: z.array(placementSchema).default([]),
  /** Sections that tell what people in the role do, best first. */
  duties: z.array(citeSchema).default([]),
});
export type Role = z.infer<typeof roleSchema>;

/** What one guide says of a credential; an issuer that it does not name stays out. */
const credentialMentionSchema = citeSchema.extend({
  issuer: z.string().optional(),
  /** When in a career the guide puts it, short enough for a table cell: "entry level", "first credential, years 0–2". */
  stage: z.string().optional(),
  /** Where it counts, short enough for a table cell: "small offices". */
  use: z.string().optional(),
  /** A complete sentence that a member may read; every fact in it stands in the cited section. */
  says: z.string(),
});

const credentialSchema = z.strictObject({
  id,
  name: z.string(),
  expansion: z.string().optional(),
  aliases: z.array(z.string()).default([]),
  mentions: z.array(credentialMentionSchema).min(1),
});
export type Credential = z.infer<typeof credentialSchema>;

const measures = ['pay', 'growth', 'new-jobs', 'openings', 'employment', 'program-cost', 'program-length'] as const;

const figureSchema = citeSchema.extend({
  id,
  measure: z.enum(measures),
  statistic: z.enum(['median', 'mean', 'percentile', 'range', 'count', 'projection']),
  /** 1 to 99, with `statistic: percentile`. */
  percentile: z.number().int().min(1).max(99).optional(),
  /** Roles that the figure is for; none when it is for everybody in the field. */
  roles: z.array(z.string()).default([]),
  /** `entry` and `experienced` tag figures for people rather than for a titled role. */
  group: z.enum(['entry', 'mid', 'experienced', 'all']).optional(),
  period: z.enum(['year', 'hour']).optional(),
  /** The pack's own country where none is given. */
  country: z.string().default(''),
  currency: z.string().length(3).optional(),
  /** Years of experience that the figure is for. */
  years: yearsSchema.optional(),
  value: z.union([z.number(), z.strictObject({ low: z.number(), high: z.number() })]),
  /** The figure as it stands in the section: "$41,600". */
  text: z.string(),
  /** Population, date and publisher of the data in a few words. */
  basis: z.string(),
  /** A complete sentence that a member may read, with the figure, its statistic, population and date. */
  says: z.string(),
});
export type PayFigure = z.infer<typeof figureSchema>;

const moveSchema = citeSchema.extend({
  from: z.string(),
  to: z.string(),
  years: z.string().optional(),
  credentials: z.array(z.string()).default([]),
  education: z.string().optional(),
  says: z.string(),
});
export type Move = z.infer<typeof moveSchema>;

const sideSchema = citeSchema.extend({
  /** The claim in a few words: "$50,250", "mid level". */
  value: z.string(),
  says: z.string(),
});
const conflictSchema = z.strictObject({
  id,
  /** Noun phrase: "median annual pay". */
  topic: z.string(),
  /** Questions that this disagreement answers, in members' words. */
  asks: z.array(z.string()).min(3),
  sides: z.array(sideSchema).min(2),
  /** Why they differ, when a guide says so; otherwise that none does. */
  note: z.string(),
});
export type Conflict = z.infer<typeof conflictSchema>;

/** Typed records of a pack. Where sources differ, every record stands; nothing is averaged. */
export const careerMapSchema = z.strictObject({
  /** What the tracks of roles are called, in the order in which they are listed. */
  tracks: z.array(z.strictObject({ id, name: z.string() })).default([]),
  roles: z.array(roleSchema),
  credentials: z.array(credentialSchema),
  figures: z.array(figureSchema),
  moves: z.array(moveSchema),
  conflicts: z.array(conflictSchema),
  /** Credentials, or roles, that members compare again and again, by their ids: two or three in each list. */
  compared: z.array(z.array(z.string()).min(2).max(3)).default([]),
});
export type CareerMap = z.infer<typeof careerMapSchema>;
