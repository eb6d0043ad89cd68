import { poisonIn } from '../text/poison.js';
import type { ProblemList } from './pack-problem.js';

const frontMatter = /^---\n[\s\S]*?\n---\n/;

/** Reports each line of a guide's text that is meant for a machine or a platform. Its front matter may hold an address. */
export const checkPoison = (text: string, file: string, list: ProblemList): void => {
  const head = frontMatter.exec(text)?.[0] ?? '';
  const before = head.split('\n').length;
  for (const [at, line] of text.slice(head.length).split('\n').entries()) {
    const found = poisonIn(line);
    if (found) list.add(file, at + before, `the line holds ${found}; take it out, since nothing of its section would be shown`);
  }
};
