import type { Block, Sentence } from '../domain/answer.js';
import type { Role } from '../domain/career-map.js';
import { ownSentence, paragraph, sentence } from '../domain/drafting.js';
import type { Gap } from '../domain/pack.js';

/** What the coach says in its own voice: fixed sentences without a figure or a name that would need a source. */

export const patientDataReply: Block<string> = paragraph(
  ownSentence('That looks like patient information, so I stopped there and kept nothing.'),
  ownSentence('Please delete the message, then ask again without the details.'),
);

export const instructionReply: Block<string> = paragraph(
  ownSentence("I only go by the career guides, so I can't take that as an instruction."),
  ownSentence("Ask me about paths, credentials or pay and I'll tell you what they say."),
);

export const notInGuidesReply: Block<string> = paragraph(
  ownSentence("I don't find that in the guides, so I can't go by it."),
  ownSentence('Ask me what they say about paths, credentials or pay.'),
);

/** No guide tells a way down: what there is leads up. */
export const untoldWayReply = (from: Role, to: Role): Block<string> =>
  paragraph(
    ownSentence(`No guide tells a way from ${from.title} to ${to.title}.`),
    ownSentence('They do tell the way up, from the second to the first.'),
  );

export const outOfScopeReply = (reply: string): Block<string> => paragraph(ownSentence(reply));

/** "The guides don't give exam fees." */
export const gapSentence = (gap: Gap): Sentence<string> => ownSentence(`The guides don't ${gap.verb} ${gap.topic}.`);

export const askWhomSentence = (gap: Gap): Sentence<string>[] =>
  gap.askWhom ? [ownSentence(`For that, try ${gap.askWhom}.`)] : [];

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

/** What may be repeated of a member's own words: a short plain phrase, no figure that an answer would seem to state. */
const mayBeQuoted = (text: string): boolean => text.length <= 70 && !/[\d@#<>$%/\\]/.test(text);

export const uncoveredSentence = (part: string | undefined): Sentence<string> =>
  ownSentence(
    part === undefined
      ? "The guides don't cover that."
      : mayBeQuoted(part)
        ? `On “${part}”, the guides are silent.`
        : 'On the other part of your question, the guides are silent.',
  );
