import { getDocumentProxy } from 'unpdf';
import { plain, type SourceDocument, UnreadableDocument } from './document.js';
import { blocksOfLines, bodySize } from './pdf-blocks.js';
import { inReadingOrder, type Line, linesOf, type Run, splitEdges, textOfLine } from './pdf-lines.js';

const limits = { bytes: 10_000_000, pages: 100 } as const;
/** Titles that programs put in by themselves. */
const noTitle = /^(?:untitled|microsoft word\b|document\d*$|.*\.(?:docx?|pdf|odt|indd|pages)$)/i;
/** A page with fewer letters than this has no text of its own: a scan with a stamp. */
const fewestLetters = 20;

/** A run of text as pdf.js gives it; its other items are marks of structure. */
type TextItem = { readonly str: string; readonly transform: readonly number[]; readonly width: number; readonly height: number };
const isText = (item: object): item is TextItem => 'str' in item;

type Proxy = Awaited<ReturnType<typeof getDocumentProxy>>;

const open = async (bytes: Uint8Array): Promise<Proxy> => {
  try {
    return await getDocumentProxy(new Uint8Array(bytes), { verbosity: 0 });
  } catch (cause) {
    const isLocked = cause instanceof Error && cause.name === 'PasswordException';
    throw new UnreadableDocument(isLocked ? 'it is encrypted; save it without a password' : 'it is damaged: it is no whole PDF', {
      cause,
    });
  }
};

const linesOfPage = async (pdf: Proxy, number: number): Promise<Line[]> => {
  const page = await pdf.getPage(number);
  const { items } = (await page.getTextContent()) as { readonly items: readonly object[] };
  const runs = items.filter(isText).flatMap((item): Run[] => {
    const [a = 0, b = 0, , , x = 0, y = 0] = item.transform;
    const size = Math.hypot(a, b) || item.height || 10;
    // Text that stands upright on its side is a margin's or a watermark's.
    return Math.abs(b) > Math.abs(a) ? [] : [{ text: item.str, x, y, width: item.width, size }];
  });
  page.cleanup();
  return linesOf(runs, number);
};

/** Reads the text of a PDF. Throws `UnreadableDocument` for scans, encrypted files, and more than 100 pages or 10 MB. */
export const readPdf = async (bytes: Uint8Array): Promise<SourceDocument> => {
  if (bytes.length > limits.bytes) throw new UnreadableDocument(`it is larger than ${limits.bytes / 1_000_000} MB`);
  const pdf = await open(bytes);
  if (pdf.numPages > limits.pages) throw new UnreadableDocument(`it has more than ${limits.pages} pages; split it`);
  const pages: Line[][] = [];
  for (let number = 1; number <= pdf.numPages; number++) pages.push(await linesOfPage(pdf, number));
  const letters = pages.flat().reduce((sum, line) => sum + textOfLine(line).length, 0);
  if (letters < fewestLetters * pdf.numPages)
    throw new UnreadableDocument('there is no text in it: it is a scan; have its text recognized first (OCR)');
  const { text, edges } = splitEdges(pages, bodySize(pages.flat()));
  const info = (await pdf.getMetadata().catch(() => undefined))?.info as { Title?: unknown; Author?: unknown } | undefined;
  const stringOf = (value: unknown): string | undefined => (typeof value === 'string' && plain(value) ? plain(value) : undefined);
  const [title, author] = [stringOf(info?.Title), stringOf(info?.Author)];
  return {
    ...(title && !noTitle.test(title) ? { title } : {}),
    ...(author && !/^(?:anonymous|unknown|unspecified)\b|\(anonymous\)/i.test(author) ? { author } : {}),
    blocks: blocksOfLines(text.flatMap(inReadingOrder)),
    dropped: edges.map(line => ({ why: 'page header or footer', text: textOfLine(line) })),
    told: [],
  };
};
