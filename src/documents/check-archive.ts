import { promisify } from 'node:util';
import { type Entry, fromBuffer, type Options, type ZipFile } from 'yauzl';
import { UnreadableDocument } from './document.js';

/** A DOCX of 201 KB was seen to hold 200 MB. */
const limits = { bytes: 20_000_000, entries: 500, ratio: 100 } as const;
/** Small parts of styles repeat themselves more than any text. */
const ratioCountsFrom = 1_000_000;

const open = promisify<Buffer, Options, ZipFile>(fromBuffer);

const sizeError = (): UnreadableDocument =>
  new UnreadableDocument(`it unpacks to more than ${limits.bytes / 1_000_000} MB, or to ${limits.ratio} times its size`);

/** Unpacks an entry piece by piece and keeps no more than is asked for: what a directory says of sizes need not be true. */
const unpack = (zip: ZipFile, entry: Entry, keep: boolean): Promise<string> =>
  new Promise((resolve, reject) => {
    zip.openReadStream(entry, (error, stream) => {
      if (error) return reject(error);
      const kept: Buffer[] = [];
      stream.on('data', (piece: Buffer) => keep && kept.push(piece));
      stream.on('error', reject);
      stream.on('end', () => resolve(Buffer.concat(kept).toString('utf8')));
    });
  });

/**
 * Checks what an archive would unpack to before anything else opens it.
 *
 * @param wanted names of entries whose text is given back
 * @throws UnreadableDocument when it is damaged, encrypted, or larger than a document may be
 */
export const checkArchive = async (
  archive: Buffer,
  wanted: readonly string[],
): Promise<{ readonly names: readonly string[]; readonly texts: ReadonlyMap<string, string> }> => {
  const damaged = (cause: unknown): UnreadableDocument =>
    cause instanceof UnreadableDocument
      ? cause
      : new UnreadableDocument('it is damaged: the archive in it cannot be read', { cause });
  let zip: ZipFile;
  try {
    zip = await open(archive, { lazyEntries: true, validateEntrySizes: true });
  } catch (cause) {
    throw damaged(cause);
  }
  const [names, texts] = [[] as string[], new Map<string, string>()];
  let all = 0;
  try {
    if (zip.entryCount > limits.entries) throw new UnreadableDocument(`it holds more than ${limits.entries} parts`);
    await new Promise<void>((resolve, reject) => {
      zip.on('error', reject);
      zip.on('end', resolve);
      zip.on('entry', (entry: Entry) => {
        all += entry.uncompressedSize;
        const ratio = entry.uncompressedSize / Math.max(1, entry.compressedSize);
        if (all > limits.bytes || (entry.uncompressedSize > ratioCountsFrom && ratio > limits.ratio)) return reject(sizeError());
        if ((entry.generalPurposeBitFlag & 1) !== 0) return reject(new UnreadableDocument('it is encrypted'));
        names.push(entry.fileName);
        unpack(zip, entry, wanted.includes(entry.fileName)).then(text => {
          texts.set(entry.fileName, text);
          zip.readEntry();
        }, reject);
      });
      zip.readEntry();
    });
  } catch (cause) {
    throw damaged(cause);
  } finally {
    zip.close();
  }
  return { names, texts };
};
