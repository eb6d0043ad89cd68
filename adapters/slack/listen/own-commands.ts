import { forgottenSentence, privacyParagraphs, whatICanDo } from '../../shared-texts.js';
import type { Place } from '../connect/place.js';
import type { SlackMessage } from '../message.js';
import type { Parts } from '../parts.js';
import { escapeText } from '../render/calm-text.js';
import { postMessage } from '../send/post-message.js';

const helpLines = [
  '`/coach QUESTION` asks me anything about the career; only you see the answer, and you can share it.',
  '`/coach pay ROLE`, `/coach path FROM to TO`, `/coach compare A B` are short ways of asking.',
  '`/coach privacy` tells what I keep, `/coach forget me` deletes what I keep of you.',
  'In a channel, mention me; I answer in the thread and follow up there. In a direct message, just ask.',
];

/** What is asked of the coach itself rather than of the guides. */
export type OwnCommand = 'help' | 'privacy' | 'forget me';

export const readOwnCommand = (text: string): OwnCommand | undefined => {
  const word = text
    .trim()
    .toLowerCase()
    .replace(/[.!?]+$/, '');
  if (word === '' || word === 'help' || word === '?') return 'help';
  if (word === 'privacy') return 'privacy';
  return /^forget(?:[ -]?me)?$/.test(word) ? 'forget me' : undefined;
};

/** Does it, and says so. */
export const runOwnCommand = async (
  command: OwnCommand,
  { pack, config, memberData }: Pick<Parts, 'pack' | 'config' | 'memberData'>,
  community: string,
  member: string,
): Promise<SlackMessage> => {
  switch (command) {
    case 'help':
      return { text: [escapeText(whatICanDo(pack)), ...helpLines].join('\n') };
    case 'privacy':
      return { text: privacyParagraphs(config, '`/coach forget me`').map(escapeText).join('\n\n') };
    case 'forget me':
      return { text: escapeText(forgottenSentence(await memberData.forgetMember(community, member))) };
    default:
      return command satisfies never;
  }
};

/** In a direct message the same words work without the slash. False when the text is none of them. */
export const answerOwnCommand = async (
  parts: Parts,
  place: Place,
  message: {
    readonly channel: string;
    readonly threadTs: string;
    readonly ts: string;
    readonly user: string;
    readonly text: string;
  },
): Promise<boolean> => {
  const command = message.text.trim() === '' ? undefined : readOwnCommand(message.text);
  if (!command || !parts.once(`${place.community} ${message.channel} ${message.ts}`)) return command !== undefined;
  const reply = await runOwnCommand(command, parts, place.community, message.user);
  await postMessage(place.client, message, reply);
  return true;
};
