import { footnoteMark } from '../text/footnote-mark.js';
import { type Block, countWords, type Dropped, plain, type SourceDocument } from './document.js';
import { textOf } from './read-markdown.js';

const address = /\b(?:https?:\/\/|ftp:\/\/|www\.)[^\s<>"')\]]*[^\s<>"')\].,;:!?]/gi;

/** What is shorter may be said again of something else: "Not needed." */
const fewestRepeated = 12;

/** Takes out of a document's text what would be shown as ours or leads away, footnote marks and addresses, and what stands in it a second time. */
export const tidy = (document: SourceDocument): SourceDocument => {
  const dropped: Dropped[] = [...document.dropped];
  const clean = (text: string): string =>
    text
      .replace(footnoteMark, mark => {
        dropped.push({ why: 'footnote mark', text: plain(mark) });
        return '';
      })
      .replace(address, found => {
        dropped.push({ why: 'link address', text: found });
        return '';
      })
      .replace(/\(\s*\)/g, '')
      .replace(/[ \t]+([.,;:!?])/g, '$1')
      .trim();
  const cleanBlock = (block: Block): Block => {
    switch (block.kind) {
      case 'list':
        return { ...block, items: block.items.map(clean).filter(Boolean) };
      case 'table':
        return { ...block, header: block.header.map(clean), rows: block.rows.map(row => row.map(clean)) };
      default:
        return { ...block, text: clean(block.text) };
    }
  };
  const saysNothing = (text: string): boolean => !/[\p{L}\p{N}]/u.test(text);
  const isEmpty = (block: Block): boolean =>
    'text' in block ? saysNothing(block.text) : block.kind === 'list' && block.items.length === 0;
  const seen = new Set<string>();
  const isRepeated = (block: Block): boolean => {
    if (block.kind === 'heading' || block.kind === 'question' || block.kind === 'answers') return false;
    const text = plain(textOf(block));
    const isSeen = seen.has(text);
    if (isSeen) dropped.push({ why: 'stands there twice', text });
    else if (countWords(text) >= fewestRepeated) seen.add(text);
    return isSeen;
  };
  return { ...document, blocks: document.blocks.map(cleanBlock).filter(block => !isEmpty(block) && !isRepeated(block)), dropped };
};
