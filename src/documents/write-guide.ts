import type { PhrasingContent, Root, RootContent } from 'mdast';
import remarkGfm from 'remark-gfm';
import remarkStringify from 'remark-stringify';
import { unified } from 'unified';
import { stringify } from 'yaml';
import type { GuideInfo } from '../domain/guide.js';
import type { Section } from './cut.js';
import { type Content, plain } from './document.js';

const writer = unified().use(remarkStringify, { bullet: '-', rule: '-' }).use(remarkGfm);

const text = (value: string): PhrasingContent[] => [{ type: 'text', value: plain(value) }];

const nodeOf = (block: Content): RootContent => {
  switch (block.kind) {
    case 'paragraph':
      return { type: 'paragraph', children: text(block.text) };
    case 'list':
      return {
        type: 'list',
        ordered: block.ordered,
        spread: false,
        children: block.items.map(item => ({ type: 'listItem', children: [{ type: 'paragraph', children: text(item) }] })),
      };
    case 'table':
      return {
        type: 'table',
        children: [block.header, ...block.rows].map(row => ({
          type: 'tableRow',
          children: row.map(cell => ({ type: 'tableCell', children: text(cell) })),
        })),
      };
    default:
      return block satisfies never;
  }
};

/** A question as it may stand in the comment that lists questions. */
const listed = (question: string): string => plain(question.replaceAll('|', '/').replaceAll('--', '–'));

/** A section's Markdown below its heading. */
const bodyOf = (section: Section): RootContent[] => [
  ...(section.answers.length > 0
    ? [{ type: 'html' as const, value: `<!-- answers: ${section.answers.map(listed).join(' | ')} -->` }]
    : []),
  ...(section.anchor ? [{ type: 'html' as const, value: `<!-- anchor: ${section.anchor} -->` }] : []),
  ...section.content.map(nodeOf),
];

const deepest = 6;

/** Writes a guide as a person would: front matter, its title, a heading for each section under those that lead to it. */
export const writeGuide = (info: GuideInfo, sections: readonly Section[]): string => {
  const children: RootContent[] = [{ type: 'heading', depth: 1, children: text(info.title) }];
  let open: readonly string[] = [];
  for (const section of sections) {
    const { headings } = section;
    const shared = headings.slice(0, -1).findIndex((heading, at) => open[at] !== heading);
    const from = shared < 0 ? headings.length - 1 : shared;
    for (const [at, heading] of headings.entries()) {
      if (at < from) continue;
      children.push({ type: 'heading', depth: Math.min(at + 2, deepest) as 2 | 3 | 4 | 5 | 6, children: text(heading) });
    }
    children.push(...bodyOf(section));
    open = headings;
  }
  const tree: Root = { type: 'root', children };
  return `---\n${stringify(info, { lineWidth: 0 })}---\n\n${writer.stringify(tree)}`;
};
