import { ComponentType } from 'discord.js';
import { componentCount, componentsTextLength } from './limits.js';
import type { MessageBody } from './render-messages.js';

type Node = { readonly type?: unknown; readonly content?: unknown };

/** A component and all that are nested in it; items of a gallery are none themselves. */
const nodesOf = (value: unknown): Node[] => {
  if (Array.isArray(value)) return value.flatMap(nodesOf);
  if (typeof value !== 'object' || value === null) return [];
  const nested = Object.values(value).flatMap(nodesOf);
  return 'type' in value ? [value, ...nested] : nested;
};

/** Whether a message of components stands within Discord's limits: of components in all, and of their text together. */
export const fitsComponents = ({ components }: Pick<MessageBody, 'components'>): boolean => {
  const nodes = nodesOf(components);
  const texts = nodes.map(({ type, content }) =>
    type === ComponentType.TextDisplay && typeof content === 'string' ? content.length : 0,
  );
  return nodes.length <= componentCount && texts.reduce((sum, length) => sum + length, 0) <= componentsTextLength;
};
