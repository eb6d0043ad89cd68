import { decodeText } from './decode-text.js';
import { type SourceDocument, UnreadableDocument } from './document.js';
import { readMarkdown } from './read-markdown.js';
import { looksLikeMarkdown, readText } from './read-text.js';

const startsWith = (bytes: Uint8Array, text: string): boolean =>
  Buffer.from(bytes.subarray(0, text.length)).toString('latin1') === text;

/** What a file is, by its first bytes. */
const kindOf = (bytes: Uint8Array): 'pdf' | 'zip' | 'text' => {
  if (Buffer.from(bytes.subarray(0, 1024)).includes('%PDF-')) return 'pdf';
  if (startsWith(bytes, 'PK\u0003\u0004')) return 'zip';
  return 'text';
};

const looksLikeHtml = (text: string): boolean =>
  /^\s*(?:<\?xml[^>]*>\s*)?(?:<!--[\s\S]*?-->\s*)*<(?:!doctype html|html|head|body|article|main)\b/i.test(text);

/** Reads a document of any kind that is known, by what it holds and not by its name. Throws `UnreadableDocument` with the reason. */
export const readDocument = async (bytes: Uint8Array): Promise<SourceDocument> => {
  if (bytes.length === 0) throw new UnreadableDocument('it is empty');
  switch (kindOf(bytes)) {
    case 'pdf':
      return (await import('./read-pdf.js')).readPdf(bytes);
    case 'zip':
      return (await import('./read-docx.js')).readDocx(bytes);
    case 'text': {
      const { text, convertedFrom } = decodeText(bytes);
      const read = looksLikeHtml(text)
        ? await (await import('./read-html.js')).readHtml(text)
        : looksLikeMarkdown(text)
          ? readMarkdown(text)
          : readText(text);
      return convertedFrom ? { ...read, told: [`converted from ${convertedFrom}`, ...read.told] } : read;
    }
  }
};
