import remarkFrontmatter from 'remark-frontmatter';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { parse, stringify } from 'yaml';

const parser = unified().use(remarkParse).use(remarkGfm).use(remarkFrontmatter);
const comment = /^<!--\s*(?:answers|also):[\s\S]*?-->\n*/gm;

type Part = { readonly key: string; readonly text: string };
type Guide = { readonly info: Record<string, unknown>; readonly top: string; readonly parts: readonly Part[] };

/** A guide's text as front matter, what stands above the first section, and each section by its heading. */
const takeApart = (text: string): Guide => {
  const tree = parser.parse(text);
  const [first] = tree.children;
  const starts = tree.children.flatMap(node =>
    node.type === 'heading' && node.depth > 1 ? [node.position?.start.offset ?? 0] : [],
  );
  const bodyFrom = first?.type === 'yaml' ? (first.position?.end.offset ?? 0) : 0;
  const seen = new Map<string, number>();
  const parts = starts.map((from, at) => {
    const part = `${text.slice(from, starts[at + 1] ?? text.length).trim()}\n`;
    const heading = part.split('\n')[0] ?? '';
    const count = (seen.get(heading) ?? 0) + 1;
    seen.set(heading, count);
    return { key: `${heading.replace(/^#+\s*/, '')} ${count}`, text: part };
  });
  return {
    info: first?.type === 'yaml' ? (Object(parse(first.value)) as Record<string, unknown>) : {},
    top: text.slice(bodyFrom, starts[0] ?? text.length).trim(),
    parts,
  };
};

const withoutComments = (text: string): string => text.replace(comment, '');

/** New text below its heading, with the questions that stand in the old one. */
const withCommentsOf = (fresh: string, old: string): string => {
  const comments = old.match(comment)?.join('') ?? '';
  const [heading = '', ...rest] = withoutComments(fresh).split('\n');
  return comments ? `${heading}\n\n${comments.trim()}\n\n${rest.join('\n').trim()}\n` : fresh;
};

const headingOf = (part: Part): string => part.key.replace(/ \d+$/, '');

/**
 * Takes what changed in a document into a guide that a person may have edited since: sections that the document changed are replaced, all others and
 * what was written by hand stay. `lost` names hand-made changes that could not be kept, because the document changed at the same place.
 *
 * @param before what the last import wrote
 * @param own what stands there now
 * @param fresh what the document gives now
 */
export const mergeGuide = (
  before: string,
  own: string,
  fresh: string,
): { readonly text: string; readonly lost: readonly string[] } => {
  const [base, ours, theirs] = [takeApart(before), takeApart(own), takeApart(fresh)];
  const lost: string[] = [];
  const textIn = (guide: Guide, key: string): string | undefined => guide.parts.find(part => part.key === key)?.text;
  const chosen: Part[] = theirs.parts.flatMap((part): Part[] => {
    const [old, mine] = [textIn(base, part.key), textIn(ours, part.key)];
    if (mine === undefined) return old === undefined ? [part] : [];
    if (mine === old || mine === part.text) return [part];
    if (part.text === old) return [{ ...part, text: mine }];
    const isOnlyAsked = old !== undefined && withoutComments(mine) === withoutComments(old);
    if (!isOnlyAsked) lost.push(headingOf(part));
    return [{ ...part, text: withCommentsOf(part.text, mine) }];
  });
  for (const [at, part] of ours.parts.entries()) {
    if (textIn(theirs, part.key) !== undefined) continue;
    const old = textIn(base, part.key);
    if (old === undefined) {
      // Written by hand: it stays behind what it stood behind.
      const behind = ours.parts[at - 1]?.key;
      chosen.splice(chosen.findIndex(one => one.key === behind) + 1 || (at === 0 ? 0 : chosen.length), 0, part);
    } else if (old !== part.text) lost.push(headingOf(part));
  }
  const keys = new Set([...Object.keys(theirs.info), ...Object.keys(ours.info)]);
  const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
  const info = Object.fromEntries(
    [...keys].flatMap(key => {
      const value = same(ours.info[key], base.info[key]) ? theirs.info[key] : ours.info[key];
      return value === undefined ? [] : [[key, value]];
    }),
  );
  const top = ours.top === base.top ? theirs.top : ours.top;
  const body = [top, ...chosen.map(part => part.text.trim())].filter(Boolean).join('\n\n');
  return { text: `---\n${stringify(info, { lineWidth: 0 })}---\n\n${body}\n`, lost };
};
