import type { KnowledgeBase } from './coach/knowledge-base.js';
import { createRedactor, type Redact } from './coach/redact.js';
import { words } from './text/tokens.js';

export type { Redact };

const openNameFinder = async () => (await import('./backends/compromise-name-finder.js')).createNameFinder();

/**
 * The composition root of the redactor. With the guides it leaves their words as they are; without, as long as they are not read, it takes a school that
 * is named after somebody for somebody.
 */
export const openRedactor = async (base?: Pick<KnowledgeBase, 'units' | 'guides'>): Promise<Redact> => {
  const names = await openNameFinder();
  if (!base) return createRedactor(names);
  const ofGuides = new Set(
    [...base.guides.values()].flatMap(guide => words(`${guide.title} ${guide.publisher} ${guide.spokenName}`)),
  );
  return createRedactor(names, word => ofGuides.has(word) || base.units.packWords().has(word));
};
