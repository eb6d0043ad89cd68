import type { Block, Citation, Part } from '../domain/answer.js';
import { partsOfBlock } from '../domain/drafting.js';
import type { GuideInfo } from '../domain/guide.js';
import type { Passage } from '../domain/passage.js';
import { contentStems } from '../text/tokens.js';

/** Where a section stands on the web: its guide's address, at the section's own place where that is known. */
const addressOf = ({ url }: GuideInfo, { anchor }: Passage): string | null =>
  url && anchor ? `${url.replace(/#.*$/, '')}#${anchor}` : (url ?? null);

/** Sentences of a passage quoted beneath an answer. */
const quotedSentences = 2;

/** The sentences of a passage nearest to what the answer took from it, in reading order. */
const quoteFrom = (passage: Passage, taken: string): string => {
  const stems = new Set(contentStems(taken));
  const ranked = passage.sentences
    .map((text, at) => {
      const own = contentStems(text);
      return { text, at, shared: own.length === 0 ? 0 : own.filter(stem => stems.has(stem)).length / Math.sqrt(own.length) };
    })
    .toSorted((a, b) => b.shared - a.shared || a.at - b.at)
    .slice(0, quotedSentences);
  return ranked
    .toSorted((a, b) => a.at - b.at)
    .map(item => item.text)
    .join(' ');
};

/** Turns passage ids into citation numbers, counted from 1 in the order in which they first stand. */
export const numberMarks = (
  blocks: readonly Block<string>[],
  passages: ReadonlyMap<string, Passage>,
  guides: ReadonlyMap<string, GuideInfo>,
): { blocks: Block<number>[]; citations: Citation[]; numberOf: ReadonlyMap<string, number> } => {
  const taken = new Map<string, string>();
  const citable = (id: string): boolean => guides.has(passages.get(id)?.guide ?? '');
  for (const part of blocks.flatMap(partsOfBlock))
    for (const id of part.marks.filter(citable)) taken.set(id, `${taken.get(id) ?? ''} ${part.text}`);
  const numberOf = new Map([...taken.keys()].map((id, at) => [id, at + 1]));
  const renumber = (part: Part<string>): Part<number> => ({
    ...part,
    marks: [...new Set(part.marks.flatMap(id => numberOf.get(id) ?? []))],
  });
  const numbered = blocks.map((block): Block<number> => {
    switch (block.kind) {
      case 'paragraph':
        return { kind: 'paragraph', sentences: block.sentences.map(item => ({ parts: item.parts.map(renumber) })) };
      case 'list':
        return {
          kind: 'list',
          ordered: block.ordered,
          items: block.items.map(item => item.map(one => ({ parts: one.parts.map(renumber) }))),
        };
      case 'table':
        return { kind: 'table', header: block.header, rows: block.rows.map(row => row.map(renumber)) };
      default:
        return block satisfies never;
    }
  });
  const citations = [...taken].flatMap(([id, text]): Citation[] => {
    const passage = passages.get(id);
    const guide = passage && guides.get(passage.guide);
    if (!passage || !guide) return [];
    return [
      {
        n: numberOf.get(id) ?? 0,
        guide: guide.id,
        title: guide.title,
        publisher: guide.publisher,
        section: passage.section,
        dataAsOf: guide.dataAsOf ?? null,
        published: guide.published ?? null,
        url: addressOf(guide, passage),
        quote: quoteFrom(passage, text),
      },
    ];
  });
  return { blocks: numbered, citations, numberOf };
};
