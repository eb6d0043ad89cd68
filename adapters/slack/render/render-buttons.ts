import type { ActionsBlock, Button, ContextActionsBlock, KnownBlock, PlainTextElement } from '@slack/types';
import type { NextQuestion } from '../../next-questions.js';
import { shorten } from '../../shorten.js';
import { maxButtonText, maxButtonValue } from '../limits.js';
import { actionIds, feedbackValue } from '../message.js';
import { calmText } from './calm-text.js';

const plainText = (text: string): PlainTextElement => ({ type: 'plain_text', text, emoji: false });

const button = (actionId: string, text: string, value: string): Button => ({
  type: 'button',
  action_id: actionId,
  text: plainText(shorten(calmText(text), maxButtonText)),
  value,
});

/** Questions to ask next; a question that does not fit a button's value is left out. */
export const nextButtons = (questions: readonly NextQuestion[]): Button[] =>
  questions
    .filter(({ question }) => question.length <= maxButtonValue)
    .map(({ label, question }, at) => button(`${actionIds.askNext}_${at + 1}`, label, question));

export const shareButton = (answerId: string): Button => button(actionIds.share, 'Share to channel', answerId);

export const actionsOf = (buttons: readonly Button[]): ActionsBlock[] =>
  buttons.length > 0 ? [{ type: 'actions', elements: [...buttons] }] : [];

/** Slack's own feedback buttons. https://docs.slack.dev/reference/block-kit/block-elements/feedback-buttons-element */
const nativeFeedback = (answerId: string): ContextActionsBlock => ({
  type: 'context_actions',
  elements: [
    {
      type: 'feedback_buttons',
      action_id: actionIds.feedback,
      positive_button: {
        text: plainText('Helpful'),
        value: feedbackValue(true, answerId),
        accessibility_label: 'This answer was helpful',
      },
      negative_button: {
        text: plainText('Not helpful'),
        value: feedbackValue(false, answerId),
        accessibility_label: 'This answer was not helpful; say why',
      },
    },
  ],
});

/** Feedback as Slack's own buttons, or as ordinary ones where those may be refused. */
export const feedbackBlock = (answerId: string, native: boolean): KnownBlock =>
  native
    ? nativeFeedback(answerId)
    : {
        type: 'actions',
        elements: [
          button(actionIds.helpful, 'Helpful', feedbackValue(true, answerId)),
          button(actionIds.unhelpful, 'Not helpful', feedbackValue(false, answerId)),
        ],
      };
