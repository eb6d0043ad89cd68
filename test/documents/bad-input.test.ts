import { execFile } from 'node:child_process';
import { chmod, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { findFiles } from '../../src/documents/find-files.js';
import { type ImportReport, importDocuments } from '../../src/documents/import-documents.js';
import { linesFrom, pdfOf } from '../support/documents/pdf.js';
import { docxOf, wordParagraph, zipOf } from '../support/documents/zip.js';
import { program } from '../support/run-nextrung.js';
import { useTemporaryFolder } from '../support/temporary-folder.js';

const temporary = useTemporaryFolder();

const good = '# Dues\n\nDues are $30 a year for members and $12 for students, and they are due by the end of January.\n';

const importFolder = async (
  files: Readonly<Record<string, string | Buffer>>,
): Promise<ImportReport & { readonly pack: string }> => {
  const folder = temporary.path();
  await mkdir(folder);
  for (const [name, bytes] of Object.entries({ 'good.md': good, ...files })) await writeFile(join(folder, name), bytes);
  const pack = temporary.path();
  const report = await importDocuments({ files: await findFiles([folder]), pack, title: 'Test', day: '2026-11-29' });
  return { ...report, pack };
};

const isRoot = process.getuid?.() === 0;

const bad: readonly (readonly [what: string, name: string, bytes: () => string | Buffer, reason: RegExp])[] = [
  ['an empty file', 'empty.txt', () => '', /it is empty/],
  [
    'a PDF of 11 MB',
    'large.pdf',
    () => Buffer.concat([pdfOf([linesFrom(50, 700, ['Some text.'])]), Buffer.alloc(11_000_000)]),
    /larger than 10 MB/,
  ],
  [
    'a DOCX that unpacks to 200 MB',
    'bomb.docx',
    () => docxOf(wordParagraph('Hello'), [{ name: 'word/media.bin', data: Buffer.alloc(200_000_000) }]),
    /unpacks to more than 20 MB/,
  ],
  [
    'a DOCX that says it unpacks to less than it does',
    'liar.docx',
    () => docxOf(wordParagraph('Hello'), [{ name: 'word/media.bin', data: Buffer.alloc(60_000_000), claims: 1000 }]),
    /damaged/,
  ],
  [
    'a PDF that asks for a password',
    'locked.pdf',
    () => pdfOf([linesFrom(50, 700, ['Secret text.'])], { locked: true }),
    /encrypted/,
  ],
  ['a scan', 'scan.pdf', () => pdfOf([[]]), /no text in it: it is a scan/],
  ['a broken PDF', 'broken.pdf', () => '%PDF-1.4\nnothing of it', /damaged/],
  ['a program named like a PDF', 'setup.pdf', () => Buffer.from(`MZ${'\u0000\u0003'.repeat(500)}`, 'latin1'), /no text/],
  [
    'HTML of 5 MB, nested 10,000 deep',
    'deep.html',
    () => `<!doctype html><body>${'<div>'.repeat(10_000)}${'deep words '.repeat(450_000)}${'</div>'.repeat(10_000)}</body>`,
    /nested too deep/,
  ],
  ['a spreadsheet', 'sheet.docx', () => zipOf([{ name: 'xl/workbook.xml', data: Buffer.from('<x/>') }]), /a spreadsheet/],
  ['data', 'rows.json', () => '{"a": 1}', /data or code/],
];

describe('what cannot be read', () => {
  it('is named with the reason, and the others are imported all the same', async () => {
    const report = await importFolder(Object.fromEntries(bad.map(([, name, bytes]) => [name, bytes()])));
    for (const [what, name, , reason] of bad) expect(report.unread.find(one => one.name === name)?.reason, what).toMatch(reason);
    expect(report.documents.map(document => document.name)).toEqual(['good.md']);
  });

  it.skipIf(isRoot)('is a file without the right to read it, too', async () => {
    const folder = temporary.path();
    await mkdir(folder);
    await writeFile(join(folder, 'good.md'), good);
    await writeFile(join(folder, 'shut.md'), good);
    await chmod(join(folder, 'shut.md'), 0);
    const report = await importDocuments({
      files: await findFiles([folder]),
      pack: temporary.path(),
      title: 'Test',
      day: '2026-11-29',
    });
    expect(report.unread).toEqual([{ name: 'shut.md', reason: expect.stringMatching(/may not be read/) }]);
    expect(report.documents).toHaveLength(1);
  });

  it('leaves a name in decomposed Unicode with spaces a name like any other', async () => {
    const report = await importFolder({ ['Résumé tips für alle.md'.normalize('NFD')]: good });
    expect(report.unread).toEqual([]);
    expect(report.documents.map(({ name, guide }) => [name, guide])).toContainEqual([
      'Résumé tips für alle.md',
      'resume-tips-fur-alle',
    ]);
  });

  it('passes over what macOS and Word leave beside documents', async () => {
    const report = await importFolder({ '._good.md': 'x', '~$good.docx': 'x', '.DS_Store': 'x' });
    expect([...report.documents, ...report.unread].map(one => one.name)).toEqual(['good.md']);
  });

  it('converts Windows-1252 and UTF-16, and says so', async () => {
    const text = `The café’s résumé evening is on Friday at seven, and members bring one printed page each to the table.`;
    const windows = Buffer.from(text.replace('’', '\u0092'), 'latin1');
    const report = await importFolder({ 'windows.txt': windows, 'wide.txt': Buffer.from(`\uFEFF${text}`, 'utf16le') });
    expect(Object.fromEntries(report.documents.map(({ name, told }) => [name, told]))).toMatchObject({
      'windows.txt': ['converted from Windows-1252'],
      'wide.txt': ['converted from UTF-16'],
    });
    for (const name of ['windows', 'wide'])
      expect(await readFile(join(report.pack, 'guides', `${name}.md`), 'utf8')).toContain('The café’s résumé evening');
  });

  it.skipIf(process.platform === 'win32')('a full disk leaves the guides that were there whole, and is told', async () => {
    const [folder, pack] = [temporary.path(), temporary.path()];
    await mkdir(folder);
    await writeFile(join(folder, 'good.md'), good);
    const first = await importDocuments({ files: await findFiles([folder]), pack, title: 'Test', day: '2026-11-29' });
    expect(first.documents).toHaveLength(1);
    const before = await readFile(join(pack, 'guides', 'good.md'), 'utf8');
    await writeFile(
      join(folder, 'good.md'),
      `${good}\n${'More words about the dues of the chapter and who pays them. '.repeat(400)}`,
    );
    // A limit on the size of files stands for a disk without room: the write fails half way.
    const run = promisify(execFile)(
      '/bin/sh',
      ['-c', 'ulimit -f 8; exec "$@"', 'sh', process.execPath, program, 'import', folder, '--to', pack],
      {
        env: { PATH: process.env.PATH, DATA_DIR: temporary.path() },
      },
    );
    await expect(run).rejects.toMatchObject({ code: 1, stderr: expect.stringMatching(/cannot be saved/) });
    expect(await readFile(join(pack, 'guides', 'good.md'), 'utf8')).toBe(before);
    expect((await readdir(join(pack, 'guides'))).filter(name => name.endsWith('.tmp'))).toEqual([]);
  });
});
