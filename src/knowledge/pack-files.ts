import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { NextRungError } from '../domain/errors.js';

/** A pack's files as they are on disk, by path inside the pack, sorted. */
export type PackFiles = ReadonlyMap<string, string>;

const otherFiles = ['pack.yaml', 'career-map.yaml', 'vocabulary.yaml', 'scope.yaml', 'voice.yaml', 'judgments.jsonl'];

/** Reads a pack's files. Missing files are left out: `compilePack` reports them. Throws `pack_invalid` when the folder is missing. */
export const readPackFiles = async (folder: string): Promise<PackFiles> => {
  const guides = await readdir(join(folder, 'guides')).catch((cause: unknown) => {
    throw new NextRungError(
      'pack_invalid',
      `There is no knowledge pack in ${folder}. Set KNOWLEDGE_PACK to a folder that holds guides/.`,
      { cause },
    );
  });
  const names = [...otherFiles, ...guides.filter(name => name.endsWith('.md')).map(name => `guides/${name}`)].sort();
  const texts = await Promise.all(names.map(name => readPackFile(folder, name)));
  return new Map(names.flatMap((name, at) => (texts[at] === undefined ? [] : [[name, texts[at]] as const])));
};

/** A file's text, or undefined when there is none. */
const readPackFile = (folder: string, name: string): Promise<string | undefined> =>
  readFile(join(folder, name), 'utf8').catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === 'ENOENT') return undefined;
    throw new NextRungError(
      'pack_invalid',
      `${join(folder, name)} cannot be read (${cause.code}). Check that it is a file and may be read.`,
      { cause },
    );
  });

/** SHA-256 over names and contents, as hex: equal when nothing in the pack changed. */
export const hashPackFiles = (files: PackFiles): string => {
  const hash = createHash('sha256');
  for (const [name, text] of files) hash.update(`${name}\0${Buffer.byteLength(text)}\0`).update(text);
  return hash.digest('hex');
};
