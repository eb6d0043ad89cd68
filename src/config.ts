import { resolve } from 'node:path';
import { z } from 'zod';
import { NextRungError } from './domain/errors.js';

/** Blank is the same as unset, as `.env` files leave it. */
const setting = <S extends z.ZodType>(schema: S) => z.preprocess(value => (value === '' ? undefined : value), schema);

const text = setting(z.string().trim().min(1).optional());
const url = (what: string) => setting(z.url({ protocol: /^https?$/, error: `must be ${what}, beginning with http` }).optional());
const whole = (from: number, to: number, fallback: number) =>
  setting(z.coerce.number().int().min(from).max(to).default(fallback));
const amount = setting(z.coerce.number().min(0).optional());
const port = (fallback: number) => whole(0, 65_535, fallback);
const secret = (prefix: string) => setting(z.string().trim().startsWith(prefix, `must begin with ${prefix}`).optional());

const environmentSchema = z.object({
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
  ANSWER_WRITER: setting(z.enum(['auto', 'extractive', 'model']).default('auto')),
  EMBEDDER: setting(z.enum(['local', 'openai']).default('local')),
  ANSWER_DEADLINE_SECONDS: whole(1, 600, 20),
  MODEL_CONTEXT_TOKENS: whole(2000, 2_000_000, 16_000),
  DAILY_TOKEN_BUDGET: setting(z.coerce.number().int().min(0).optional()),
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
  DISCORD_SHARDS: setting(z.union([z.literal('auto'), z.coerce.number().int().min(1).max(1000)]).optional()),
  DISCORD_API_URL: url('the REST root without version'),

  HOST: setting(z.string().trim().default('127.0.0.1')),
  PORT: port(3000),
  WEB_PUBLIC_URL: url('the address that people open, as behind a reverse proxy'),
  WEB_ACCESS_TOKEN: setting(z.string().trim().min(16, 'must have 16 characters or more').optional()),

  LOG_LEVEL: setting(z.enum(['silent', 'error', 'warn', 'info', 'debug']).default('warn')),
  LOG_FORMAT: setting(z.enum(['pretty', 'json']).default('pretty')),
});

/** Every setting that is read, for naming those that are set. */
export const settingNames: readonly string[] = Object.keys(environmentSchema.shape);

/** A chat model behind an OpenAI-compatible address. */
export type ModelConfig = {
  /** Undefined for a server of one's own that asks for none. */
  readonly apiKey: string | undefined;
  readonly baseUrl: string | undefined;
  readonly model: string;
  readonly embeddingModel: string;
  /** Within this an answer is there, whoever wrote it. */
  readonly deadlineMs: number;
  /** What the model can read and write at once. */
  readonly contextTokens: number;
  /** Tokens of one day, UTC; none means no limit. */
  readonly dailyTokenBudget: number | undefined;
  /** US dollars for a million tokens. */
  readonly priceIn: number | undefined;
  readonly priceOut: number | undefined;
};

export type SlackConfig = {
  readonly botToken: string | undefined;
  readonly appToken: string | undefined;
  readonly signingSecret: string | undefined;
  readonly clientId: string | undefined;
  readonly clientSecret: string | undefined;
  readonly stateSecret: string | undefined;
  readonly port: number;
  readonly apiUrl: string | undefined;
  /** Name of the emoji that summons an answer, without colons; none: off. */
  readonly reaction: string | undefined;
};

export type DiscordConfig = {
  readonly token: string;
  readonly applicationId: string | undefined;
  readonly testGuildId: string | undefined;
  readonly shards: number | 'auto' | undefined;
  readonly apiUrl: string | undefined;
};

export type Config = {
  /** Absolute folder for what NextRung saves. */
  readonly dataDir: string;
  /** Absolute folder of the index, inside `dataDir`. */
  readonly indexDir: string;
  /** Absolute folder of the knowledge pack. */
  readonly packDir: string;
  /** Days that conversations, answers and feedback are kept. */
  readonly retentionDays: number;
  /** Encrypts tokens at rest; needed for several workspaces. */
  readonly encryptionKey: string | undefined;
  readonly quotas: { readonly memberPerHour: number; readonly channelPerHour: number };
  /** Undefined when neither a key nor an address is set. */
  readonly model: ModelConfig | undefined;
  readonly answerWriter: 'auto' | 'extractive' | 'model';
  readonly embedder: 'local' | 'openai';
  /** Undefined when no Slack token is set. */
  readonly slack: SlackConfig | undefined;
  /** Undefined when no Discord token is set. */
  readonly discord: DiscordConfig | undefined;
  readonly web: {
    readonly host: string;
    readonly port: number;
    /** What people open where it is not the address listened on: a reverse proxy's. */
    readonly publicUrl: string | undefined;
    readonly accessToken: string | undefined;
  };
  readonly logLevel: 'silent' | 'error' | 'warn' | 'info' | 'debug';
  readonly logFormat: 'pretty' | 'json';
};

type Environment = z.infer<typeof environmentSchema>;

/** What one setting asks of another, each with the next step. */
const contradictions = (env: Environment): string[] => {
  const hasModel = Boolean(env.OPENAI_API_KEY || env.OPENAI_BASE_URL);
  const { SLACK_BOT_TOKEN: bot, SLACK_APP_TOKEN: app, SLACK_CLIENT_ID: client } = env;
  const problems: [unknown, string][] = [
    [env.ANSWER_WRITER === 'model' && !hasModel, 'ANSWER_WRITER: model needs OPENAI_API_KEY or OPENAI_BASE_URL'],
    [env.EMBEDDER === 'openai' && !hasModel, 'EMBEDDER: openai needs OPENAI_API_KEY or OPENAI_BASE_URL'],
    [
      client && !(env.SLACK_CLIENT_SECRET && env.SLACK_STATE_SECRET && env.ENCRYPTION_KEY),
      'SLACK_CLIENT_ID: several workspaces need SLACK_CLIENT_SECRET, SLACK_STATE_SECRET and ENCRYPTION_KEY too',
    ],
    [
      bot && !app && !env.SLACK_SIGNING_SECRET,
      'SLACK_BOT_TOKEN: also set SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET (HTTP)',
    ],
    [app && !bot && !client, 'SLACK_APP_TOKEN: also set SLACK_BOT_TOKEN (one workspace) or SLACK_CLIENT_ID (several)'],
    [bot && client, 'SLACK_BOT_TOKEN: one workspace uses the bot token, several use SLACK_CLIENT_ID; set one of them'],
  ];
  return problems.flatMap(([wrong, problem]) => (wrong ? [problem] : []));
};

const slackOf = (env: Environment): SlackConfig | undefined =>
  env.SLACK_BOT_TOKEN || env.SLACK_CLIENT_ID
    ? {
        botToken: env.SLACK_BOT_TOKEN,
        appToken: env.SLACK_APP_TOKEN,
        signingSecret: env.SLACK_SIGNING_SECRET,
        clientId: env.SLACK_CLIENT_ID,
        clientSecret: env.SLACK_CLIENT_SECRET,
        stateSecret: env.SLACK_STATE_SECRET,
        port: env.SLACK_PORT,
        apiUrl: env.SLACK_API_URL,
        reaction: env.SLACK_REACTION?.replaceAll(':', ''),
      }
    : undefined;

const discordOf = (env: Environment): DiscordConfig | undefined =>
  env.DISCORD_TOKEN
    ? {
        token: env.DISCORD_TOKEN,
        applicationId: env.DISCORD_APPLICATION_ID,
        testGuildId: env.DISCORD_TEST_GUILD_ID,
        shards: env.DISCORD_SHARDS,
        apiUrl: env.DISCORD_API_URL,
      }
    : undefined;

const modelOf = (env: Environment): ModelConfig | undefined =>
  env.OPENAI_API_KEY || env.OPENAI_BASE_URL
    ? {
        apiKey: env.OPENAI_API_KEY,
        baseUrl: env.OPENAI_BASE_URL,
        model: env.OPENAI_MODEL,
        embeddingModel: env.OPENAI_EMBEDDING_MODEL,
        deadlineMs: env.ANSWER_DEADLINE_SECONDS * 1000,
        contextTokens: env.MODEL_CONTEXT_TOKENS,
        dailyTokenBudget: env.DAILY_TOKEN_BUDGET,
        priceIn: env.MODEL_PRICE_IN,
        priceOut: env.MODEL_PRICE_OUT,
      }
    : undefined;

/**
 * The only reader of the environment. Relative folders are taken from `root`. Throws `config_invalid` naming every wrong setting at once.
 *
 * @param environment usually `process.env`, after `.env` was read
 */
export const readConfig = (environment: Readonly<Record<string, string | undefined>>, root: string): Config => {
  const parsed = environmentSchema.safeParse(environment);
  const problems = parsed.success
    ? contradictions(parsed.data)
    : parsed.error.issues.map(issue => `${issue.path.join('.')}: ${issue.message}`);
  if (!parsed.success || problems.length > 0) {
    throw new NextRungError(
      'config_invalid',
      `These settings cannot be read: ${problems.join('; ')}. Correct them in .env or the environment (see .env.example).`,
    );
  }
  const env = parsed.data;
  const dataDir = resolve(root, env.DATA_DIR);
  return Object.freeze({
    dataDir,
    indexDir: resolve(dataDir, 'index'),
    packDir: resolve(root, env.KNOWLEDGE_PACK),
    retentionDays: env.RETENTION_DAYS,
    encryptionKey: env.ENCRYPTION_KEY,
    quotas: { memberPerHour: env.MEMBER_QUESTIONS_PER_HOUR, channelPerHour: env.CHANNEL_QUESTIONS_PER_HOUR },
    model: modelOf(env),
    answerWriter: env.ANSWER_WRITER,
    embedder: env.EMBEDDER,
    slack: slackOf(env),
    discord: discordOf(env),
    web: { host: env.HOST, port: env.PORT, publicUrl: env.WEB_PUBLIC_URL, accessToken: env.WEB_ACCESS_TOKEN },
    logLevel: env.LOG_LEVEL,
    logFormat: env.LOG_FORMAT,
  });
};
