/* An answer read back from what a platform shows: every word of it, in order, and none besides. */

export type Told = { readonly missing: readonly string[]; readonly besides: string };

/** Letters as they are read: without the marks of Markdown in any dialect, entities, and the spaces that each place sets in its own way. */
const bare = (text: string): string =>
  text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
    .replace(/[*_`ˋ~|\\\u200b\s]/g, '');

const isTable = (block: string): boolean => block.startsWith('|');
const cellsOf = (line: string): string[] =>
  line
    .replace(/^\||\|$/g, '')
    .split(/(?<!\\)\|/)
    .map(bare)
    .filter(Boolean);

/** Paragraphs and list items of canonical Markdown in their order, and the cells of its tables. */
const unitsOf = (markdown: string) => {
  const blocks = markdown.split('\n\n');
  const texts = blocks
    .filter(block => !isTable(block))
    .flatMap(block => block.split('\n').map(line => bare(line.replace(/^(?:- |\d+\. )/, ''))));
  const tables = blocks.filter(isTable).map(block => block.split('\n'));
  return {
    texts,
    cells: tables.flatMap(([, , ...rows]) => rows.flatMap(cellsOf)),
    headers: tables.flatMap(([header = '']) => cellsOf(header)),
  };
};

/** Compares what is shown with canonical Markdown. Names of columns may stand once or in every row; numbers and signs of lists as they like. */
export const compareWithCanonical = (shown: string, markdown: string): Told => {
  const { texts, cells, headers } = unitsOf(markdown);
  const whole = bare(shown);
  let [rest, from] = [whole, 0];
  const missing: string[] = [];
  const take = (unit: string): void => {
    if (rest.includes(unit)) rest = rest.replace(unit, () => '\n');
    else missing.push(unit);
  };
  for (const text of texts) {
    const at = whole.indexOf(text, from);
    if (at === -1) missing.push(text);
    else {
      from = at + text.length;
      take(text);
    }
  }
  // The longest first: a short cell may stand within a long one.
  for (const cell of cells.toSorted((a, b) => b.length - a.length)) take(cell);
  for (const header of headers.toSorted((a, b) => b.length - a.length)) {
    if (!whole.includes(header)) missing.push(header);
    rest = rest.replaceAll(header, '\n');
    rest = rest.replaceAll(header.replace(/:$/, ''), '\n');
  }
  return { missing, besides: rest.replace(/(?:^|\n)\d+\.(?=\n|$)/g, '\n').replace(/[\n•.:;-]/g, '') };
};
