import { describe, expect, it } from 'vitest';
import { guideOf } from '../../src/documents/guide-of.js';
import { readDocument } from '../../src/documents/read-document.js';
import { writeGuide } from '../../src/documents/write-guide.js';
import { createProblemList } from '../../src/knowledge/pack-problem.js';
import { parseGuide } from '../../src/knowledge/parse-guide.js';
import { linesFrom, pdfOf } from '../support/documents/pdf.js';
import { docxOf, wordParagraph, wordTable } from '../support/documents/zip.js';

/** A document as its guide reads: what members can be shown. */
const guideFrom = async (bytes: Buffer | string, name = 'test.md') => {
  const draft = guideOf(await readDocument(Buffer.from(bytes as string)), name, '2026-11-29');
  const list = createProblemList();
  const guide = parseGuide(writeGuide({ id: 'test', ...draft.info }, draft.sections), 'guides/test.md', list);
  expect(list.problems).toEqual([]);
  const passages = guide?.passages.map(({ passage }) => passage) ?? [];
  return {
    info: guide?.info,
    passages,
    dropped: draft.dropped,
    section: (heading: string) => passages.find(passage => passage.section === heading),
    text: passages.flatMap(passage => [passage.section, ...passage.sentences]).join('\n'),
  };
};

const lately =
  'The chapter meets on the second Thursday of the month at six in the library, and guests are welcome to two meetings a year.';

describe('Markdown', () => {
  it('is read with whatever headings it has, and its front matter is taken over', async () => {
    const { info, passages } = await guideFrom(
      `---\ntitle: The handbook\nauthor: A. Person\ndate: 2026-02-03\nurl: https://example.org/handbook\ntags: [a]\n---\n\n# Meetings\n\n${lately}\n\n#### Guests\n\nGuests pay eight dollars.\n`,
    );
    expect(info).toMatchObject({
      title: 'The handbook',
      author: 'A. Person',
      published: '2026-02-03',
      url: 'https://example.org/handbook',
    });
    expect(passages.map(passage => passage.section)).toEqual(['Meetings']);
    expect(passages[0]?.sentences.at(-1)).toBe('Guests: Guests pay eight dollars.');
  });

  it('loses footnote marks, addresses, pictures, comments and HTML, and says so', async () => {
    const { text, dropped } = await guideFrom(
      `# Pay\n\nThe median is $50,250 [7], see [the table](https://example.org/t) or https://example.org/x. ![a chart](chart.png)\n\n<!-- a note -->\n\n<div>raw</div>\n`,
    );
    expect(text).toContain('The median is $50,250, see the table or.');
    expect(text).not.toMatch(/\[7\]|https|chart|note|raw/);
    expect(dropped.map(({ why }) => why).sort()).toEqual(['HTML', 'comment', 'footnote mark', 'link address', 'picture']);
  });

  it('has each row of a table as a sentence with its header', async () => {
    const { section } = await guideFrom(
      `# Fees\n\n## Who pays what\n\n| Who | Fee |\n|---|---|\n| Members | $30 |\n| Students | $12 |\n`,
    );
    expect(section('Who pays what')).toMatchObject({
      sentences: ['Who: Members, Fee: $30.', 'Who: Students, Fee: $12.'],
      table: { header: ['Who', 'Fee'] },
    });
  });
});

describe('text', () => {
  it('of questions and answers has a section for each, whose question is no sentence of the answer', async () => {
    const { section, passages } = await guideFrom(
      `CHAPTER QUESTIONS\r\nUpdated May 2026\r\n\r\nQ: How much are dues?\r\nA: $30 a year.\r\nStudents pay $12.\r\n\r\nQ2. Where do I park?\r\nA2. In the garage.\r\n`,
      'faq.txt',
    );
    expect(section('How much are dues?')).toMatchObject({
      answers: ['How much are dues?'],
      sentences: ['$30 a year.', 'Students pay $12.'],
    });
    expect(section('Where do I park?')?.sentences).toEqual(['In the garage.']);
    expect(passages).toHaveLength(3);
  });

  it('with some headings that ask keeps those that do not', async () => {
    const { passages, section } = await guideFrom(
      `A guide to the trade\n\nWhat is the work?\n\n${lately}\n\nTools and places\n\nEver wondered what is in the bag? ${lately}\n\nPay by level\n\n${lately} Dues are extra.\n`,
      'trade.txt',
    );
    expect(passages.map(passage => passage.section)).toEqual(['What is the work?', 'Tools and places', 'Pay by level']);
    expect(section('What is the work?')?.answers).toEqual(['What is the work?']);
  });

  it('has the title of its document above each section, for finding', async () => {
    const { passages } = await guideFrom(
      `The handbook\n\nMeetings\n\n${lately}\n\nGuests\n\nNobody else. ${lately}\n`,
      'book.txt',
    );
    expect(passages.map(passage => passage.headingPath)).toEqual([
      ['The handbook', 'Meetings'],
      ['The handbook', 'Guests'],
    ]);
  });

  it('that says the same twice is read once, and says so', async () => {
    const { text, dropped } = await guideFrom(
      `Meetings\n\n${lately}\n\nMeetings again\n\n${lately}\n\nGuests pay.\n`,
      'twice.txt',
    );
    expect(text.split(lately)).toHaveLength(2);
    expect(dropped).toContainEqual({ why: 'stands there twice', text: lately });
  });

  it('that was wrapped by hand comes together, and short lines above paragraphs are headings', async () => {
    const wrapped = (text: string): string => text.replace(/(.{50,68}) /g, '$1\n');
    const { section, info } = await guideFrom(
      `A guide for the new\n\nFirst steps\n\n${wrapped(`${lately} ${lately}`)}\n\nWhat comes later\n\n${wrapped(lately)}\n`,
      'new.txt',
    );
    expect(info?.title).toBe('A guide for the new');
    expect(section('First steps')?.sentences).toEqual([lately, lately]);
    expect(section('What comes later')?.sentences).toEqual([lately]);
  });

  it('without headings is cut at its paragraphs, each named by how it begins', async () => {
    const { passages } = await guideFrom(
      `${lately} ${lately}\n\nBring a pencil. ${lately} ${lately}\n\n${lately.replace('The chapter', 'Nobody')} ${lately}\n`,
      'plain.txt',
    );
    expect(passages.map(passage => passage.section)).toEqual([
      'The chapter meets on the second Thursday…',
      'Bring a pencil',
      'Nobody meets on the second Thursday of…',
    ]);
  });

  it('becomes one sentence where a list has items of a few words', async () => {
    const { section } = await guideFrom(
      `First things\n\nFirst jobs\n\nMany begin in one of these:\n- payment poster\n- records clerk\n\n${lately}\n`,
      'jobs.txt',
    );
    expect(section('First jobs')?.sentences[0]).toBe('Many begin in one of these: payment poster; records clerk.');
  });
});

describe('a saved page', () => {
  const page = (body: string, head = ''): string =>
    `<!doctype html><html><head><title>Pay note | Chapter</title>${head}</head><body><nav>Home Jobs</nav>${body}<footer>Privacy</footer></body></html>`;

  it('has its main text read: no navigation, header, footer, aside, form or cookie notice', async () => {
    const { text, info } = await guideFrom(
      page(
        `<header>Log in</header><div class="cookie-bar">We use cookies</div><main><article><h1>Pay note</h1><h2>Pay</h2><p>${lately}</p><aside>Popular</aside><form>Search</form></article></main><p>Elsewhere</p>`,
        '<link rel="canonical" href="https://example.org/pay"><meta name="author" content="An Officer"><meta property="og:site_name" content="The Chapter">',
      ),
      'pay.html',
    );
    expect(text).toBe(`Pay\n${lately}`);
    expect(info).toMatchObject({
      title: 'Pay note',
      url: 'https://example.org/pay',
      author: 'An Officer',
      publisher: 'The Chapter',
    });
  });

  it.each([
    ['an attribute', '<p hidden>SECRET</p>'],
    ['what assistants are told to pass over', '<p aria-hidden="true">SECRET</p>'],
    ['its own style', '<p style="Display: None">SECRET</p>'],
    ['letters of no size', '<p style="font-size:0">SECRET</p>'],
    ['a place off the screen', '<p style="position:absolute;left:-9999px">SECRET</p>'],
    ['a rule of the style sheet', '<style>.vh{display:none}</style><div class="vh"><p>SECRET</p></div>'],
    ['white letters', '<style>.w{color:#fff}</style><p class="w">SECRET</p>'],
    ['a comment', '<!-- SECRET -->'],
    ['a script', '<script>var x="SECRET"</script>'],
    ['a template', '<template><p>SECRET</p></template>'],
  ])('has no text that is hidden by %s', async (_, hidden) => {
    const { text } = await guideFrom(page(`<main><h1>Pay</h1><p>${lately}</p>${hidden}</main>`), 'pay.html');
    expect(text).toContain(lately);
    expect(text).not.toContain('SECRET');
  });

  it('keeps white letters where the page is dark', async () => {
    const { text } = await guideFrom(
      page(`<style>body{background:#000}p{color:#fff}</style><main><h1>Pay</h1><p>${lately}</p></main>`),
    );
    expect(text).toContain(lately);
  });
});

describe('a Word document', () => {
  it('has headings, lists and tables, whose first row is the header', async () => {
    const { info, section } = await guideFrom(
      docxOf(
        [
          wordParagraph('Calendar', 'Title'),
          wordParagraph('Meetings', 'Heading 1'),
          wordParagraph(lately),
          wordParagraph('Dates', 'Heading 1'),
          wordTable([
            ['Date', 'Topic'],
            ['May 13', 'Audits & appeals'],
          ]),
        ].join(''),
      ),
      'calendar.docx',
    );
    expect(info?.title).toBe('Calendar');
    expect(section('Meetings')?.sentences).toEqual([lately]);
    expect(section('Dates')?.sentences).toEqual(['Date: May 13, Topic: Audits & appeals.']);
  });
});

describe('a PDF', () => {
  it('has headings by the height of letters, words joined over line ends, and no page headers and footers', async () => {
    const edge = (page: number) => [
      { text: 'Chapter handbook', x: 50, y: 770, size: 8 },
      { text: `Page ${page}`, x: 500, y: 20, size: 8 },
    ];
    const { text, dropped } = await guideFrom(
      pdfOf([
        [
          ...edge(1),
          { text: 'Handbook', x: 50, y: 740, size: 20 },
          { text: 'Dues', x: 50, y: 700, size: 14 },
          ...linesFrom(50, 680, ['Members pay thirty dollars a year, and stu-', 'dents pay twelve, as the members have']),
        ],
        [
          ...edge(2),
          ...linesFrom(50, 700, ['decided at the last meeting.']),
          { text: 'Guests', x: 50, y: 650, size: 14 },
          ...linesFrom(50, 630, ['Guests pay eight dollars for each meeting.']),
        ],
      ]),
      'handbook.pdf',
    );
    expect(text).toBe(
      'Dues\nMembers pay thirty dollars a year, and students pay twelve, as the members have decided at the last meeting.\nGuests\nGuests pay eight dollars for each meeting.',
    );
    expect(new Set(dropped.map(({ why }) => why))).toEqual(new Set(['page header or footer']));
  });

  it('keeps its tables, by the places of cells', async () => {
    const row = (y: number, ...cells: string[]) => cells.map((text, at) => ({ text, x: 50 + at * 150, y }));
    const { section } = await guideFrom(
      pdfOf([
        [
          { text: 'Fees', x: 50, y: 740, size: 14 },
          ...row(700, 'Who', 'Fee', 'Due'),
          ...row(685, 'Members', '$30', 'January 31'),
          ...row(670, 'Students', '$12', 'January 31'),
        ],
      ]),
    );
    expect(section('Fees')?.sentences).toEqual([
      'Who: Members, Fee: $30, Due: January 31.',
      'Who: Students, Fee: $12, Due: January 31.',
    ]);
  });

  it('of two columns is read column by column', async () => {
    const column = (x: number, name: string) =>
      linesFrom(
        x,
        700,
        Array.from({ length: 10 }, (_, at) => `The ${name} column goes on with its line ${at}`),
      );
    const { text } = await guideFrom(pdfOf([[...column(50, 'left'), ...column(320, 'right')]]));
    expect(text.indexOf('left column goes on with its line 9')).toBeLessThan(
      text.indexOf('right column goes on with its line 0'),
    );
  });
});
