import type { GuideInfo } from '../domain/guide.js';
import { slugOf } from '../text/slug.js';
import { cut, emptyHeadings, type Section } from './cut.js';
import { plain, type SourceDocument } from './document.js';
import { findHeadings } from './find-headings.js';
import { textOf } from './read-markdown.js';
import { tidy } from './tidy.js';

const monthNames = Array.from({ length: 12 }, (_, month) =>
  new Intl.DateTimeFormat('en', { month: 'long' }).format(new Date(2000, month)),
);
const month = `(?:${monthNames.join('|')})`;
/** "Updated February 2026", "Posted May 2026 by the officer", "written by her, September 2026". */
const dated = new RegExp(
  String.raw`\b(?:updated|posted|published|revised|reviewed|written|issued)\b[^.\n]{0,60}?\b((?:\d{1,2} )?${month}(?: \d{1,2},)? \d{4}|\d{4}-\d{2}-\d{2})`,
  'i',
);
/** Where a document tells its date: its first lines. */
const blocksWithDate = 4;

/** "local-pay-note.html" -> "Local pay note". */
const titleOfName = (name: string): string => {
  const bare = (name.split('/').at(-1) ?? name).replace(/\.[^.]+$/, '');
  const spaced = plain(bare.replace(/[-_]+/g, ' '));
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
};

/** Leaves out what a site adds to the title of each of its pages: "Local Pay Note | Chapter". */
const withoutSite = (title: string): string => title.split(/\s[|–—]\s/)[0] ?? title;

export type DraftGuide = {
  readonly info: Omit<GuideInfo, 'id'>;
  readonly sections: readonly Section[];
  readonly dropped: SourceDocument['dropped'];
};

/** A guide made of a document: its front matter and its sections. `day` is when it was imported, as 2026-11-21. */
export const guideOf = (read: SourceDocument, name: string, day: string): DraftGuide => {
  const document = tidy(read);
  const blocks = findHeadings(document.blocks);
  const [first] = blocks;
  const ownTitle = document.title ? withoutSite(document.title) : first?.kind === 'heading' ? first.text : titleOfName(name);
  const title = ownTitle.length < 3 ? titleOfName(name).padEnd(3, '.') : ownTitle;
  const published = document.published ?? dated.exec(blocks.slice(0, blocksWithDate).map(textOf).join('\n').slice(0, 1000))?.[1];
  const sections = cut(title, blocks);
  return {
    info: {
      title,
      publisher: document.publisher ?? 'Not stated',
      spokenName: title,
      ...(document.author ? { author: document.author } : {}),
      ...(document.url ? { url: document.url } : {}),
      ...(published ? { published } : {}),
      retrieved: day,
      region: 'Not stated',
      source: name,
    },
    sections,
    dropped: [...document.dropped, ...emptyHeadings(title, blocks).map(text => ({ why: 'heading with nothing under it', text }))],
  };
};

/** The id of a guide: its document's name below the folder, without its ending. */
export const idOfName = (name: string): string => slugOf(name.replace(/\.[^./]+$/, '')).replace(/[^a-z0-9-]+/g, '') || 'guide';
