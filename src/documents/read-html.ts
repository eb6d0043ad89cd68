import type { Element, Nodes, Root } from 'hast';
import { select, selectAll } from 'hast-util-select';
import type { Root as MarkdownRoot } from 'mdast';
import rehypeParse from 'rehype-parse';
import rehypeRemark from 'rehype-remark';
import { unified } from 'unified';
import { type Block, type Dropped, plain, type SourceDocument } from './document.js';
import { hidesText, hidingSelectors } from './hidden-text.js';
import { blocksOfTree } from './read-markdown.js';

/** What stands around a page's text, or is none. */
const around =
  'nav, aside, form, button, iframe, object, dialog, svg, canvas, audio, video, select, [role=navigation], [role=banner], [role=contentinfo], [role=search], [role=complementary]';
const noText = 'script, style, template, noscript, head';
const cookieNotice = /\b(?:cookies?|consent|gdpr)\b/i;

const wordsOf = (node: Nodes): string =>
  node.type === 'text' ? node.value : 'children' in node ? node.children.map(wordsOf).join(' ') : '';

/** Removes elements from a tree, and tells which of their words went. */
const createRemover = (tree: Root, dropped: Dropped[]) => {
  const removeFrom = (parent: Root | Element, gone: ReadonlySet<Nodes>): void => {
    parent.children = parent.children.filter(child => !gone.has(child)) as typeof parent.children;
    for (const child of parent.children) if (child.type === 'element') removeFrom(child, gone);
  };
  return (elements: readonly Element[], why?: string): void => {
    if (elements.length === 0) return;
    const gone = new Set(elements);
    removeFrom(tree, gone);
    for (const element of why ? gone : []) {
      const text = plain(wordsOf(element));
      if (text) dropped.push({ why: why as string, text });
    }
  };
};

const attribute = (element: Element | undefined, name: string): string | undefined => {
  const value = element?.properties[name];
  return typeof value === 'string' && plain(value) ? plain(value) : undefined;
};

/** What a page's head tells of it. */
const readHead = (tree: Root, source: string): Pick<SourceDocument, 'title' | 'author' | 'publisher' | 'url' | 'published'> => {
  const meta = (...names: string[]): string | undefined =>
    names
      .map(name => attribute(select(`meta[name="${name}"], meta[property="${name}"]`, tree), 'content'))
      .find(value => value !== undefined);
  const saved = /<!--\s*saved from url=\(\d+\)(\S+)\s*-->/.exec(source)?.[1];
  const url = [attribute(select('link[rel=canonical]', tree), 'href'), meta('og:url'), saved].find(
    one => one && /^https?:\/\/\S+$/.test(one),
  );
  const title = plain(wordsOf(select('title', tree) ?? { type: 'root', children: [] }));
  const [author, publisher] = [meta('author'), meta('og:site_name', 'publisher')];
  const published = meta('article:modified_time', 'article:published_time', 'date', 'last-modified')?.slice(0, 10);
  return {
    ...(title ? { title } : {}),
    ...(author ? { author } : {}),
    ...(publisher ? { publisher } : {}),
    ...(url ? { url } : {}),
    ...(published ? { published } : {}),
  };
};

/** A term or a summary leads what it opens, as a heading does. */
const raiseTerms = (tree: Root): void => {
  for (const term of selectAll('dt, summary', tree)) term.tagName = 'h5';
  for (const list of selectAll('dl, dd, details', tree)) list.tagName = 'div';
};

/** The first row of a table that names no header is its header, as Word's tables are written. */
const nameHeaders = (tree: Root): void => {
  for (const table of selectAll('table', tree)) {
    if (select('th', table)) continue;
    for (const cell of select('tr', table)?.children ?? [])
      if (cell.type === 'element' && cell.tagName === 'td') cell.tagName = 'th';
  }
};

const headings = 'h1, h2, h3, h4, h5, h6';
/** What an address may have behind `#` without harm to the comment that keeps it. */
const usableAnchor = /^[\w.:-]+$/;

/** Gives headings the ids that they have on their page, in the order in which they stand there. */
const withAnchors = (
  blocks: readonly Block[],
  anchors: readonly (readonly [text: string, id: string | undefined])[],
): Block[] => {
  let from = 0;
  return blocks.map(block => {
    if (block.kind !== 'heading') return block;
    const at = anchors.findIndex(([text], place) => place >= from && text === block.text);
    if (at < 0) return block;
    from = at + 1;
    const id = anchors[at]?.[1];
    return id && usableAnchor.test(id) ? { ...block, anchor: id } : block;
  });
};

/** Makes Markdown's blocks of a tree of HTML. */
const toDocument = async (tree: Root | Element, dropped: Dropped[]): Promise<Pick<SourceDocument, 'blocks' | 'dropped'>> => {
  const root: Root = tree.type === 'root' ? tree : { type: 'root', children: [tree] };
  nameHeaders(root);
  const anchors = selectAll(headings, root).map(
    heading => [plain(wordsOf(heading)), attribute(heading, 'id') ?? attribute(select('a[id], a[name]', heading), 'id')] as const,
  );
  const markdown = (await unified().use(rehypeRemark).run(root)) as unknown as MarkdownRoot;
  const read = blocksOfTree(markdown);
  return { blocks: withAnchors(read.blocks, anchors), dropped: [...dropped, ...read.dropped] };
};

/** Reads a page as it is saved from a site: what a visitor sees of its main text. Nothing is fetched or run. */
export const readHtml = async (source: string): Promise<SourceDocument> => {
  const tree = unified().use(rehypeParse).parse(source);
  const dropped: Dropped[] = [];
  const remove = createRemover(tree, dropped);
  const head = readHead(tree, source);
  const styles = selectAll('style', tree).map(wordsOf).join('\n');
  remove(selectAll(noText, tree));
  const hidden = hidingSelectors(styles).flatMap(selector => {
    try {
      return selectAll(selector, tree);
    } catch {
      return [];
    }
  });
  remove(
    [
      ...hidden,
      ...selectAll('[hidden], [aria-hidden=true]', tree),
      ...selectAll('[style]', tree).filter(element => hidesText(attribute(element, 'style') ?? '')),
    ],
    'hidden text',
  );
  remove(
    selectAll('header, footer', tree).filter(
      element => !selectAll('main header, article header', tree).includes(element) || element.tagName === 'footer',
    ),
    'header or footer',
  );
  remove(selectAll(around, tree), 'navigation and forms');
  remove(
    selectAll('[class], [id]', tree).filter(({ properties }) =>
      cookieNotice.test([properties.className ?? '', properties.id ?? ''].flat().join(' ')),
    ),
    'cookie notice',
  );
  const articles = selectAll('article', tree);
  const main = select('main, [role=main]', tree) ?? (articles.length === 1 ? articles[0] : undefined);
  const body = main ?? tree;
  if (main) {
    const inside = plain(wordsOf(main));
    remove([main]);
    const outside = plain(wordsOf(tree));
    if (outside && inside) dropped.push({ why: 'outside of the main text', text: outside });
  }
  raiseTerms(tree);
  if (main) raiseTerms({ type: 'root', children: [main] });
  const title = plain(wordsOf(select('h1', body) ?? { type: 'root', children: [] }));
  return { ...head, ...(title ? { title } : {}), ...(await toDocument(body, dropped)), told: [] };
};

/** Reads HTML that another reader made of a document: all of it is text. Footnotes go. */
export const readMadeHtml = async (source: string): Promise<Pick<SourceDocument, 'blocks' | 'dropped'>> => {
  const tree = unified().use(rehypeParse, { fragment: true }).parse(source);
  const dropped: Dropped[] = [];
  createRemover(tree, dropped)(selectAll('li[id^="footnote-"], li[id^="endnote-"]', tree), 'footnote');
  return toDocument(tree, dropped);
};
