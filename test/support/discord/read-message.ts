import { flatten } from './check-message.js';
import type { Json } from './payloads.js';

/* What a member sees of a message. */

type Components = Parameters<typeof flatten>[0];

const componentsOf = (message: Json): ReturnType<typeof flatten> => flatten((message.components ?? []) as Components);

/** All text of a message, with components or plain. */
export const textOf = (message: Json): string =>
  [message.content, ...componentsOf(message).map(component => (component.type === 10 ? component.content : undefined))]
    .filter(Boolean)
    .join('\n\n');

export const buttonsOf = (message: Json): { readonly label: string; readonly id: string }[] =>
  componentsOf(message).flatMap(({ type, label = '', custom_id: id = '' }) => (type === 2 ? [{ label, id }] : []));

/** Alt texts of a message's pictures. */
export const picturesOf = (message: Json): string[] =>
  componentsOf(message).flatMap(({ type, items = [] }) => (type === 12 ? items.map(item => item.description ?? '') : []));

export const isEphemeral = (message: Json): boolean => (Number(message.flags) & 64) !== 0;
