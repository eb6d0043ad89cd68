/** Text on a page: points from the lower left, and the height of its letters. */
export type Placed = { readonly text: string; readonly x: number; readonly y: number; readonly size?: number };

const escaped = (text: string): string => text.replace(/[\\()]/g, '\\$&');

const contentOf = (placed: readonly Placed[]): string =>
  placed.map(({ text, x, y, size = 10 }) => `BT /F1 ${size} Tf ${x} ${y} Td (${escaped(text)}) Tj ET`).join('\n');

/** A PDF of pages with text at these places. `locked` has it ask for a password that nobody knows. */
export const pdfOf = (pages: readonly (readonly Placed[])[], { locked = false } = {}): Buffer => {
  const kids = pages.map((_, at) => `${4 + 2 * at} 0 R`).join(' ');
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Kids [${kids}] /Count ${pages.length} >>`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>',
    ...pages.flatMap((placed, at) => {
      const content = contentOf(placed);
      return [
        `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << /Font << /F1 3 0 R >> >> /Contents ${5 + 2 * at} 0 R >>`,
        `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
      ];
    }),
  ];
  let text = '%PDF-1.4\n';
  const offsets = objects.map((object, at) => {
    const offset = text.length;
    text += `${at + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const start = text.length;
  const lock = locked
    ? ` /Encrypt << /Filter /Standard /V 1 /R 2 /O <${'41'.repeat(32)}> /U <${'42'.repeat(32)}> /P -44 >> /ID [<61> <61>]`
    : '';
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${offsets.map(offset => `${String(offset).padStart(10, '0')} 00000 n \n`).join('')}`;
  return Buffer.from(
    `${text}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R${lock} >>\nstartxref\n${start}\n%%EOF\n`,
    'latin1',
  );
};

/** Lines below one another from a place on. */
export const linesFrom = (x: number, y: number, lines: readonly string[], size = 10): Placed[] =>
  lines.map((text, at) => ({ text, x, y: y - at * size * 1.2, size }));
