import { closest, distance } from 'fastest-levenshtein';
import { z } from 'zod';

/* What each setting may be, with a sentence for whoever set it to something else. */

/** Empty is the same as unset, as `.env` files leave it; spaces are what is left of a value that somebody meant to give. */
const setting = <S extends z.ZodType>(schema: S) =>
  z.preprocess((value, context) => {
    if (typeof value === 'string' && value !== '' && value.trim() === '')
      context.addIssue({ code: 'custom', message: 'holds nothing but spaces; write its value, or leave it empty' });
    return value === '' ? undefined : value;
  }, schema);

const text = setting(z.string().trim().optional());
const url = (what: string) => setting(z.url({ protocol: /^https?$/, error: `must be ${what}, beginning with http` }).optional());
const not = (given: unknown): string => `not “${String(given).slice(0, 40)}”`;
const wholeNumber = (from: number, to: number) => {
  const error = (issue: { readonly input?: unknown }): string =>
    `must be a whole number from ${from} to ${to}, ${not(issue.input)}`;
  const inRange = (value: string): boolean => /^\d+$/.test(value) && Number(value) >= from && Number(value) <= to;
  return z.string().trim().refine(inRange, { error }).transform(Number);
};
const whole = (from: number, to: number, fallback: number) => setting(wholeNumber(from, to).default(fallback));
const amount = setting(
  z
    .string()
    .trim()
    .refine(value => /^\d+(\.\d+)?$/.test(value), {
      error: issue => `must be an amount of dollars such as 0.15, ${not(issue.input)}`,
    })
    .transform(Number)
    .optional(),
);
const oneOf = <const Values extends readonly [string, ...string[]]>(...values: Values) =>
  z.enum(values, {
    error: ({ input }) => {
      const list = `${values.slice(0, -1).join(', ')} or ${values.at(-1)}`;
      const near = closest(String(input).toLowerCase(), [...values]);
      const guess = distance(String(input).toLowerCase(), near) <= 2 ? `; did you mean ${near}?` : '';
      return `must be ${list}, ${not(input)}${guess}`;
    },
  });
const port = (fallback: number) => whole(0, 65_535, fallback);
const secret = (prefix: string) => setting(z.string().trim().startsWith(prefix, `must begin with ${prefix}`).optional());
/** Curl and others take "proxy.example.org:3128" as well. */
const proxy = z.preprocess(
  value => (typeof value === 'string' && value !== '' && !value.includes('://') ? `http://${value}` : value),
  url('the address of the proxy'),
);
/** Desktops name a SOCKS proxy here beside the others: what no request can go by is passed over. */
const anyProxy = z.preprocess(value => (typeof value === 'string' && /^socks/i.test(value) ? undefined : value), proxy);

const addressBlock = z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()]);
/** Addresses and blocks of them, separated by commas. */
const addressBlocks = setting(
  z
    .string()
    .transform(value => value.split(',').map(one => one.trim()))
    .refine(blocks => blocks.every(one => addressBlock.safeParse(one).success), {
      error: ({ input }) => `must be addresses, or blocks such as 172.16.0.0/12, separated by commas, ${not(input)}`,
    })
    .optional(),
);

export const environmentSchema = z.object({
  DATA_DIR: setting(z.string().default('data')),
  KNOWLEDGE_PACK: setting(z.string().default('knowledge/medical-coding')),
  RETENTION_DAYS: whole(1, 3650, 90),
  ENCRYPTION_KEY: setting(z.string().min(16, 'must have 16 characters or more').optional()),
  MEMBER_QUESTIONS_PER_HOUR: whole(1, 100_000, 30),
  CHANNEL_QUESTIONS_PER_HOUR: whole(1, 100_000, 200),

  OPENAI_API_KEY: text,
  OPENAI_BASE_URL: url('the address of the server'),
  OPENAI_MODEL: setting(z.string().trim().default('gpt-4o-mini')),
  OPENAI_EMBEDDING_MODEL: setting(z.string().trim().default('text-embedding-3-small')),
  ANSWER_WRITER: setting(oneOf('auto', 'extractive', 'model').default('auto')),
  EMBEDDER: setting(oneOf('local', 'openai').default('local')),
  ANSWER_DEADLINE_SECONDS: whole(1, 600, 20),
  MODEL_CONTEXT_TOKENS: whole(2000, 2_000_000, 16_000),
  DAILY_TOKEN_BUDGET: setting(wholeNumber(0, Number.MAX_SAFE_INTEGER).optional()),
  MODEL_PRICE_IN: amount,
  MODEL_PRICE_OUT: amount,

  SLACK_BOT_TOKEN: secret('xoxb-'),
  SLACK_APP_TOKEN: secret('xapp-'),
  SLACK_SIGNING_SECRET: text,
  SLACK_CLIENT_ID: text,
  SLACK_CLIENT_SECRET: text,
  SLACK_STATE_SECRET: text,
  SLACK_PORT: port(3001),
  SLACK_API_URL: url('the Web API root, ending in /api/'),
  SLACK_REACTION: setting(
    z
      .string()
      .trim()
      .regex(/^:?[a-z0-9_+'-]+:?$/, 'must be the name of an emoji')
      .optional(),
  ),

  DISCORD_TOKEN: text,
  DISCORD_APPLICATION_ID: setting(
    z
      .string()
      .regex(/^\d{5,25}$/, 'must be the application’s number')
      .optional(),
  ),
  DISCORD_TEST_GUILD_ID: setting(
    z
      .string()
      .regex(/^\d{5,25}$/, 'must be the server’s number')
      .optional(),
  ),
  DISCORD_SHARDS: setting(
    z.union([z.literal('auto'), wholeNumber(1, 1000)], { error: 'must be auto or a number from 1 to 1000' }).optional(),
  ),
  DISCORD_API_URL: url('the REST root without version'),

  HOST: setting(z.string().trim().default('127.0.0.1')),
  PORT: port(3000),
  WEB_PUBLIC_URL: url('the address that people open, as behind a reverse proxy'),
  TRUSTED_PROXY: addressBlocks,
  WEB_ACCESS_TOKEN: setting(z.string().trim().min(16, 'must have 16 characters or more').optional()),

  HTTP_PROXY: proxy,
  HTTPS_PROXY: proxy,
  ALL_PROXY: anyProxy,
  NO_PROXY: text,

  LOG_LEVEL: setting(oneOf('silent', 'error', 'warn', 'info', 'debug').default('warn')),
  LOG_FORMAT: setting(oneOf('pretty', 'json').default('pretty')),
});

export type Settings = z.infer<typeof environmentSchema>;

/** Every setting that is read, for naming those that are set. */
export const settingNames: readonly string[] = Object.keys(environmentSchema.shape);

/** Settings that other programs share: they are named in small letters as often as in capitals. */
export const proxyNames: readonly string[] = settingNames.filter(name => name.endsWith('_PROXY'));

/** Whether a name is read, as it is written. */
export const isSetting = (name: string): boolean =>
  settingNames.includes(name) || proxyNames.some(known => known.toLowerCase() === name);
