import type { GuideInfo } from '../../../src/domain/guide.js';
import type { Passage } from '../../../src/domain/passage.js';

/** A passage as a model was handed it: its number in the prompt. */
export type Numbered = { readonly n: number; readonly passage: Passage };

/** The passages of a prompt, read back from what was sent. */
export const passagesOfPrompt = (prompt: string, passages: Iterable<Passage>, guides: Iterable<GuideInfo>): Numbered[] => {
  const nameOf = new Map([...guides].map(guide => [guide.id, guide.spokenName]));
  const byName = new Map(
    [...passages].map(passage => [`${nameOf.get(passage.guide)}|${passage.section.replace(/["<>\n]/g, ' ')}`, passage]),
  );
  return [...prompt.matchAll(/<passage n="(\d+)" guide="([^"]*)" section="([^"]*)"/g)].flatMap(([, n, guide, section]) => {
    const passage = byName.get(`${guide}|${section}`);
    return passage ? [{ n: Number(n), passage }] : [];
  });
};
