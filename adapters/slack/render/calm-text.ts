import { cleanText } from '../../../src/text/clean-text.js';

/*
 * Nothing that the coach sends may call anyone. Slack makes a ping of `<!channel>`, `<!here>`, `<!everyone>`, `<!subteam^S1>`, `<@U1>` and
 * `<#C1>` (https://docs.slack.dev/messaging/formatting-message-text), and where a message is parsed in full, of `@channel` alone.
 */

const sequence = /<([!@#])([^<>|]*)(?:\|([^<>]*))?>/g;
/** Names that call a crowd when Slack parses a message in full. */
const crowd = /[@＠](?=(?:channel|here|everyone|group)\b)/gi;

/** A control sequence as a person would say it: its label, or the crowd's name. */
const inWords = (_: string, kind: string, target: string, label: string | undefined): string => {
  if (label) return label.replace(/^[@#]/, '');
  return kind === '!' && !target.includes('^') ? target : kind === '#' ? 'a channel' : 'a member';
};

/** Text that calls nobody, whoever wrote it, without control characters and marks that turn the reading direction. */
export const calmText = (text: string): string => {
  const clean = cleanText(text);
  // What remains of a nested sequence may itself be one.
  const calm = clean.replace(sequence, inWords).replace(crowd, '');
  return calm === clean ? calm : calmText(calm);
};

/** Calm text for a mrkdwn or Markdown field: what Slack would read as markup of its own is escaped. */
export const escapeText = (text: string): string =>
  calmText(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
