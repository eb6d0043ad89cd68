import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { writeWhole } from '../domain/write-whole.js';
import type { Dropped } from './document.js';
import { countWords, UnreadableDocument } from './document.js';
import type { FoundFile } from './find-files.js';
import { guideOf, idOfName } from './guide-of.js';
import { mergeGuide } from './merge-guide.js';
import { type Recorded, readIfThere, readRecord, recordFile, recordFolder, saving } from './pack-record.js';
import { createDocumentReader } from './read-apart.js';
import { textOf } from './read-markdown.js';
import { writeGuide } from './write-guide.js';

/** What became of one document. */
export type ImportedDocument = {
  readonly name: string;
  readonly guide: string;
  readonly sections: number;
  readonly words: number;
  readonly dropped: readonly Dropped[];
  readonly told: readonly string[];
  /** Headings of sections whose hand-made changes could not be kept. */
  readonly lost: readonly string[];
  readonly state: 'new' | 'changed' | 'unchanged';
};
export type ImportReport = {
  readonly documents: readonly ImportedDocument[];
  readonly unread: readonly { readonly name: string; readonly reason: string }[];
  /** Guides of documents that were not given this time. */
  readonly left: readonly string[];
};

export type ImportOptions = {
  readonly files: readonly FoundFile[];
  /** The pack's folder; made when it is missing. */
  readonly pack: string;
  /** What the pack is called when it is new. */
  readonly title: string;
  /** When it is imported, as 2026-11-21. */
  readonly day: string;
  /** What a person said of all documents. */
  readonly said?: { readonly publisher?: string; readonly region?: string };
  /** For a pack that nobody edits: guides of documents that are gone go too, and what differs from a document is damage. */
  readonly mirror?: boolean;
  readonly onFile?: (done: number, total: number) => void;
  readonly signal?: AbortSignal;
};

/** Endings of text that is no document. */
const noDocument = /\.(?:jsonl?|ya?ml|css|m?[jt]sx?|py|csv|xml|svg|log|sh)$/i;
/** No document of a kind that is read may be larger; PDF and DOCX have limits of their own. */
const mostBytes = 20_000_000;

/** An id for each document; those that had one keep it, and of two alike the second says what it was written with. */
const nameGuides = (files: readonly FoundFile[], record: readonly Recorded[]): Map<string, string> => {
  const ids = new Map(record.flatMap(({ name, guide }) => (guide ? [[name, guide] as const] : [])));
  const taken = new Set(ids.values());
  for (const { name } of files) {
    if (ids.has(name)) continue;
    const id = idOfName(name);
    const kind = /\.([a-z0-9]+)$/i.exec(name)?.[1]?.toLowerCase() ?? 'text';
    let free = [id, `${id}-${kind}`].find(one => !taken.has(one));
    for (let n = 2; !free; n++) free = taken.has(`${id}-${n}`) ? undefined : `${id}-${n}`;
    ids.set(name, free);
    taken.add(free);
  }
  return ids;
};

const reasonBefore = (file: FoundFile): string | undefined => {
  if (noDocument.test(file.name)) return 'it is data or code, not a document';
  if (file.bytes > mostBytes) return `it is larger than ${mostBytes / 1_000_000} MB`;
  return undefined;
};

/**
 * Makes an ordinary pack of documents. Each becomes a guide; a document that has not changed is left alone, one that has changes what it changed in its
 * guide. Documents that cannot be read are named with the reason. Throws `config_invalid` when the pack cannot be written: then the guides that were
 * there are whole.
 */
export const importDocuments = async (options: ImportOptions): Promise<ImportReport> => {
  const { files, pack, signal } = options;
  const record = await readRecord(pack);
  const ids = nameGuides(files, record);
  const reader = createDocumentReader();
  const [documents, unread, now] = [[] as ImportedDocument[], [] as ImportReport['unread'][number][], [] as Recorded[]];
  const stop = (): void => reader.close();
  signal?.addEventListener('abort', stop, { once: true });
  try {
    for (const [at, file] of files.entries()) {
      signal?.throwIfAborted();
      options.onFile?.(at, files.length);
      const { name, bytes, changedMs } = file;
      try {
        const early = reasonBefore(file);
        if (early) throw new UnreadableDocument(early);
        const id = ids.get(name) ?? idOfName(name);
        documents.push(await importOne(file, id, reader.read, options));
        now.push({ name, bytes, changedMs, guide: id });
      } catch (error) {
        signal?.throwIfAborted();
        if (!(error instanceof UnreadableDocument)) throw error;
        unread.push({ name, reason: error.message });
        now.push({ name, bytes, changedMs, reason: error.message });
      }
    }
  } finally {
    signal?.removeEventListener('abort', stop);
    reader.close();
  }
  options.onFile?.(files.length, files.length);
  const report = (left: readonly string[]): ImportReport => ({ documents, unread, left });
  // Nothing can be read while a folder is being copied: what was there is better than nothing.
  if (documents.length === 0) return report([]);
  const held = new Set(documents.map(document => document.guide));
  const gone = record.filter(one => !files.some(file => file.name === one.name));
  await saving(pack, async () => {
    if (options.mirror) for (const { guide } of record) if (guide && !held.has(guide)) await removeGuide(pack, guide);
    if (options.mirror || (await readIfThere(join(pack, 'pack.yaml'))) === undefined)
      await writeWhole(join(pack, 'pack.yaml'), packFile(options.title));
    await writeWhole(join(pack, recordFile), `${JSON.stringify([...now, ...(options.mirror ? [] : gone)], null, 2)}\n`);
  });
  return report(options.mirror ? [] : gone.flatMap(one => one.guide ?? []));
};

const removeGuide = async (pack: string, guide: string): Promise<void> => {
  await rm(join(pack, 'guides', `${guide}.md`), { force: true });
  await rm(join(pack, recordFolder, `${guide}.md`), { force: true });
};

const packFile = (title: string): string =>
  `# What this pack is. Write what the coach is for as "subject: careers in ..." and questions worth offering as a list "suggestions:";
# without them it goes by the guides' titles, headings and questions.
${stringify({ id: idOfName(title), title, language: 'en' })}`;

const importOne = async (
  file: FoundFile,
  id: string,
  read: (path: string) => ReturnType<ReturnType<typeof createDocumentReader>['read']>,
  { pack, day, said, mirror }: ImportOptions,
): Promise<ImportedDocument> => {
  const document = await read(file.path);
  const draft = guideOf(document, file.name, day);
  if (draft.sections.length === 0) throw new UnreadableDocument('there is no text in it');
  const info = {
    id,
    ...draft.info,
    ...(said?.publisher && !document.publisher ? { publisher: said.publisher } : {}),
    ...(said?.region ? { region: said.region } : {}),
  };
  const fresh = writeGuide(info, draft.sections);
  const [path, copy] = [join(pack, 'guides', `${id}.md`), join(pack, recordFolder, `${id}.md`)];
  const [own, base] = [await readIfThere(path), await readIfThere(copy)];
  const undated = (text: string | undefined): string | undefined => text?.replace(/^retrieved: .*$/m, '');
  const isSame = own !== undefined && undated(mirror ? own : base) === undated(fresh);
  const merged = own === undefined || isSame || mirror ? undefined : mergeGuide(base ?? own, own, fresh);
  if (!isSame)
    await saving(pack, async () => {
      await writeWhole(path, merged?.text ?? fresh);
      await writeWhole(copy, fresh);
    });
  return {
    name: file.name,
    guide: id,
    sections: draft.sections.length,
    words: draft.sections.reduce((sum, { content }) => sum + countWords(content.map(textOf).join(' ')), 0),
    dropped: draft.dropped,
    told: document.told,
    lost: merged?.lost ?? [],
    state: own === undefined ? 'new' : isSame ? 'unchanged' : 'changed',
  };
};
