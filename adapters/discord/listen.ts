import { type Client, Events, type Message, RESTEvents } from 'discord.js';
import type { Logger } from 'pino';
import { createInOrder } from '../in-order.js';
import { type Suggest, suggestNamesOf } from './autocomplete.js';
import type { DiscordContext } from './context.js';
import { explainError } from './explain-error.js';
import { createFindConversation } from './find-conversation.js';
import { forgetServer } from './left-servers.js';
import { onInteraction } from './on-interaction.js';
import { onMessage } from './on-message.js';
import { onReaction } from './on-reaction.js';

/** Whatever a handler lets through ends in the log: an event must not take the process down. */
const logged = async (log: Logger, what: string, work: Promise<void>): Promise<void> => {
  try {
    await work;
  } catch (error) {
    log.error({ err: explainError(error, what) }, `${what} could not be handled`);
  }
};

/** Ways to hand in messages that no event brings. */
export type Listening = {
  /** Settles when the question has its place among those of its channel. */
  answer(message: Message): Promise<void>;
  /** Work among that of a channel's messages, in the order in which they came. */
  inChannel(channelId: string, work: () => Promise<void>): Promise<void>;
  /** As `answer`, within such work, of a message that was perhaps seen before. */
  missed(message: Message): Promise<void>;
  /** Direct messages that come from now on wait until this settles, and behind the work that was queued by then. */
  directBehind(known: Promise<void>): void;
};

/** Handles the events of a client that is ready. Edits are not among them: a message is answered as it was sent. */
export const listen = (context: DiscordContext): Listening => {
  const { client, services } = context;
  const { log } = services;
  const find = createFindConversation(services.conversations, client.user.id);
  const suggest: Suggest = (command, typed) => suggestNamesOf(services.pack)(command, typed);
  const channels = createInOrder();
  let directKnown: Promise<void> | undefined;

  const inChannel: Listening['inChannel'] = (channelId, work) => channels.run(channelId, work);
  const answer = (message: Message): Promise<void> =>
    channels.run(message.channelId, () => onMessage(context, find, message), message.inGuild() ? undefined : directKnown);

  client.on(Events.MessageCreate, message => void logged(log, 'a message', answer(message)));
  client.on(Events.MessageReactionAdd, (reaction, user) => {
    void logged(log, 'a reaction', onReaction(context, find, reaction, user));
  });
  client.on(Events.InteractionCreate, interaction => {
    void onInteraction(context, find, suggest, interaction);
  });
  client.on(Events.GuildDelete, guild => {
    // An outage is another event.
    void logged(log, 'the removal from a server', forgetServer(context, guild.id));
  });
  return {
    answer,
    inChannel,
    // One that cannot be handled does not keep the others from it.
    missed: message => logged(log, 'a message', onMessage(context, find, message, true)),
    directBehind(known) {
      directKnown = known;
    },
  };
};

/** What a client says of its own state, for the log. */
export const logClient = (client: Client, log: Logger): void => {
  client.on(Events.Error, error =>
    log.error({ err: explainError(error, 'an event') }, 'an event from Discord could not be handled'),
  );
  client.on(Events.Warn, text => log.warn(text));
  client.on(Events.ShardError, error =>
    log.warn({ err: explainError(error, 'a connection') }, 'the connection to Discord broke; it is opened again'),
  );
  client.rest.on(RESTEvents.RateLimited, ({ route, timeToReset }) =>
    log.info({ route, waitMs: timeToReset }, 'Discord asks to wait; what is to be sent waits'),
  );
  client.on(Events.ShardReconnecting, shard => log.info({ shard }, 'reconnecting to Discord'));
  client.on(Events.ShardResume, (shard, replayed) => log.info({ shard, replayed }, 'reconnected to Discord'));
};
