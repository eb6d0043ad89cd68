import { splitText } from '../../../src/text/split-text.js';

/** mrkdwn in parts that Slack takes as `text`, none of them empty. */
export const splitPlain = (text: string, length: number): string[] => splitText(text, length).filter(part => part.trim() !== '');
