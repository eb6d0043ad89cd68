import type { Scope } from '../domain/pack.js';
import type { Passage } from '../domain/passage.js';
import { figuresIn } from '../text/figures.js';
import { passageIdOf } from '../text/slug.js';
import type { ProblemList } from './pack-problem.js';
import type { ReadYaml } from './read-yaml.js';

/**
 * What is said of a gap or of something out of scope cites no section, so no figure may stand in it; the sections that details belong
 * to exist.
 *
 * @param unreadable ids of guides with a mistake of their own
 */
export const checkScope = (
  read: ReadYaml<Scope>,
  passages: readonly Passage[],
  unreadable: ReadonlySet<string>,
  file: string,
  list: ProblemList,
): void => {
  const sections = new Set(passages.map(passage => passage.id));
  const mustBePlain = (text: string | null, path: readonly PropertyKey[]): void => {
    for (const { raw } of figuresIn(text ?? ''))
      list.add(file, read.lineOf(path), `the figure "${raw.trim()}" would be said without a source; word it without`);
  };
  for (const [at, gap] of read.value.gaps.entries())
    for (const field of ['topic', 'askWhom'] as const) mustBePlain(gap[field], ['gaps', at, field]);
  for (const [at, detail] of read.value.details.entries()) {
    mustBePlain(detail.missing, ['details', at, 'missing']);
    if (!sections.has(passageIdOf(detail)) && !unreadable.has(detail.guide)) {
      list.add(file, read.lineOf(['details', at]), `no section "${detail.section}" in guide "${detail.guide}"`);
    }
  }
  for (const [at, kind] of read.value.outOfScope.entries()) mustBePlain(kind.reply, ['outOfScope', at, 'reply']);
};
