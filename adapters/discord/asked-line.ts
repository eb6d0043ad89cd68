import { cleanLine } from '../../src/text/clean-text.js';
import { shorten } from '../shorten.js';
import { escapePlain } from './escape-text.js';

const longestQuestion = 300;

/** A line of small print above an answer, for those who did not see it asked: "ana asked: what does a lead pay?" */
export const askedLine = (name: string, question: string): string => {
  const shown = shorten(cleanLine(question), longestQuestion);
  return `-# ${escapePlain(cleanLine(name))} asked: ${escapePlain(shown)}`;
};
