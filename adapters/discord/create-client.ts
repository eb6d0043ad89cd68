import { Client, GatewayIntentBits, Options, Partials, type RESTOptions } from 'discord.js';

type ClientSettings = {
  readonly rest: Partial<RESTOptions>;
  /** Whether to ask for Message Content, a privileged intent that is switched on in the developer portal. */
  readonly readsMessages: boolean;
};

/** Recent messages of a channel, for replies: what is replied to comes along with the reply, and is looked up here. */
const messagesOfChannel = 50;
const membersOfServer = 200;

/**
 * A client that never pings, asks for no more than it needs and keeps little in memory. Answers in flight carry a nonce, so that a
 * request that is repeated after a time-out makes no second message.
 */
export const createClient = ({ rest, readsMessages }: ClientSettings): Client =>
  new Client({
    intents: [
      GatewayIntentBits.Guilds,
      GatewayIntentBits.GuildMessages,
      GatewayIntentBits.GuildMessageReactions,
      GatewayIntentBits.DirectMessages,
      ...(readsMessages ? [GatewayIntentBits.MessageContent] : []),
    ],
    // Without Channel, direct messages of channels that are not cached are dropped; the others let a reaction to an old message through.
    partials: [Partials.Channel, Partials.Message, Partials.Reaction],
    allowedMentions: { parse: [], repliedUser: false },
    failIfNotExists: false,
    enforceNonce: true,
    rest,
    makeCache: Options.cacheWithLimits({
      ...Options.DefaultMakeCacheSettings,
      MessageManager: messagesOfChannel,
      GuildMemberManager: { maxSize: membersOfServer, keepOverLimit: member => member.id === member.client.user.id },
      UserManager: { maxSize: 1000, keepOverLimit: user => user.id === user.client.user.id },
      ReactionManager: 0,
      ReactionUserManager: 0,
      PresenceManager: 0,
      GuildInviteManager: 0,
      GuildScheduledEventManager: 0,
      GuildStickerManager: 0,
      StageInstanceManager: 0,
      VoiceStateManager: 0,
    }),
    sweepers: {
      ...Options.DefaultSweeperSettings,
      messages: { interval: 600, lifetime: 3600 },
    },
  });
