import { readFile } from 'node:fs/promises';

/** Bytes before the elements: counts, offsets and parameters, as hnswlib's `saveIndex` writes them. */
const headerBytes = 96;
const numberBytes = 4;

export type HnswShape = { readonly dimensions: number; readonly links: number };

/**
 * Throws when a file is not a whole graph of this shape. hnswlib follows the links that it reads without looking, so a damaged file
 * would end the process rather than fail: every count and link is looked at here first (a millisecond for 5,000 vectors).
 */
export const checkHnswFile = async (path: string, { dimensions, links }: HnswShape): Promise<void> => {
  const bytes = await readFile(path);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const must = (holds: boolean, what: string): void => {
    if (!holds) throw new Error(`${what} is not what was written`);
  };
  must(bytes.byteLength >= headerBytes, 'the length');
  const wide = (at: number): number => Number(view.getBigUint64(at, true));
  const word = (at: number): number => view.getUint32(at, true);

  const listBytes = (most: number): number => numberBytes * (most + 1);
  const dataAt = listBytes(2 * links);
  const labelAt = dataAt + numberBytes * dimensions;
  const elementBytes = labelAt + 8;
  const count = wide(16);
  must(wide(40) === dataAt && wide(32) === labelAt && wide(24) === elementBytes, 'the number of dimensions');
  must(
    wide(0) === 0 && wide(8) === Math.max(1, count) && wide(56) === links && wide(64) === 2 * links && wide(72) === links,
    'the header',
  );
  must(headerBytes + count * (elementBytes + numberBytes) <= bytes.byteLength, 'the length');

  // Where each element's upper lists begin, and how many it has.
  const upperAt: number[] = [];
  const levels: number[] = [];
  let at = headerBytes + count * elementBytes;
  for (let id = 0; id < count; id++) {
    must(at + numberBytes <= bytes.byteLength, 'the length');
    const size = word(at);
    must(size % listBytes(links) === 0, 'a list of links');
    upperAt.push(at + numberBytes);
    levels.push(size / listBytes(links));
    at += numberBytes + size;
  }
  must(at === bytes.byteLength, 'the length');
  const highest = view.getInt32(48, true);
  must(count === 0 ? highest === -1 : levels[word(52)] === highest && levels.every(level => level <= highest), 'the entry point');

  const checkList = (start: number, most: number, level: number): void => {
    const length = word(start);
    must(length <= most, 'a list of links');
    for (let n = 1; n <= length; n++) must((levels[word(start + numberBytes * n)] ?? -1) >= level, 'a link');
  };
  for (let id = 0; id < count; id++) {
    const element = headerBytes + id * elementBytes;
    must(wide(element + labelAt) === id, 'an id');
    checkList(element, 2 * links, 0);
    for (let level = 1; level <= (levels[id] ?? 0); level++)
      checkList((upperAt[id] ?? 0) + (level - 1) * listBytes(links), links, level);
  }
};
