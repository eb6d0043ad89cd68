import type { Config } from '../src/config.js';
import type { FeedbackReason } from '../src/contracts/feedback-store.js';
import type { Deleted } from '../src/contracts/member-data.js';
import type { Pack } from '../src/domain/pack.js';

/* What the coach says in its own voice outside of answers, the same in every place. No platform's markup. */

/** Why an answer did not help, as a member picks it. */
export const feedbackReasonLabels: Readonly<Record<FeedbackReason, string>> = {
  wrong_source: 'It cites the wrong source',
  wrong_answer: 'The answer is wrong',
  out_of_date: 'It is out of date',
  not_what_i_asked: 'It is not what I asked',
};

export const thanksForFeedback = 'Thank you. That goes to the people who keep the guides in order.';
export const quotaIsUsedUp = 'You have asked a lot within the hour. Ask me again later.';
export const answerNoLongerKept = 'I no longer have that answer. Ask again and I will look it up afresh.';

/** "a week", "90 days". */
const days = (count: number): string => (count === 1 ? 'one day' : `${count} days`);

export const whatICanDo = (pack: Pack): string =>
  `I answer questions about ${pack.info.subject}: paths, credentials, training and pay. I answer from ${pack.guides.length} source guides only, say where each fact stands and how old it is, and say so when the guides differ or are silent.`;

type Sending = Pick<Config, 'model' | 'answerWriter' | 'embedder'>;

const namesTakenOut = 'details that name a person are taken out first';

/** Where questions go from here: to a model that words the answers, to a service that makes numbers of them to search by, or nowhere. */
const whatLeaves = ({ model, answerWriter, embedder }: Sending): string => {
  const isWorded = model !== undefined && answerWriter !== 'extractive';
  const isEmbedded = embedder === 'openai';
  if (isWorded) {
    const search = isEmbedded ? ', and to a service that helps to find the right passages' : '';
    return `Questions, and what was said just before them, are sent to a language model that words the answers${search}; ${namesTakenOut}.`;
  }
  return isEmbedded
    ? `Questions are sent to a service that helps to find the right passages; ${namesTakenOut}. No language model words the answers.`
    : 'Nothing leaves the machine that I run on, but for what this platform itself carries.';
};

/** What is kept, for how long, and how to have it deleted, in paragraphs. `forget` is how a member asks for it: "/coach forget me". */
export const privacyParagraphs = (config: Sending & Pick<Config, 'retentionDays'>, forget: string): readonly string[] => [
  `I keep the questions you ask me, my answers and your feedback for ${days(config.retentionDays)}, so that follow-ups work and wrong answers can be put right. They stay in this community; nobody else’s coach sees them.`,
  'I read messages that are sent to me, and follow-ups in a conversation that you began with me. What looks like patient information is declined and not kept. The text of messages is not logged.',
  whatLeaves(config),
  `${forget} deletes everything that I keep of you here.`,
];

/** What a deletion did: "Done. I deleted 3 conversations, 7 answers and 1 piece of feedback of yours." */
export const forgottenSentence = ({ conversations, answers, feedback }: Deleted): string => {
  const count = (many: number, one: string, more: string): string => `${many} ${many === 1 ? one : more}`;
  return conversations + answers + feedback === 0
    ? 'I keep nothing of you here, so there was nothing to delete.'
    : `Done. I deleted ${count(conversations, 'conversation', 'conversations')}, ${count(answers, 'answer', 'answers')} and ${count(feedback, 'piece', 'pieces')} of feedback of yours.`;
};
