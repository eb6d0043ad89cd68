import { type Block, type Dropped, plain, type SourceDocument } from './document.js';

/** Marks of footnotes and references whose list nobody sees: "[7]", "[12, 13]". */
const footnoteMark = /\s?\[\d{1,3}(?:\s?[,;–-]\s?\d{1,3})*\]/g;
const address = /\b(?:https?:\/\/|ftp:\/\/|www\.)[^\s<>"')\]]*[^\s<>"')\].,;:!?]/gi;

/** Takes out of a document's text what would be shown as ours or leads away: footnote marks and addresses. */
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
  return { ...document, blocks: document.blocks.map(cleanBlock).filter(block => !isEmpty(block)), dropped };
};
