import { cleanLine } from './clean-text.js';

/** Who says it: the publisher, or the guide's short title where the publisher is not known. */
export const sourceName = ({ publisher, title }: { readonly publisher: string; readonly title: string }): string =>
  cleanLine(/^(not stated|unknown)\b/i.test(publisher) ? (title.split(':')[0] ?? title) : publisher);
