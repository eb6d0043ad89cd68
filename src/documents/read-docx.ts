import mammoth from 'mammoth';
import { checkArchive } from './check-archive.js';
import { plain, type SourceDocument, UnreadableDocument } from './document.js';
import { readMadeHtml } from './read-html.js';

const mainPart = 'word/document.xml';
const properties = 'docProps/core.xml';

/** Titles that Word and its like put in by themselves. */
const noTitle = /^(?:word document|document\d*|untitled|microsoft word\b.*|title)$/i;

const unescaped = (text: string): string =>
  text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'")
    .replaceAll('&amp;', '&');

const kindOf = (names: readonly string[]): string => {
  if (names.some(name => name.startsWith('xl/'))) return 'a spreadsheet; save the sheet as a Word document or as text';
  if (names.some(name => name.startsWith('ppt/'))) return 'slides; save them as PDF';
  if (names.includes('content.xml')) return 'an OpenDocument file; save it as .docx';
  return 'an archive; unpack it first';
};

/** Reads a Word document: headings, lists and tables. Pictures, headers, footers and footnotes are left out. */
export const readDocx = async (bytes: Uint8Array): Promise<SourceDocument> => {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const { names, texts } = await checkArchive(buffer, [properties]);
  if (!names.includes(mainPart)) throw new UnreadableDocument(`it is ${kindOf(names)}`);
  const { value } = await mammoth
    .convertToHtml(
      { buffer },
      {
        styleMap: ["p[style-name='Title'] => h1:fresh", "p[style-name='Subtitle'] => p:fresh"],
        convertImage: mammoth.images.imgElement(async () => ({ src: '' })),
        externalFileAccess: false,
      },
    )
    .catch(cause => {
      throw new UnreadableDocument('it is damaged: Word’s parts in it cannot be read', { cause });
    });
  const property = (name: string): string | undefined =>
    plain(unescaped(new RegExp(`<(?:dc|cp):${name}[^>]*>([^<]*)<`).exec(texts.get(properties) ?? '')?.[1] ?? '')) || undefined;
  const title = property('title');
  const made = await readMadeHtml(value);
  return { ...(title && !noTitle.test(title) ? { title } : {}), ...made, told: [] };
};
