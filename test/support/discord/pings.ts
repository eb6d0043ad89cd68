import { flatten } from './check-message.js';
import type { Json } from './payloads.js';

/* Whom a message would notify: discord.com/developers/docs/resources/message#allowed-mentions-object. The coach must notify nobody. */

/** `<@1>`, `<@!1>`, `<@&1>`, `@everyone`, `@here`. A channel's `<#1>` notifies nobody. */
const mention = /<@[!&]?\d+>|@everyone|@here/g;

type Allowed = {
  readonly parse?: readonly string[];
  readonly users?: unknown;
  readonly roles?: unknown;
  readonly replied_user?: boolean;
};

/** What in a body mentions somebody, and what would let it: empty when it can notify nobody. */
export const pingsOf = (body: Json): string[] => {
  const components = (body.components ?? []) as Parameters<typeof flatten>[0];
  const texts = [body.content, ...flatten(components).map(component => component.content)];
  if (texts.every(text => !text) && components.length === 0) return [];
  const allowed = body.allowed_mentions as Allowed | undefined;
  const isClosed =
    allowed?.parse?.length === 0 && allowed.replied_user === false && allowed.users === undefined && allowed.roles === undefined;
  return [
    ...texts.flatMap(text => (typeof text === 'string' ? (text.match(mention) ?? []) : [])).map(found => `mentions ${found}`),
    ...(isClosed ? [] : ['may notify, by its allowed_mentions']),
  ];
};
