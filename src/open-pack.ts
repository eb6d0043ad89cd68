import { createHash } from 'node:crypto';
import { basename, join, resolve } from 'node:path';
import type { Config } from './config.js';
import { type FoundFile, findFiles } from './documents/find-files.js';
import { type ImportReport, importDocuments } from './documents/import-documents.js';
import { isImported, readIfThere, readRecord, saving } from './documents/pack-record.js';
import { NextRungError } from './domain/errors.js';
import { writeWhole } from './domain/write-whole.js';
import { hashPackFiles, isPack, type PackFiles, readPackFiles } from './knowledge/pack-files.js';

/** A pack's files and where they stand. */
export type PackOnDisk = {
  readonly files: PackFiles;
  readonly contentHash: string;
  readonly folder: string;
  /** What is not read, and why: documents of a plain folder that cannot be, and what stands below a pack's guides/ and is no guide. */
  readonly unread: ImportReport['unread'];
};

/** "chapter-guides" -> "Chapter guides". */
export const titleOfFolder = (folder: string): string => {
  const name = basename(resolve(folder)).replace(/[-_]+/g, ' ').trim();
  return name ? name.charAt(0).toUpperCase() + name.slice(1) : 'Guides';
};

export const today = (): string => new Date().toISOString().slice(0, 10);

/** "scan.pdf (it is empty), notes.pages (it is no text)" */
export const describeUnread = (unread: ImportReport['unread']): string =>
  `${unread
    .slice(0, 10)
    .map(({ name, reason }) => `${name} (${reason})`)
    .join(', ')}${unread.length > 10 ? ` and ${unread.length - 10} more` : ''}`;

const nothingRead = (folder: string, unread: ImportReport['unread']): NextRungError =>
  new NextRungError(
    'pack_invalid',
    unread.length === 0
      ? `There is no knowledge pack and no document in ${folder}. Set KNOWLEDGE_PACK to a folder of guides: Markdown, text, HTML, Word or PDF.`
      : `No document in ${folder} can be read: ${describeUnread(unread)}.`,
  );

const hashOf = async (pack: string): Promise<string> => hashPackFiles(await readPackFiles(pack));

/** Imports documents whose pack is not there as it was left, by the hash beside it: a guide that was cut would be silent on the rest. */
const importInto = async (files: readonly FoundFile[], folder: string, pack: string): Promise<void> => {
  const hashFile = `${pack}.sha256`;
  const asLeft = async (): Promise<boolean> => (await readIfThere(hashFile)) === (await hashOf(pack).catch(() => ''));
  if ((await isImported(pack, files)) && (await asLeft())) return;
  const { documents, unread } = await importDocuments({ files, pack, title: titleOfFolder(folder), day: today(), mirror: true });
  if (documents.length === 0) throw nothingRead(folder, unread);
  await saving(pack, async () => writeWhole(hashFile, await hashOf(pack)));
};

/** What stands below a pack's guides/ and is taken for no guide: whoever put it there believes it to be one. */
const notGuides = async (packDir: string, pack: PackFiles): Promise<PackOnDisk['unread']> => {
  const taken = new Set([...pack.keys()].map(name => name.normalize('NFC')));
  const found = await findFiles([join(packDir, 'guides')]).catch(() => []);
  return found
    .map(({ name }) => `guides/${name}`)
    .filter(name => !taken.has(name))
    .map(name => ({
      name,
      reason: name.endsWith('.md')
        ? 'it is in a folder below guides/; move it into guides/ itself'
        : 'its name does not end in .md; rename it, or make a guide of it by `nextrung import`',
    }));
};

/** One import of a folder at a time in a process: two would write the same files. */
const importing = new Map<string, Promise<void>>();

/**
 * Reads the pack that is configured. A folder of plain documents is one as it is: they are imported below `dataDir`, anew when one has changed. Throws
 * `pack_invalid` when there is nothing to read.
 */
export const openPack = async ({ packDir, dataDir }: Pick<Config, 'packDir' | 'dataDir'>): Promise<PackOnDisk> => {
  const whole = async (folder: string, unread: PackOnDisk['unread']): Promise<PackOnDisk> => {
    const files = await readPackFiles(folder);
    return { files, contentHash: hashPackFiles(files), folder, unread };
  };
  if (await isPack(packDir)) {
    const pack = await whole(packDir, []);
    return { ...pack, unread: await notGuides(packDir, pack.files) };
  }
  const files = await findFiles([packDir]).catch(() => []);
  if (files.length === 0) throw nothingRead(packDir, []);
  const own = createHash('sha256').update(packDir).digest('hex').slice(0, 12);
  const folder = join(dataDir, 'imported', own);
  const running = (importing.get(folder) ?? Promise.resolve())
    .catch(() => undefined)
    .then(() => importInto(files, packDir, folder))
    .finally(() => importing.get(folder) === running && importing.delete(folder));
  importing.set(folder, running);
  await running;
  const record = await readRecord(folder);
  return whole(
    folder,
    record.flatMap(({ name, reason }) => (reason ? [{ name, reason }] : [])),
  );
};

/**
 * Tells by sizes and times of files whether the pack that is configured, or the documents that it is made of, were written since. Cheap enough to ask every
 * second.
 */
export const stampOfPack = async ({ packDir }: Pick<Config, 'packDir'>): Promise<string> => {
  const files = await findFiles([packDir]).catch(() => []);
  return createHash('sha256')
    .update(files.map(({ path, bytes, changedMs }) => `${path} ${bytes} ${changedMs}`).join('\n'))
    .digest('hex');
};
