import type { ModalView, PlainTextElement } from '@slack/types';
import { type FeedbackReason, feedbackReasons } from '../../../src/contracts/feedback-store.js';
import { feedbackReasonLabels } from '../../shared-texts.js';
import { callbackIds } from '../message.js';

const plainText = (text: string): PlainTextElement => ({ type: 'plain_text', text, emoji: false });

/** Names of the form's fields, as they come back. */
export const feedbackFields = { reason: 'reason', comment: 'comment' } as const;
export const maxComment = 2000;

/** Why an answer did not help. */
export const feedbackForm = (answerId: string): ModalView => ({
  type: 'modal',
  callback_id: callbackIds.feedback,
  private_metadata: answerId,
  title: plainText('What went wrong?'),
  submit: plainText('Send'),
  close: plainText('Not now'),
  blocks: [
    {
      type: 'input',
      block_id: feedbackFields.reason,
      label: plainText('Why did the answer not help?'),
      element: {
        type: 'radio_buttons',
        action_id: feedbackFields.reason,
        options: feedbackReasons.map((reason: FeedbackReason) => ({
          text: plainText(feedbackReasonLabels[reason]),
          value: reason,
        })),
      },
    },
    {
      type: 'input',
      block_id: feedbackFields.comment,
      optional: true,
      label: plainText('Anything else?'),
      hint: plainText('Please leave out anything about patients.'),
      element: { type: 'plain_text_input', action_id: feedbackFields.comment, multiline: true, max_length: maxComment },
    },
  ],
});

/** What stands in the form's place once it was sent. */
export const feedbackSent = (sentence: string): ModalView => ({
  type: 'modal',
  title: plainText('Feedback'),
  close: plainText('Close'),
  blocks: [{ type: 'section', text: plainText(sentence) }],
});
