import { MessageFlags, type RepliableInteraction } from 'discord.js';
import type { Incoming, IncomingResult, Reply } from '../incoming.js';
import { quotaIsUsedUp } from '../shared-texts.js';
import type { DiscordContext } from './context.js';
import { apiCodes, codeOf, explainError } from './explain-error.js';
import { interactionTokenMs } from './limits.js';
import { persist } from './persist.js';
import { drawPictures } from './pictures.js';
import { type MessageBody, renderMessages } from './render-messages.js';
import { bodyText } from './render-text.js';
import { type Outlet, sendRendered } from './send-rendered.js';

type Deferred = {
  readonly interaction: RepliableInteraction;
  /** Only the asker sees what is answered. */
  readonly isPrivate: boolean;
  /** When the interaction came in, by this machine's clock. */
  readonly receivedAt: number;
  /** A line above the answer, for those who did not see the question. Already escaped. */
  readonly lead?: string | undefined;
};

/**
 * Acknowledges an interaction before anything else is done, so that the three seconds hold whatever the coach does. False when it is too
 * old. One that was acknowledged before may be ours: the request was repeated after its answer was lost, or the event was; whether it is
 * answered already is for the inbound path to say.
 */
export const defer = async (context: DiscordContext, interaction: RepliableInteraction, isPrivate: boolean): Promise<boolean> => {
  try {
    const send = (): Promise<unknown> => interaction.deferReply(isPrivate ? { flags: MessageFlags.Ephemeral } : {});
    await context.acknowledgements.run(() => persist(send));
    return true;
  } catch (error) {
    if (codeOf(error) === apiCodes.alreadyAcknowledged) {
      interaction.deferred = true;
      return true;
    }
    if (codeOf(error) !== apiCodes.unknownInteraction) throw error;
    context.services.log.warn({ err: explainError(error, 'an acknowledgement') }, 'an interaction came too late to be answered');
    return false;
  }
};

const isExpired = (error: unknown): boolean => {
  const code = codeOf(error);
  return code === apiCodes.unknownWebhook || code === apiCodes.invalidWebhookToken;
};

const byToken = ({ interaction, isPrivate }: Deferred): Outlet => ({
  first: body => persist(() => interaction.editReply(body)),
  next: body => interaction.followUp(isPrivate ? { ...body, flags: body.flags | MessageFlags.Ephemeral } : body),
});

/** Where an answer goes whose interaction has ended: to the channel, or to the member alone. Undefined when the bot is not there. */
const asMessage = ({ interaction, isPrivate }: Deferred): Outlet | undefined => {
  const known = interaction.inGuild() && !interaction.inCachedGuild() ? null : interaction.channel;
  const place = isPrivate ? interaction.user : known?.isSendable() ? known : undefined;
  if (!place) return undefined;
  let sent = 0;
  const send = async (body: MessageBody): Promise<unknown> => {
    const marked = { ...body, nonce: `${interaction.id}-${sent++}`, enforceNonce: true };
    return persist<unknown>(() => place.send(marked));
  };
  return { first: send, next: send };
};

/** Sends an answer by the interaction's token while it lives, and as a message afterwards. */
const send = async (
  context: DiscordContext,
  deferred: Deferred,
  render: () => ReturnType<typeof renderMessages>,
): Promise<void> => {
  const { log } = context.services;
  let started = 0;
  const outlet = byToken(deferred);
  const counted: Outlet = {
    first: body => outlet.first(body).then(() => started++),
    next: body => outlet.next(body).then(() => started++),
  };
  if (Date.now() - deferred.receivedAt < interactionTokenMs) {
    try {
      return await sendRendered(counted, render(), log);
    } catch (error) {
      if (!isExpired(error) || started > 0) throw error;
    }
  }
  const late = asMessage(deferred);
  const about = { channel: deferred.interaction.channelId };
  if (!late) {
    log.warn(about, 'an answer was dropped: its interaction’s 15 minutes were over, and the bot is not in that channel');
    return;
  }
  await sendRendered(late, render(), log);
  log.warn(about, 'an answer outlived its interaction’s 15 minutes and went out as a message');
};

/** Says one sentence to the asker alone, in place of an answer that was announced to all. */
const tellAsker = async ({ interaction, isPrivate }: Deferred, sentence: string): Promise<void> => {
  if (isPrivate) {
    await interaction.editReply(sentence);
    return;
  }
  await interaction.deleteReply();
  await interaction.followUp({ content: sentence, flags: MessageFlags.Ephemeral });
};

/** Answers an interaction that was deferred. */
const createInteractionReply = (
  context: DiscordContext,
  deferred: Deferred,
  canShare: boolean,
): Reply & { readonly hasSpoken: () => boolean } => {
  let spoken = false;
  return {
    hasSpoken: () => spoken,
    async show(answer, answerId) {
      try {
        const pictures = await drawPictures(answer);
        // What was declined is not repeated to others.
        const lead = answer.outcome === 'declined' ? undefined : deferred.lead;
        const offers = { share: canShare, thread: false };
        await send(context, deferred, () => renderMessages(answer, { answerId, offers, pictures, lead }));
        spoken = true;
      } catch (error) {
        // What stands there is worth more than an apology in its place.
        if (codeOf(error) === apiCodes.mostFollowUps) {
          spoken = true;
          const about = { err: explainError(error, 'the end of a long answer'), channel: deferred.interaction.channelId };
          return context.services.log.warn(about, 'a long answer ends before its end');
        }
        throw explainError(error, 'an answer to an interaction');
      }
    },
    async showAlone(answer) {
      spoken = true;
      await tellAsker(deferred, bodyText(answer));
    },
    async tell(sentence) {
      spoken = true;
      try {
        await tellAsker(deferred, sentence);
      } catch (error) {
        throw explainError(error, 'a sentence to a member');
      }
    },
  };
};

/** Asks the coach, for an interaction that was deferred, and sees to it that it does not go on "thinking" when there is no answer. */
export const answerInteraction = async (
  context: DiscordContext,
  deferred: Deferred,
  incoming: Incoming,
  canShare: boolean,
): Promise<void> => {
  const reply = createInteractionReply(context, deferred, canShare);
  await context.acknowledgements.quiet();
  const result: IncomingResult = await context.services.incoming.handle(incoming, reply);
  if (!reply.hasSpoken() && result === 'over_quota') await reply.tell(quotaIsUsedUp);
};
