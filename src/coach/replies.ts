import type { Block, Sentence } from '../domain/answer.js';
import type { Role } from '../domain/career-map.js';
import { ownSentence, paragraph, sentence } from '../domain/drafting.js';
import type { Gap, OutOfScope } from '../domain/pack.js';

/** What the coach says in its own voice: fixed sentences without a figure or a name that would need a source. */

export const patientDataReply: Block<string> = paragraph(
  ownSentence('That looks like patient information, so I stopped there and kept nothing.'),
  ownSentence('If it is, please delete the message; if it was your own or an exam case, ask again without the details.'),
);

export const instructionReply: Block<string> = paragraph(
  ownSentence("I only go by the career guides, so I can't take that as an instruction."),
  ownSentence("Ask me about paths, credentials or pay and I'll tell you what they say."),
);

export const notInGuidesReply: Block<string> = paragraph(
  ownSentence("I don't find that in the guides, so I can't go by it."),
  ownSentence('Ask me what they say about paths, credentials or pay.'),
);

/** News that may be good or hard: neither is taken for granted. */
export const heardReply: Block<string> = paragraph(ownSentence('Thank you for telling me.'));

/** No guide tells a way down: what there is leads up. */
export const untoldWayReply = (from: Role, to: Role): Block<string> =>
  paragraph(
    ownSentence(`No guide tells a way from ${from.title} to ${to.title}.`),
    ownSentence('They do tell the way up, from the second to the first.'),
  );

export const outOfScopeSentence = ({ reply }: OutOfScope): Sentence<string> => ownSentence(reply);

/** "The guides don't give exam fees." */
export const gapSentence = (gap: Gap): Sentence<string> => ownSentence(`The guides don't ${gap.verb} ${gap.topic}.`);

export const askWhomSentence = ({ askWhom }: Gap): Sentence<string> | undefined =>
  askWhom === null ? undefined : ownSentence(`For that, try ${askWhom}.`);

/** The nearest thing that the guides do say, cited. */
export const nearestBlock = (text: string, passageId: string): Block<string> =>
  paragraph(ownSentence('The nearest thing they do say:'), sentence(text, passageId));

/** Asked where it is not sure what would help; the topics stand below as buttons. */
const unsure = "I'm not sure which of these you're after.";
export const askBackReply: Block<string> = paragraph(
  ownSentence(unsure),
  ownSentence('Is it one of the topics below, or could you put it in other words?'),
);

/** Whether what was said last is that question: it is never asked twice running. */
export const hasAskedBack = (said: string): boolean => said.includes(unsure);

const places = ['first', 'second', 'third'];
/** A part of a question by its place, where it can't be named: "the second part of your question". */
const partAt = (place: number): string => `the ${places[place] ?? 'other'} part of your question`;

/** Of the only thing asked, or of something that was just named. */
export const uncoveredSentence = (): Sentence<string> => ownSentence("The guides don't cover that.");

/** Of one of several things asked: as a clause where it can be said as one, else in the asker's words, else by its place. */
export const uncoveredPartSentence = (
  asked: { readonly clause: string | undefined; readonly words: string | undefined },
  place: number,
): Sentence<string> => {
  const { clause, words } = asked;
  if (clause !== undefined) return ownSentence(`The guides don't say ${clause}.`);
  return ownSentence(words === undefined ? `The guides don't cover ${partAt(place)}.` : `On “${words}” the guides are silent.`);
};
