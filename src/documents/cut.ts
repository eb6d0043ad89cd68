import { splitSentences } from '../text/sentences.js';
import { slugOf } from '../text/slug.js';
import { type Block, type Content, countWords, plain } from './document.js';
import { textOf } from './read-markdown.js';

/** A passage to be: one topic under the headings that lead to it. */
export type Section = {
  /** From the outermost; the last is its own. */
  readonly headings: readonly string[];
  readonly answers: readonly string[];
  readonly content: readonly Content[];
  readonly anchor?: string | undefined;
};

/** Words of a section: long enough to read alone, short enough to be one topic. */
const sizes = { least: 30, usual: 100, most: 150 } as const;
/** A list of such short items says nothing item by item: it becomes one sentence. */
const shortItem = 6;
const longestJoined = 60;
/** Headings that lead to a section, its own included; Markdown has six levels, and the first two are taken. */
const deepest = 4;
/** Words of an opening that stands for a heading. */
const longestOpening = 8;

type Node = {
  heading: string;
  depth: number;
  isQuestion: boolean;
  anchor: string | undefined;
  answers: string[];
  content: Content[];
  children: Node[];
};

const nodeOf = (heading: string, depth: number, isQuestion = false, anchor?: string): Node => ({
  anchor,
  heading,
  depth,
  isQuestion,
  answers: [],
  content: [],
  children: [],
});

/** Headings as a tree under the title. */
const treeOf = (title: string, blocks: readonly Block[]): Node => {
  const root = nodeOf(title, 0);
  let path = [root];
  for (const [at, block] of blocks.entries()) {
    const current = path.at(-1) ?? root;
    if (block.kind === 'heading' && at === 0 && plain(block.text) === title) continue;
    if (block.kind === 'heading' || block.kind === 'question') {
      const isQuestion = block.kind === 'question';
      const depth = isQuestion ? (current.isQuestion ? current.depth : current.depth + 1) : block.depth;
      path = path.filter(node => node.depth < depth);
      const node = nodeOf(
        plain(block.text),
        depth,
        isQuestion || block.text.endsWith('?'),
        isQuestion ? undefined : block.anchor,
      );
      (path.at(-1) ?? root).children.push(node);
      path.push(node);
    } else if (block.kind === 'answers') current.answers.push(plain(block.text));
    else current.content.push(block);
  }
  return root;
};

const wordsOf = (content: readonly Content[]): number => content.reduce((sum, block) => sum + countWords(textOf(block)), 0);

const ended = (text: string): string => (/[.!?…:;]["”’)]?$/.test(text) ? text : `${text}.`);

/** Short lists as a sentence, with what leads to them: "First jobs: helper; warehouse hand." */
const joinLists = (content: readonly Content[], heading: string): Content[] => {
  const joined: Content[] = [];
  for (const block of content) {
    if (
      block.kind !== 'list' ||
      block.items.length < 2 ||
      block.items.some(item => countWords(item) > shortItem) ||
      wordsOf([block]) > longestJoined
    ) {
      joined.push(block);
      continue;
    }
    const last = joined.at(-1);
    const text = ended(block.items.map(item => item.replace(/[;,.]$/, '')).join('; '));
    if (last?.kind === 'paragraph' && last.text.endsWith(':')) {
      joined.pop();
      joined.push({ kind: 'paragraph', text: `${last.text} ${text}` });
    } else joined.push({ kind: 'paragraph', text: `${heading}: ${text}` });
  }
  return joined;
};

/** Parts of a block that is longer than a section: sentences, items. Tables stay whole. */
const partsOf = (block: Content): Content[] => {
  const words = wordsOf([block]);
  if (words <= sizes.most || block.kind === 'table') return [block];
  const share = words / Math.ceil(words / sizes.most);
  const units = block.kind === 'list' ? block.items : splitSentences(plain(block.text));
  const groups: string[][] = [[]];
  for (const unit of units) {
    const group = groups.at(-1) as string[];
    if (group.length > 0 && countWords(group.join(' ')) + countWords(unit) / 2 > share) groups.push([unit]);
    else group.push(unit);
  }
  return groups.map(group =>
    block.kind === 'list' ? { ...block, items: group } : { kind: 'paragraph' as const, text: group.join(' ') },
  );
};

/**
 * Puts blocks together to pieces of about `most` words, one table each; what leads to a list or a table stays with it. What has no more than `whole` words
 * stays together.
 */
const piecesOf = (content: readonly Content[], most: number, whole: number): Content[][] => {
  if (wordsOf(content) <= whole && content.filter(block => block.kind === 'table').length < 2) return [[...content]];
  const pieces: Content[][] = [];
  for (const block of content.flatMap(partsOf)) {
    const piece = pieces.at(-1);
    const [own, added] = [wordsOf(piece ?? []), wordsOf([block])];
    const last = piece?.at(-1);
    const leads = last?.kind === 'paragraph' && (last.text.endsWith(':') || block.kind === 'table') && own < sizes.usual;
    const fits = own + added <= most || (own < sizes.least && own + added <= sizes.most);
    const isSecondTable = block.kind === 'table' && piece?.some(one => one.kind === 'table');
    if (piece && !isSecondTable && (fits || leads)) piece.push(block);
    else pieces.push([block]);
  }
  return joinShort(pieces);
};

const hasTable = (piece: readonly Content[]): boolean => piece.some(block => block.kind === 'table');

/** Puts a piece that is too short to the one before it, where there is room. */
const joinShort = (pieces: readonly Content[][]): Content[][] => {
  const joined: Content[][] = [];
  for (const piece of pieces) {
    const before = joined.at(-1);
    const isShort = [piece, before].some(one => one !== undefined && wordsOf(one) < sizes.least && !hasTable(one));
    if (before && isShort && !(hasTable(before) && hasTable(piece)) && wordsOf([...before, ...piece]) <= sizes.most)
      before.push(...piece);
    else joined.push([...piece]);
  }
  return joined;
};

/** Sections below a heading that are too short to stand alone become paragraphs of it, each begun by its own heading. */
const foldShort = (node: Node): Node => {
  const children = node.children.map(foldShort);
  if (node.depth === 0 || node.isQuestion) return { ...node, children };
  const isShort = (child: Node): boolean =>
    child.children.length === 0 &&
    !child.isQuestion &&
    child.answers.length === 0 &&
    wordsOf(child.content) < sizes.least &&
    child.content.every(block => block.kind === 'paragraph');
  const content = [...node.content];
  const kept: Node[] = [];
  for (const child of children) {
    // Only those that come before the first that stands alone, so that the order of reading stays.
    if (kept.length > 0 || !isShort(child)) kept.push(child);
    else content.push({ kind: 'paragraph', text: `${child.heading}: ${child.content.map(textOf).join(' ')}` });
  }
  return { ...node, content, children: kept };
};

/** "You need a high school diploma…": the beginning of a text that has no heading. */
const openingOf = (content: readonly Content[]): string => {
  const [sentence = ''] = splitSentences(plain(content.map(textOf)[0] ?? ''));
  const words = sentence.split(' ');
  if (words.length <= longestOpening) return sentence.replace(/[.:;,]$/, '');
  return `${words
    .slice(0, longestOpening - 1)
    .join(' ')
    .replace(/[.:;,]$/, '')}…`;
};

/** Gives every section a heading that no other has. */
const withOwnHeadings = (sections: readonly Section[]): Section[] => {
  const taken = new Set<string>();
  const counts = new Map<string, number>();
  for (const { headings } of sections) counts.set(headings.join('\n'), (counts.get(headings.join('\n')) ?? 0) + 1);
  /** Whether other headings lead to one of the same words. */
  const isShared = (own: string): boolean => [...counts.keys()].filter(path => path.split('\n').at(-1) === own).length > 1;
  return sections.map(section => {
    const own = section.headings.at(-1) ?? '';
    const parent = section.headings.at(-2);
    const free = (heading: string): boolean => slugOf(heading) !== '' && !taken.has(slugOf(heading));
    const full = parent ? `${parent}: ${own}` : own;
    const named = (isShared(own) ? [full] : [own, full]).find(free);
    const base = (isShared(own) ? full : own) || 'Section';
    let heading = named ?? `${base}, part 2`;
    for (let part = 3; !free(heading); part++) heading = `${base}, part ${part}`;
    taken.add(slugOf(heading));
    return { ...section, headings: [...section.headings.slice(0, -1), heading] };
  });
};

/** Headings with nothing under them. */
export const emptyHeadings = (title: string, blocks: readonly Block[]): string[] => {
  const emptyIn = (node: Node): string[] =>
    node.children.flatMap(child => (child.content.length + child.children.length === 0 ? [child.heading] : emptyIn(child)));
  return emptyIn(treeOf(title, blocks));
};

/** Cuts a document into sections of 30 to 150 words, by its headings, then its paragraphs, then its sentences. */
export const cut = (title: string, blocks: readonly Block[]): Section[] => {
  const root = foldShort(treeOf(title, blocks));
  const isBare = root.children.length === 0;
  const sectionsOf = (node: Node, path: readonly string[]): Section[] => {
    const headings = node.depth === 0 ? [node.heading] : [...path, node.heading].slice(-deepest);
    const content = joinLists(node.content, node.heading);
    const pieces =
      content.length === 0
        ? []
        : isBare
          ? piecesOf(content, sizes.least, 2 * sizes.least)
          : piecesOf(content, sizes.usual, sizes.most);
    const answers = [...(node.isQuestion ? [node.heading] : []), ...node.answers];
    const own = pieces.map(
      (piece, at): Section => ({
        headings: isBare && pieces.length > 1 ? [openingOf(piece)] : headings,
        answers: at === 0 ? answers : [],
        content: piece,
        anchor: node.anchor,
      }),
    );
    const below = node.depth === 0 ? [] : headings;
    return [...own, ...node.children.flatMap(child => sectionsOf(child, below))];
  };
  return withOwnHeadings(sectionsOf(root, []));
};
