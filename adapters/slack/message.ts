import type { KnownBlock } from '@slack/types';

/** A message as it is sent: `text` is what notifications and screen readers get. */
export type SlackMessage = { readonly text: string; readonly blocks?: KnownBlock[] };

/** A message of blocks; `whole` says all of it in mrkdwn, at any length, for where blocks are refused. */
export type RenderedMessage = SlackMessage & { readonly blocks: KnownBlock[]; readonly whole: string };

/** Names that Slack sends back when a button is pressed or a form is sent; what follows is in the value. */
export const actionIds = {
  askNext: 'ask_next',
  share: 'share_answer',
  feedback: 'answer_feedback',
  helpful: 'answer_helpful',
  unhelpful: 'answer_unhelpful',
  askFromHome: 'ask_from_home',
  homeQuestion: 'home_question',
} as const;

export const callbackIds = { feedback: 'feedback_why', askShortcut: 'ask_about_this', askForm: 'ask_form' } as const;

/** "helpful" or "unhelpful" with the answer that is meant. */
export const feedbackValue = (helpful: boolean, answerId: string): string => `${helpful ? 'helpful' : 'unhelpful'}:${answerId}`;

export const readFeedbackValue = (value: string): { helpful: boolean; answerId: string } | undefined => {
  const [, word, answerId] = /^(helpful|unhelpful):(.+)$/.exec(value) ?? [];
  return answerId ? { helpful: word === 'helpful', answerId } : undefined;
};
