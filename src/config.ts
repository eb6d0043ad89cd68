import { resolve } from 'node:path';
import { NextRungError } from './domain/errors.js';
import { environmentSchema, proxyNames, type Settings } from './settings-schema.js';

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

/** Proxies between this machine and everybody else, as the environment names them. */
export type ProxyConfig = {
  readonly http: string | undefined;
  readonly https: string | undefined;
  /** Hosts that are reached without, separated by commas. */
  readonly except: string;
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
  readonly proxy?: ProxyConfig | undefined;
};

export type DiscordConfig = {
  readonly token: string;
  readonly applicationId: string | undefined;
  readonly testGuildId: string | undefined;
  readonly shards: number | 'auto' | undefined;
  readonly apiUrl: string | undefined;
  readonly proxy?: ProxyConfig | undefined;
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
    /** Addresses and blocks of proxies at other machines, whose word on who asks is taken as that of this machine's is. */
    readonly trustedProxies: readonly string[];
    readonly accessToken: string | undefined;
  };
  /** Undefined when none is set. */
  readonly proxy: ProxyConfig | undefined;
  readonly logLevel: 'silent' | 'error' | 'warn' | 'info' | 'debug';
  readonly logFormat: 'pretty' | 'json';
};

/** What one setting asks of another: its name, and the next step. */
const contradictions = (env: Settings): [name: string, problem: string][] => {
  const hasModel = Boolean(env.OPENAI_API_KEY || env.OPENAI_BASE_URL);
  const { SLACK_BOT_TOKEN: bot, SLACK_APP_TOKEN: app, SLACK_CLIENT_ID: client } = env;
  const problems: [wrong: unknown, name: string, problem: string][] = [
    [env.ANSWER_WRITER === 'model' && !hasModel, 'ANSWER_WRITER', 'model needs OPENAI_API_KEY or OPENAI_BASE_URL'],
    [env.EMBEDDER === 'openai' && !hasModel, 'EMBEDDER', 'openai needs OPENAI_API_KEY or OPENAI_BASE_URL'],
    [
      client && !(env.SLACK_CLIENT_SECRET && env.SLACK_STATE_SECRET && env.ENCRYPTION_KEY),
      'SLACK_CLIENT_ID',
      'several workspaces need SLACK_CLIENT_SECRET, SLACK_STATE_SECRET and ENCRYPTION_KEY too',
    ],
    [
      bot && !app && !env.SLACK_SIGNING_SECRET,
      'SLACK_BOT_TOKEN',
      'also set SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET (HTTP)',
    ],
    [app && !bot && !client, 'SLACK_APP_TOKEN', 'also set SLACK_BOT_TOKEN (one workspace) or SLACK_CLIENT_ID (several)'],
    [bot && client, 'SLACK_BOT_TOKEN', 'one workspace uses the bot token, several use SLACK_CLIENT_ID; set one of them'],
  ];
  return problems.flatMap(([wrong, ...named]) => (wrong ? [named] : []));
};

/** Who sits at this machine needs no proxy to reach it, unless whoever set one says what goes by. */
const usualExcept = 'localhost,127.0.0.1,[::1]';

const proxyOf = (env: Settings): ProxyConfig | undefined => {
  const [http, https] = [env.HTTP_PROXY ?? env.ALL_PROXY, env.HTTPS_PROXY ?? env.ALL_PROXY];
  return http || https ? { http, https, except: env.NO_PROXY ?? usualExcept } : undefined;
};

const slackOf = (env: Settings): SlackConfig | undefined =>
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
        proxy: proxyOf(env),
      }
    : undefined;

const discordOf = (env: Settings): DiscordConfig | undefined =>
  env.DISCORD_TOKEN
    ? {
        token: env.DISCORD_TOKEN,
        applicationId: env.DISCORD_APPLICATION_ID,
        testGuildId: env.DISCORD_TEST_GUILD_ID,
        shards: env.DISCORD_SHARDS,
        apiUrl: env.DISCORD_API_URL,
        proxy: proxyOf(env),
      }
    : undefined;

const modelOf = (env: Settings): ModelConfig | undefined =>
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

type Environment = Readonly<Record<string, string | undefined>>;

const withProxies = (environment: Environment): Environment => ({
  ...environment,
  ...Object.fromEntries(proxyNames.map(name => [name, environment[name] || environment[name.toLowerCase()]])),
});

/**
 * The only reader of the environment. Relative folders are taken from `root`. Throws `config_invalid` naming every wrong setting at once.
 *
 * @param environment usually `process.env`, after `.env` was read
 * @param whereOf where a setting was set, as one would say it: "line 3 of .env"
 */
export const readConfig = (
  environment: Environment,
  root: string,
  whereOf: (name: string) => string | undefined = () => undefined,
): Config => {
  const parsed = environmentSchema.safeParse(withProxies(environment));
  const found = parsed.success
    ? contradictions(parsed.data)
    : parsed.error.issues.map(issue => [issue.path.join('.'), issue.message] as const);
  const problems = found.map(([name, problem]) => {
    const where = whereOf(name);
    return `${name}${where ? ` (${where})` : ''}: ${problem}`;
  });
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
    web: {
      host: env.HOST,
      port: env.PORT,
      publicUrl: env.WEB_PUBLIC_URL,
      trustedProxies: env.TRUSTED_PROXY ?? [],
      accessToken: env.WEB_ACCESS_TOKEN,
    },
    proxy: proxyOf(env),
    logLevel: env.LOG_LEVEL,
    logFormat: env.LOG_FORMAT,
  });
};
