import type { Heading, PhrasingContent, Root, RootContent, Table } from 'mdast';
import { toString as textOf } from 'mdast-util-to-string';
import remarkFrontmatter from 'remark-frontmatter';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { type GuideInfo, guideInfoSchema } from '../domain/guide.js';
import { type Passage, rowSentence } from '../domain/passage.js';
import { splitSentences } from '../text/sentences.js';
import type { ProblemList } from './pack-problem.js';
import { readYaml } from './read-yaml.js';
import { slugOf } from '../text/slug.js';

/** A passage with the line of its heading, for messages. */
export type ParsedPassage = { readonly passage: Passage; readonly line: number };
export type ParsedGuide = { readonly info: GuideInfo; readonly passages: readonly ParsedPassage[] };

const parser = unified().use(remarkParse).use(remarkGfm).use(remarkFrontmatter);
const answersComment = /^<!--\s*answers:\s*([\s\S]*?)-->$/;

const lineOf = (node: RootContent): number => node.position?.start.line ?? 1;

/** Plain text of inline content: code keeps its characters, breaks become spaces, raw HTML is left out. */
const inlineText = (nodes: readonly PhrasingContent[]): string =>
  nodes
    .map(node => (node.type === 'break' ? ' ' : node.type === 'html' ? '' : textOf(node)))
    .join('')
    .replace(/\s+/g, ' ')
    .trim();

const readTable = (table: Table): { header: string[]; rows: string[][] } => {
  const [header = [], ...rows] = table.children.map(row => row.children.map(cell => inlineText(cell.children)));
  return { header, rows };
};

/** Sentences of one block in reading order; list items and table rows count as sentences. */
const blockSentences = (node: RootContent): string[] => {
  switch (node.type) {
    case 'paragraph':
      return splitSentences(inlineText(node.children));
    case 'list':
      return node.children.flatMap(item => item.children.flatMap(blockSentences));
    case 'blockquote':
      return node.children.flatMap(blockSentences);
    case 'table': {
      const { header, rows } = readTable(node);
      return rows.map(row => rowSentence(header, row));
    }
    case 'code':
      return [node.value];
    case 'heading':
      return [inlineText(node.children)];
    default:
      return [];
  }
};

type OpenSection = { headings: Heading[]; line: number; nodes: RootContent[] };

/** Headings of level 2 and below open a section; deeper ones carry their parents in the heading path. */
const sectionsOf = (tree: Root): OpenSection[] => {
  const sections: OpenSection[] = [];
  let path: Heading[] = [];
  for (const node of tree.children) {
    if (node.type === 'yaml' || (node.type === 'heading' && node.depth === 1)) continue;
    if (node.type === 'heading') {
      path = [...path.filter(heading => heading.depth < node.depth), node];
      sections.push({ headings: path, line: lineOf(node), nodes: [] });
    } else {
      sections.at(-1)?.nodes.push(node);
    }
  }
  return sections.filter((section, at) => section.nodes.length > 0 || sections[at + 1]?.headings.length !== section.headings.length + 1);
};

/**
 * Parses a guide's Markdown: front matter, and a passage per section. Mistakes go to `list` with their line; undefined when the
 * front matter cannot be read.
 */
export const parseGuide = (text: string, file: string, list: ProblemList): ParsedGuide | undefined => {
  const tree = parser.parse(text);
  const frontMatter = tree.children[0];
  if (frontMatter?.type !== 'yaml') {
    list.add(file, 1, 'no front matter; begin the file with --- and id, title, publisher, spokenName, retrieved, region');
    return undefined;
  }
  const info = readYaml(frontMatter.value, guideInfoSchema, file, list, 1);
  if (!info) return undefined;
  const passages = sectionsOf(tree).map(section => {
    const html = section.nodes.filter(node => node.type === 'html');
    const answers = html.flatMap(node => answersComment.exec(node.value.trim())?.[1]?.split('|') ?? []).map(question => question.trim());
    for (const node of html) {
      if (!answersComment.test(node.value.trim())) list.add(file, lineOf(node), 'HTML is not shown to members; remove it');
    }
    const tableNode = section.nodes.find(node => node.type === 'table');
    const headingPath = section.headings.map(heading => inlineText(heading.children));
    const heading = headingPath.at(-1) ?? '';
    const passage: Passage = {
      id: `${info.value.id}#${slugOf(heading)}`,
      guide: info.value.id,
      section: heading,
      headingPath,
      sentences: section.nodes.flatMap(blockSentences),
      answers: answers.filter(Boolean),
      ...(tableNode ? { table: readTable(tableNode) } : {}),
    };
    return { passage, line: section.line };
  });
  return { info: info.value, passages };
};
