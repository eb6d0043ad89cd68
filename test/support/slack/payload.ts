import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';

export type Payload = Readonly<Record<string, unknown>>;
type Changes = { readonly [name: string]: unknown };

const isObject = (value: unknown): value is Changes => typeof value === 'object' && value !== null && !Array.isArray(value);

const change = (payload: Changes, changes: Changes): Payload => {
  const changed = new Map(Object.entries(payload));
  for (const [name, value] of Object.entries(changes)) {
    const old = changed.get(name);
    if (value === undefined) changed.delete(name);
    else changed.set(name, isObject(old) && isObject(value) ? change(old, value) : value);
  }
  return Object.fromEntries(changed);
};

/** Ids in the recorded payloads, and what stands for them in a workspace of a test. */
export type Names = {
  readonly T06ACME00: string;
  readonly U06RUTH00: string;
  readonly U06SAM000: string;
  readonly C06GENERAL: string;
  readonly D06DIRECT: string;
  readonly U06NEXTRUNG: string;
  readonly B06NEXTRUNG: string;
};

const read = new Map<string, string>();

/**
 * A payload as Slack sends it, from `test/fixtures`, with this workspace's ids and these changes: objects are merged, anything else is
 * replaced, and what is changed to undefined is taken out.
 */
export const readPayload = (scenario: string, names: Names, changes: Changes = {}): Payload => {
  const text = read.get(scenario) ?? readFileSync(new URL(`../../fixtures/${scenario}/slack.json`, import.meta.url), 'utf8');
  read.set(scenario, text);
  const named = Object.entries(names).reduce((whole, [from, to]) => whole.replaceAll(from, to), text);
  return change(JSON.parse(named), changes);
};

/** The rich text that Slack's editor makes of what a member typed. */
export const typed = (text: string): object[] => {
  const elements = text
    .split(/(<[@#!][^<>]*>)/)
    .filter(Boolean)
    .map(piece => {
      const user = /^<@([A-Z0-9]+)/.exec(piece)?.[1];
      if (user) return { type: 'user', user_id: user };
      const range = /^<!(channel|here|everyone)/.exec(piece)?.[1];
      return range ? { type: 'broadcast', range } : { type: 'text', text: piece };
    });
  return [{ type: 'rich_text', block_id: randomUUID().slice(0, 5), elements: [{ type: 'rich_text_section', elements }] }];
};
