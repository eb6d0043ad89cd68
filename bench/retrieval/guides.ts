import type { Pack } from '../../src/domain/pack.js';
import { compilePackOrThrow } from '../../src/knowledge/compile-pack.js';
import { readPackFiles } from '../../src/knowledge/pack-files.js';
import { configFor } from '../support/our-parts.js';

const packDir = configFor('.').packDir;

/** Words that the guides carry for searching, beside their text: questions that a section answers. */
export const comment = /<!--[\s\S]*?-->\s*/g;
/** What makes a comment of them. */
export const commentMarks = /<!--\s*\w+:|-->/g;

/** The guides' Markdown by guide id, front matter cut off: what a user would hand to a text splitter. */
export const readGuideTexts = async (): Promise<ReadonlyMap<string, string>> => {
  const files = await readPackFiles(packDir);
  const guides = [...files].filter(([name]) => name.startsWith('guides/'));
  return new Map(
    guides.map(([name, text]) => [name.slice('guides/'.length, -'.md'.length), text.replace(/^---\n[\s\S]*?\n---\n/, '')]),
  );
};

export const compileShippedPack = async (): Promise<Pack> => compilePackOrThrow(await readPackFiles(packDir), packDir);
