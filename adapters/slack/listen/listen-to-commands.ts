import type { App } from '@slack/bolt';
import { NextRungError } from '../../../src/domain/errors.js';
import type { Pack } from '../../../src/domain/pack.js';
import { compareQuestion, pathQuestion, payQuestion } from '../../career-questions.js';
import { placeOf } from '../connect/place.js';
import type { Parts } from '../parts.js';
import { escapeText } from '../render/calm-text.js';
import { createPrivateReply, respondWith } from '../send/private-reply.js';
import { readOwnCommand, runOwnCommand } from './own-commands.js';
import { commandSchema } from './payloads.js';
import { readText } from './read-text.js';

/** `pay ROLE` and the like as a question. Throws `input_invalid` with how to say it. */
const questionOf = (text: string, pack: Pack): string => {
  const [, word = '', rest = ''] = /^(\S+)\s*([\s\S]*)$/.exec(text) ?? [];
  switch (word.toLowerCase()) {
    case 'pay':
      return payQuestion(rest, pack);
    case 'path':
      return pathQuestion([rest], pack);
    case 'compare':
      return compareQuestion(rest.split(/\s+/), pack);
    default:
      return text;
  }
};

/** The conversation that a member has with the coach by commands in a channel; nobody else's. */
export const privateConversation = (channel: string, member: string): string => `${channel}:private:${member}`;

/** `/coach`: private to the asker, with a way to share. */
export const listenToCommands = (app: App, parts: Parts): void => {
  const { incoming, log, redact } = parts;
  app.command('/coach', async ({ ack, body, respond, client, context }) => {
    await ack();
    const place = placeOf({ client, context });
    const command = commandSchema.parse(body);
    const text = readText(command.text, place.botUserId);
    if (!parts.once(`${place.community} command ${command.trigger_id}`)) return;
    const own = readOwnCommand(text);
    if (own) {
      const { text: reply } = await runOwnCommand(own, parts, place.community, command.user_id);
      return respondWith(respond, { response_type: 'ephemeral', text: reply });
    }
    let question: string;
    try {
      question = questionOf(text, parts.pack);
    } catch (error) {
      if (!(error instanceof NextRungError)) throw error;
      return respondWith(respond, { response_type: 'ephemeral', text: escapeText(error.memberSentence) });
    }
    await incoming.handle(
      {
        community: place.community,
        channel: command.channel_id,
        conversation: privateConversation(command.channel_id, command.user_id),
        member: command.user_id,
        text: question,
        deliveryKeys: [`command:${command.trigger_id}`],
        isPrivate: true,
        // A command of its own ("pay ROLE") is a whole question; what else is typed may go on from the last.
        standsAlone: question !== text,
      },
      createPrivateReply({ place, respond, log, above: `You asked: ${redact(question) ?? ''}` }),
    );
  });
};
