import type { HomeView, InputBlock, KnownBlock, ModalView, PlainTextElement } from '@slack/types';
import type { Config } from '../../../src/config.js';
import type { Pack } from '../../../src/domain/pack.js';
import { ageOf, publisherOf } from '../../describe-source.js';
import { nextQuestions } from '../../next-questions.js';
import { privacyParagraphs, whatICanDo } from '../../shared-texts.js';
import { shorten } from '../../shorten.js';
import { maxBlockText } from '../limits.js';
import { actionIds, callbackIds } from '../message.js';
import { escapeText } from './calm-text.js';
import { nextButtons } from './render-buttons.js';

const plainText = (text: string): PlainTextElement => ({ type: 'plain_text', text, emoji: false });
const header = (text: string): KnownBlock => ({ type: 'header', text: plainText(text) });
const section = (text: string): KnownBlock => ({
  type: 'section',
  text: { type: 'mrkdwn', text: shorten(text, maxBlockText), verbatim: true },
});

/** Longer than any question that is answered. */
const maxQuestion = 2000;

/** Whose guides are read, and how old they are. */
const guideBlocks = (pack: Pack): KnownBlock[] =>
  pack.guides.slice(0, 30).map(guide => {
    const age = ageOf({ dataAsOf: guide.dataAsOf ?? null, published: guide.published ?? null });
    return section(
      `*${escapeText(guide.title.replaceAll('*', ''))}*\n${escapeText(publisherOf(guide.publisher))}, ${escapeText(guide.region)}. Data: ${escapeText(age)}.`,
    );
  });

export type HomeOptions = {
  readonly pack: Pack;
  readonly config: Config;
  /** Said under the form: what became of the question. */
  readonly note?: string;
  /** Empties the form: Slack keeps what a member typed in a field of the same name. */
  readonly formNumber: number;
};

const questionInput = (pack: Pack, blockId: string): InputBlock => ({
  type: 'input',
  block_id: blockId,
  label: plainText('Your question'),
  hint: plainText('The answer comes as a direct message that only you see.'),
  element: {
    type: 'plain_text_input',
    action_id: actionIds.homeQuestion,
    multiline: true,
    max_length: maxQuestion,
    placeholder: plainText(shorten(pack.info.suggestions[0] ?? '', 140)),
  },
});

/** The same form on its own, for who pressed Ask before typing. */
export const askForm = (pack: Pack): ModalView => ({
  type: 'modal',
  callback_id: callbackIds.askForm,
  title: plainText('Ask the coach'),
  submit: plainText('Ask'),
  close: plainText('Not now'),
  blocks: [questionInput(pack, actionIds.homeQuestion)],
});

/** The Home tab: a form to ask from, what the coach can do, whose guides it reads, and what it keeps. */
export const homeView = ({ pack, config, note, formNumber }: HomeOptions): HomeView => ({
  type: 'home',
  blocks: [
    header('Ask the coach'),
    questionInput(pack, `${actionIds.homeQuestion}_${formNumber}`),
    {
      type: 'actions',
      elements: [{ type: 'button', action_id: actionIds.askFromHome, text: plainText('Ask'), style: 'primary', value: 'form' }],
    },
    ...(note
      ? [{ type: 'context' as const, elements: [{ type: 'mrkdwn' as const, text: escapeText(note), verbatim: true }] }]
      : []),
    section('Or try one of these:'),
    {
      type: 'actions',
      elements: nextButtons(nextQuestions(pack.info)).map((button, at) => ({
        ...button,
        action_id: `${actionIds.askFromHome}_${at + 1}`,
      })),
    },
    { type: 'divider' },
    header('What I can do'),
    section(escapeText(whatICanDo(pack))),
    section(
      'Mention me in a channel, write to me here under Messages, or use `/coach QUESTION`. `/coach pay ROLE`, `/coach path FROM to TO` and `/coach compare A B` are short ways; what you ask by command only you see.',
    ),
    { type: 'divider' },
    header('Whose guides I read'),
    ...guideBlocks(pack),
    { type: 'divider' },
    header('Privacy'),
    section(privacyParagraphs(config, '`/coach forget me`').map(escapeText).join('\n\n')),
  ],
});
