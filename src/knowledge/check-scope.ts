import type { Scope } from '../domain/pack.js';
import { figuresIn } from '../text/figures.js';
import type { ProblemList } from './pack-problem.js';
import type { ReadYaml } from './read-yaml.js';

/** What is said of a gap or of something out of scope cites no section, so no figure may stand in it. */
export const checkScope = (read: ReadYaml<Scope>, file: string, list: ProblemList): void => {
  const mustBePlain = (text: string | null, path: readonly PropertyKey[]): void => {
    for (const { raw } of figuresIn(text ?? ''))
      list.add(file, read.lineOf(path), `the figure "${raw.trim()}" would be said without a source; word it without`);
  };
  for (const [at, gap] of read.value.gaps.entries()) {
    for (const field of ['topic', 'askWhom'] as const) mustBePlain(gap[field], ['gaps', at, field]);
    for (const [place, part] of gap.parts.entries()) mustBePlain(part.topic, ['gaps', at, 'parts', place, 'topic']);
  }
  for (const [at, kind] of read.value.outOfScope.entries()) mustBePlain(kind.reply, ['outOfScope', at, 'reply']);
};
