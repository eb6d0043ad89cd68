import type { Nodes, PhrasingContent, Root, RootContent } from 'mdast';
import remarkFrontmatter from 'remark-frontmatter';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { parse } from 'yaml';
import { type Block, type Dropped, plain, type SourceDocument } from './document.js';

const parser = unified().use(remarkParse).use(remarkGfm).use(remarkFrontmatter);
const answersComment = /^<!--\s*answers:\s*([\s\S]*?)-->$/;
const address = /^(?:[a-z][a-z0-9+.-]*:\/\/|www\.)\S+$/i;

/** Takes a tree of Markdown apart into plain blocks; what no member should read goes to `dropped`. */
export const blocksOfTree = (tree: Root): { blocks: Block[]; dropped: Dropped[] } => {
  const dropped: Dropped[] = [];
  const drop = (why: string, text: string): string => {
    if (plain(text)) dropped.push({ why, text: plain(text) });
    return '';
  };
  const inline = (nodes: readonly PhrasingContent[]): string => nodes.map(inlineOf).join('');
  const inlineOf = (node: PhrasingContent): string => {
    switch (node.type) {
      case 'break':
        return '\n';
      case 'html':
        return /^<!--/.test(node.value) ? drop('comment', node.value) : '';
      case 'image':
      case 'imageReference':
        return drop('picture', node.alt ?? '');
      case 'footnoteReference':
        return '';
      case 'text':
      case 'inlineCode':
        return node.value;
      case 'link':
      case 'linkReference': {
        const label = inline(node.children);
        return address.test(plain(label)) ? drop('link address', label) : label;
      }
      default:
        return 'children' in node ? inline(node.children) : '';
    }
  };
  /** Text of anything, for what can hold blocks and is shown as one line: list items, cells. */
  const flat = (nodes: readonly Nodes[]): string => plain(nodes.map(node => blocksOf(node).map(textOf).join(' ')).join(' '));
  const blocksOf = (node: Nodes): Block[] => {
    switch (node.type) {
      case 'heading':
        return [{ kind: 'heading', depth: node.depth, text: plain(inline(node.children)) }];
      case 'paragraph': {
        const isBold = node.children.length > 0 && node.children.every(child => child.type === 'strong');
        return [{ kind: 'paragraph', text: inline(node.children).trim(), ...(isBold ? { bold: true } : {}) }];
      }
      case 'list':
        return [{ kind: 'list', ordered: node.ordered ?? false, items: node.children.flatMap(item => itemsOf(item.children)) }];
      case 'table': {
        const [header = [], ...rows] = node.children.map(row => row.children.map(cell => plain(inline(cell.children))));
        return [{ kind: 'table', header, rows }];
      }
      case 'code':
        return [{ kind: 'paragraph', text: node.value }];
      case 'html': {
        const questions = answersComment.exec(node.value.trim())?.[1]?.split('|') ?? [];
        if (questions.length > 0) return questions.map(text => ({ kind: 'answers' as const, text: plain(text) }));
        drop(/^<!--/.test(node.value) ? 'comment' : 'HTML', node.value);
        return [];
      }
      case 'footnoteDefinition':
        drop('footnote', flat(node.children));
        return [];
      case 'yaml':
      case 'definition':
      case 'thematicBreak':
        return [];
      default:
        return 'children' in node ? node.children.flatMap(blocksOf) : [];
    }
  };
  /** An item, then the items of lists within it. */
  const itemsOf = (nodes: readonly RootContent[]): string[] => {
    const own = flat(nodes.filter(node => node.type !== 'list'));
    const inner = nodes.flatMap(node => (node.type === 'list' ? node.children.flatMap(item => itemsOf(item.children)) : []));
    return [...(own ? [own] : []), ...inner];
  };
  const blocks = blocksOf(tree).filter(block => textOf(block) !== '');
  return { blocks, dropped };
};

/** A block's words in order. */
export const textOf = (block: Block): string => {
  switch (block.kind) {
    case 'list':
      return block.items.join('\n');
    case 'table':
      return [block.header, ...block.rows].flat().join(' ');
    default:
      return block.text;
  }
};

const stringOf = (value: unknown): string | undefined =>
  typeof value === 'string' && plain(value) ? plain(value) : value instanceof Date ? value.toISOString().slice(0, 10) : undefined;

/** What front matter says of its document, in the words that blogs and wikis use; nothing where it cannot be read. */
const readFrontMatter = (text: string): Pick<SourceDocument, 'title' | 'author' | 'publisher' | 'url' | 'published'> => {
  try {
    const found = Object(parse(text)) as Record<string, unknown>;
    const first = (...names: string[]): string | undefined =>
      names.map(name => stringOf(found[name])).find(value => value !== undefined);
    const [title, author, publisher] = [first('title'), first('author'), first('publisher')];
    const [url, published] = [first('url', 'canonical', 'link'), first('published', 'updated', 'lastmod', 'date')];
    return {
      ...(title ? { title } : {}),
      ...(author ? { author } : {}),
      ...(publisher ? { publisher } : {}),
      ...(url && /^https?:\/\/\S+$/.test(url) ? { url } : {}),
      ...(published ? { published } : {}),
    };
  } catch {
    return {};
  }
};

/** Reads any Markdown: what another program would show of it is read, whatever it lacks. */
export const readMarkdown = (text: string): SourceDocument => {
  const tree = parser.parse(text);
  const [first] = tree.children;
  return { ...(first?.type === 'yaml' ? readFrontMatter(first.value) : {}), ...blocksOfTree(tree), told: [] };
};
