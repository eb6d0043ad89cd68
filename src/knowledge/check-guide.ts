import { passageText } from '../domain/passage.js';
import type { ProblemList } from './pack-problem.js';
import type { ParsedGuide } from './parse-guide.js';

/** Section sizes in words: long enough to read alone, short enough to be one topic. */
const sectionWords = { min: 30, max: 150 } as const;
const minAnswers = 3;

/**
 * Reports a guide's mistakes: id unlike its file name, duplicate sections, sizes, missing `answers:` lines. Of an imported guide sizes and
 * missing questions are no mistakes: they go to `remarks`.
 */
export const checkGuide = (guide: ParsedGuide, file: string, list: ProblemList, remarks: ProblemList): void => {
  const ideal = guide.info.source === undefined ? list : remarks;
  const expectedId = file.replace(/^guides\//, '').replace(/\.md$/, '');
  if (guide.info.id !== expectedId) list.add(file, 2, `id is "${guide.info.id}"; the file name says "${expectedId}"`);
  if (guide.passages.length === 0) list.add(file, 1, 'no section; write one topic under each ## heading');
  const firstLine = new Map<string, number>();
  for (const { passage, line } of guide.passages) {
    const earlier = firstLine.get(passage.id);
    if (earlier !== undefined)
      list.add(file, line, `duplicate id ${passage.id}, first on line ${earlier}; give the heading other words`);
    else firstLine.set(passage.id, line);
    const count = passageText(passage).split(/\s+/).filter(Boolean).length;
    if (count < sectionWords.min || count > sectionWords.max) {
      ideal.add(file, line, `"${passage.section}" has ${count} words; write ${sectionWords.min} to ${sectionWords.max}`);
    }
    if (passage.answers.length < minAnswers) {
      ideal.add(
        file,
        line,
        `"${passage.section}" lists ${passage.answers.length} questions; add <!-- answers: ... | ... --> with at least ${minAnswers}`,
      );
    }
  }
};
