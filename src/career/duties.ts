import { paragraph, sentence } from '../domain/drafting.js';
import { isTableRow, type Passage } from '../domain/passage.js';
import { type CareerFacts, distinctBy, markOf } from './career-facts.js';
import type { Slots } from './read-slots.js';

/** Sentences told of the best section on a role, then of the other guides' sections. */
const sentencesEach = [4, 2, 1] as const;

/** What people in a role do, from the sections that the career map names, one guide after the other. */
export const dutiesFacts = (slots: Slots, passages: ReadonlyMap<string, Passage>): CareerFacts | undefined => {
  const [role, ...others] = slots.roles;
  if (!role || others.length > 0 || !slots.wants.has('duties') || slots.wants.has('pay') || role.duties.length === 0)
    return undefined;
  const sections = distinctBy(role.duties, duty => duty.guide).slice(0, sentencesEach.length);
  const blocks = sections.flatMap((duty, at) => {
    const passage = passages.get(markOf(duty));
    const told = passage?.sentences.filter(text => !isTableRow(passage, text)).slice(0, sentencesEach[at]) ?? [];
    return told.length > 0 ? [paragraph(...told.map(text => sentence(text, markOf(duty))))] : [];
  });
  return blocks.length > 0 ? { blocks, strength: 'specific', complete: true, conflicts: [] } : undefined;
};
