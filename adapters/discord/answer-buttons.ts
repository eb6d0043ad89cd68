import { ActionRowBuilder, ButtonBuilder, ButtonStyle } from 'discord.js';
import type { Answer } from '../../src/domain/answer.js';
import { cleanLine } from '../../src/text/clean-text.js';
import { nextQuestions } from '../next-questions.js';
import { shorten } from '../shorten.js';
import { type CustomId, writeCustomId } from './custom-id.js';
import { buttonLabelLength } from './limits.js';

/** What may be done with an answer where it stands. */
export type Offers = {
  /** To everyone in the channel, from an answer that only its asker sees. */
  readonly share: boolean;
  /** To go on in a thread of its own. */
  readonly thread: boolean;
};

const button = (id: CustomId, label: string, style = ButtonStyle.Secondary): ButtonBuilder =>
  new ButtonBuilder()
    .setCustomId(writeCustomId(id))
    .setLabel(shorten(cleanLine(label), buttonLabelLength))
    .setStyle(style);

const row = (buttons: readonly ButtonBuilder[]): ActionRowBuilder<ButtonBuilder>[] =>
  buttons.length > 0 ? [new ActionRowBuilder<ButtonBuilder>().addComponents(...buttons)] : [];

/** Next questions, then what the member thinks of the answer and may do with it. A declined question gets none: nothing is kept of it. */
export const answerButtons = (answer: Answer, answerId: string, offers: Offers): ActionRowBuilder<ButtonBuilder>[] => {
  if (answer.outcome === 'declined') return [];
  return [
    ...row(nextQuestions(answer).map(({ label }, at) => button({ kind: 'next', answerId, at }, label, ButtonStyle.Primary))),
    ...row([
      button({ kind: 'helpful', answerId }, 'Helpful'),
      button({ kind: 'unhelpful', answerId }, 'Not helpful'),
      ...(offers.share ? [button({ kind: 'share', answerId }, 'Share to channel')] : []),
      ...(offers.thread ? [button({ kind: 'thread', answerId }, 'Continue in a thread')] : []),
    ]),
  ];
};

/** Asks whether to delete, before anything is. */
export const forgetButtons = (): ActionRowBuilder<ButtonBuilder>[] =>
  row([
    button({ kind: 'forget', choice: 'yes' }, 'Delete it', ButtonStyle.Danger),
    button({ kind: 'forget', choice: 'no' }, 'Keep it'),
  ]);
