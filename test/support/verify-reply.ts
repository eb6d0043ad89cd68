import { createDraftReader } from '../../src/coach/draft-reader.js';
import { createVerifier, type Verified } from '../../src/coach/verify.js';
import { compilePackOrThrow } from '../../src/knowledge/compile-pack.js';
import { readPackFiles } from '../../src/knowledge/pack-files.js';

const folder = 'knowledge/medical-coding';
const pack = compilePackOrThrow(await readPackFiles(folder), folder);
const known = new Set(pack.passages.map(passage => passage.id));
const verify = createVerifier(
  new Map(pack.passages.map(passage => [passage.id, passage])),
  new Map(pack.guides.map(guide => [guide.id, guide])),
  pack.careerMap,
);

/** Verifies a model's reply whose marks [1], [2] stand for passages of the shipped pack, by their ids. */
export const verifyReply = (text: string, ...cited: readonly string[]): Verified => {
  for (const id of cited) if (!known.has(id)) throw new Error(`no passage ${id}`);
  const reader = createDraftReader(mark => cited[mark - 1]);
  const pieces = [...reader.push(text), ...reader.end()].map(piece => verify({ blocks: [piece.block] }));
  return {
    blocks: pieces.flatMap(piece => piece.blocks),
    dropped: pieces.flatMap(piece => piece.dropped),
    repaired: pieces.flatMap(piece => piece.repaired),
  };
};

/** Whether a reply goes out as it is. */
export const replyStands = (text: string, ...cited: readonly string[]): boolean => {
  const { dropped, repaired } = verifyReply(text, ...cited);
  return dropped.length + repaired.length === 0;
};
