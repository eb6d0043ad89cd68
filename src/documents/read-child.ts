import { readFile } from 'node:fs/promises';
import { UnreadableDocument } from './document.js';
import { readDocument } from './read-document.js';

/* The process that reads documents, one after another: what a document does to it harms no other. */

const codeOf = (error: unknown): string | undefined => (error as NodeJS.ErrnoException).code;

const reasonOf = (error: unknown): string => {
  if (error instanceof UnreadableDocument) return error.message;
  const code = codeOf(error);
  if (code === 'EACCES' || code === 'EPERM') return 'it may not be read; change its permissions';
  if (error instanceof RangeError && /call stack/i.test(error.message)) return 'it is nested too deep';
  return code && /^E[A-Z]+$/.test(code) ? `it cannot be read (${code})` : 'it is damaged';
};

process.on('message', async (path: string) => {
  try {
    process.send?.({ document: await readDocument(await readFile(path)) });
  } catch (error) {
    process.send?.({ reason: reasonOf(error) });
  }
});
process.on('disconnect', () => process.exit(0));
