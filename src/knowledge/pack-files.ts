import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { NextRungError } from '../domain/errors.js';
import { anyFieldFiles, anyFieldText } from './any-field.js';

/** A pack's files as they are on disk, by path inside the pack, sorted. */
export type PackFiles = ReadonlyMap<string, string>;

const otherFiles = ['pack.yaml', 'career-map.yaml', 'vocabulary.yaml', 'scope.yaml', 'voice.yaml', 'judgments.jsonl'];

/** Whether a file is a program's leaving beside the real one: macOS's `._guide.md`, Word's `~$guide.docx`. */
const isLeaving = (name: string): boolean => /^(?:\.|~\$)/.test(name);

/** Whether a folder is a pack: it says so itself, or its guides begin as guides do. Plain documents are imported first. */
export const isPack = async (folder: string): Promise<boolean> => {
  const names = await readdir(folder).catch((): string[] => []);
  if (!names.includes('guides')) return false;
  if (names.some(name => otherFiles.includes(name))) return true;
  const guides = await readdir(join(folder, 'guides')).catch((): string[] => []);
  const texts = await Promise.all(
    guides
      .filter(name => name.endsWith('.md') && !isLeaving(name))
      .map(name => readFile(join(folder, 'guides', name), 'utf8').catch(() => '')),
  );
  return texts.some(text => /^\uFEFF?---\r?\n(?:.*\r?\n)*?id:/.test(text));
};

/** Reads a pack's files. Missing files are left out. Throws `pack_invalid` when the folder is missing. */
export const readPackFiles = async (folder: string): Promise<PackFiles> => {
  const guides = await readdir(join(folder, 'guides')).catch((cause: unknown) => {
    throw new NextRungError(
      'pack_invalid',
      `There is no knowledge pack in ${folder}. Set KNOWLEDGE_PACK to a folder that holds guides/.`,
      { cause },
    );
  });
  const names = [
    ...otherFiles,
    ...guides.filter(name => name.endsWith('.md') && !isLeaving(name)).map(name => `guides/${name}`),
  ].sort();
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

/** SHA-256 over names and contents, and over the lists of any field, as hex: equal when nothing that the pack is compiled of changed. */
export const hashPackFiles = (files: PackFiles): string => {
  const hash = createHash('sha256');
  for (const [name, text] of files) hash.update(`${name}\0${Buffer.byteLength(text)}\0`).update(text);
  for (const name of anyFieldFiles) hash.update(anyFieldText(name));
  return hash.digest('hex');
};
