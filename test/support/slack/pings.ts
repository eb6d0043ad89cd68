/* Which members a text would notify. Slack sends the notifications; here they are only counted, for the coach must send none. */

/** `<!channel>`, `<!here|here>`, `<!everyone>`, `<!subteam^S1|@x>`, `<@U1>`, `<#C1|name>`: https://docs.slack.dev/messaging/formatting-message-text */
const controlSequence = /<(?:!(?:channel|here|everyone|subteam\^)[^<>]*|[@#][A-Z][A-Z0-9]{2,}(?:\|[^<>]*)?)>/g;
/** Texts that Slack shows letter by letter. */
const literal: Readonly<Record<string, true>> = { plain_text: true, text: true, raw_text: true, raw_number: true };
const richTextPing: Readonly<Record<string, true>> = { user: true, usergroup: true, channel: true, broadcast: true };

/** Every control sequence and mentioning element in what a message is made of, whatever field it stands in. */
export const pingsIn = (value: unknown): string[] => {
  if (typeof value === 'string') return value.match(controlSequence) ?? [];
  if (Array.isArray(value)) return value.flatMap(pingsIn);
  if (typeof value !== 'object' || value === null) return [];
  const type = 'type' in value && typeof value.type === 'string' ? value.type : '';
  if (literal[type]) return [];
  const own = richTextPing[type] ? [JSON.stringify(value)] : [];
  return [
    ...own,
    ...Object.entries(value).flatMap(([key, item]) =>
      // Ids and values are never shown.
      ['action_id', 'block_id', 'value', 'private_metadata', 'callback_id'].includes(key) ? [] : pingsIn(item),
    ),
  ];
};

/** With `link_names` or `parse: full`, Slack makes pings of bare names too. */
export const namesLinked = (text: string): string[] => text.match(/@(?:channel|here|everyone)\b/g) ?? [];
