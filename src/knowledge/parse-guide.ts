import type { Heading, Nodes, PhrasingContent, Root, RootContent, Table } from 'mdast';
import { toString as textOf } from 'mdast-util-to-string';
import remarkFrontmatter from 'remark-frontmatter';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { type GuideInfo, guideInfoSchema } from '../domain/guide.js';
import { type Passage, rowSentence } from '../domain/passage.js';
import { footnoteMark } from '../text/footnote-mark.js';
import { splitSentences } from '../text/sentences.js';
import { slugOf } from '../text/slug.js';
import type { ProblemList } from './pack-problem.js';
import { readYaml } from './read-yaml.js';

/** A passage with the line of its heading, for messages. */
type ParsedPassage = { readonly passage: Passage; readonly line: number };
export type ParsedGuide = { readonly info: GuideInfo; readonly passages: readonly ParsedPassage[] };

const parser = unified().use(remarkParse).use(remarkGfm).use(remarkFrontmatter);
const listComment = /^<!--\s*(answers|also|anchor):\s*([\s\S]*?)-->$/;

const lineOf = (node: RootContent): number => node.position?.start.line ?? 1;

const rawText = (node: PhrasingContent): string => {
  if (node.type === 'break') return ' ';
  if (node.type === 'html') return '';
  return 'children' in node ? node.children.map(rawText).join('') : textOf(node);
};

/** Plain text of inline content: code keeps its characters, breaks become spaces, raw HTML and marks of footnotes are left out. */
const inlineText = (nodes: readonly PhrasingContent[]): string =>
  nodes.map(rawText).join('').replace(footnoteMark, '').replace(/\s+/g, ' ').trim();

const readTable = (table: Table): { header: string[]; rows: string[][] } => {
  const [header = [], ...rows] = table.children.map(row => row.children.map(cell => inlineText(cell.children)));
  return { header, rows };
};

/** "Yes." and "Not at first." say nothing without what follows. */
const shortestAlone = 3;

/** Sentences of running text, each of which may be told by itself. */
const tellable = (text: string): string[] => {
  const sentences: string[] = [];
  for (const sentence of splitSentences(text).reverse()) {
    const [next] = sentences;
    if (next !== undefined && sentence.split(' ').length <= shortestAlone) sentences[0] = `${sentence} ${next}`;
    else sentences.unshift(sentence);
  }
  return sentences;
};

/** Sentences of one block in reading order; list items and table rows count as sentences. */
const blockSentences = (node: RootContent): string[] => {
  switch (node.type) {
    case 'paragraph':
      return tellable(inlineText(node.children));
    case 'list':
      return node.children.flatMap(item => item.children.flatMap(blockSentences));
    case 'blockquote':
      return node.children.flatMap(blockSentences);
    case 'table': {
      const { header, rows } = readTable(node);
      return rows.length > 0 ? rows.map(row => rowSentence(header, row)) : [`${header.join(', ')}.`];
    }
    case 'code':
      return [node.value];
    case 'heading':
      return [inlineText(node.children)];
    default:
      return [];
  }
};

/** Why a node's words would reach no member, if so. */
const lossOf = (node: Nodes): string | undefined => {
  if (node.type === 'footnoteDefinition') return 'a footnote is not shown to members; write it into the sentence';
  if (node.type !== 'html') return undefined;
  return listComment.test(node.value.trim())
    ? 'leave a blank line before and after the answers and also comments'
    : 'HTML is not shown to members; remove it';
};

/** Reports what no passage would hold: HTML and footnotes wherever they stand. */
const checkNothingLost = (node: Nodes, file: string, list: ProblemList): void => {
  const loss = lossOf(node);
  if (loss) list.add(file, node.position?.start.line ?? 1, loss);
  if ('children' in node) for (const child of node.children) checkNothingLost(child, file, list);
};

type OpenSection = { headings: Heading[]; line: number; nodes: RootContent[] };

/** Headings of level 2 and below open a section; deeper ones carry their parents in the heading path. */
const sectionsOf = (tree: Root, onStray: (node: RootContent) => void): OpenSection[] => {
  const sections: OpenSection[] = [];
  let path: Heading[] = [];
  for (const node of tree.children) {
    if (node.type === 'yaml' || (node.type === 'heading' && node.depth === 1)) continue;
    if (node.type === 'heading') {
      path = [...path.filter(heading => heading.depth < node.depth), node];
      sections.push({ headings: path, line: lineOf(node), nodes: [] });
    } else {
      const section = sections.at(-1);
      if (section) section.nodes.push(node);
      else onStray(node);
    }
  }
  return sections.filter(
    (section, at) => section.nodes.length > 0 || sections[at + 1]?.headings.length !== section.headings.length + 1,
  );
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
  const stray = (node: RootContent): void =>
    list.add(file, lineOf(node), 'this stands above the first ## heading, so no section holds it; move it under one');
  const passages = sectionsOf(tree, stray).map(section => {
    const comments = section.nodes.map(node =>
      node.type === 'html' ? (listComment.exec(node.value.trim()) ?? undefined) : undefined,
    );
    const listed = (name: string): string[] =>
      comments
        .flatMap(comment => (comment?.[1] === name ? (comment[2] ?? '').split('|') : []))
        .flatMap(item => item.trim() || []);
    for (const [at, node] of section.nodes.entries()) if (comments[at] === undefined) checkNothingLost(node, file, list);
    const [anchor] = listed('anchor');
    const tableNode = section.nodes.find(node => node.type === 'table');
    const headings = section.headings.map(heading => inlineText(heading.children));
    // Of what was written with no pack in mind, often only the title says what its sections are about.
    const headingPath = info.value.source && headings[0] !== info.value.title ? [info.value.title, ...headings] : headings;
    const heading = headings.at(-1) ?? '';
    const passage: Passage = {
      id: `${info.value.id}#${slugOf(heading)}`,
      guide: info.value.id,
      section: heading,
      headingPath,
      sentences: section.nodes.flatMap(blockSentences),
      answers: listed('answers'),
      also: listed('also'),
      ...(tableNode ? { table: readTable(tableNode) } : {}),
      ...(anchor ? { anchor } : {}),
    };
    return { passage, line: section.line };
  });
  return { info: info.value, passages };
};
