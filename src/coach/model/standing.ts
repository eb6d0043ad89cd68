import type { Block, Sentence } from '../../domain/answer.js';
import { sentencesOfBlock } from '../../domain/drafting.js';
import { bareText } from '../verify/sources.js';

const keyOf = (sentence: Sentence<string>): string => bareText(sentence.parts.map(part => part.text).join(' '));

/**
 * Remembers what stands, from the lead on; the returned function gives a block without the sentences that stand already, compared by letters
 * and digits. Pieces are verified one by one, so two that are mended may come to the same sentence of a record.
 */
export const createStanding = (lead: readonly Block<string>[]): ((block: Block<string>) => Block<string>[]) => {
  const said = new Set(lead.flatMap(sentencesOfBlock).map(keyOf));
  const fresh = (sentence: Sentence<string>): boolean => !said.has(keyOf(sentence)) && Boolean(said.add(keyOf(sentence)));
  return block => {
    if (block.kind === 'table') return [block];
    if (block.kind === 'list') {
      const items = block.items.map(item => item.filter(fresh)).filter(item => item.length > 0);
      return items.length > 0 ? [{ ...block, items }] : [];
    }
    const sentences = block.sentences.filter(fresh);
    return sentences.length > 0 ? [{ kind: 'paragraph', sentences }] : [];
  };
};
