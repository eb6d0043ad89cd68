import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { markOf } from '../../src/career/career-facts.js';
import type { Pack } from '../../src/domain/pack.js';
import { passageText } from '../../src/domain/passage.js';
import { type CompiledPack, compilePack } from '../../src/knowledge/compile-pack.js';
import { type PackFiles, readPackFiles } from '../../src/knowledge/pack-files.js';
import { formatProblem } from '../../src/knowledge/pack-problem.js';
import { figuresIn } from '../../src/text/figures.js';
import { words } from '../../src/text/tokens.js';
import { bagOf } from '../support/bag.js';
import { passageWords } from '../support/passage-words.js';

const folder = 'knowledge/medical-coding';

/** A guide's words by eye rather than by parser: the file less front matter, the guide's own title, comments and table rules. */
const rawWords = (markdown: string): string[] =>
  words(
    markdown
      .replace(/^---\n[\s\S]*?\n---\n/, '')
      .replace(/<!--\s*(answers|also):[\s\S]*?-->/g, '')
      .replace(/^# .*$/m, '')
      .replace(/^\|[-:| ]+\|$/gm, ''),
  );

describe('the shipped pack', () => {
  let files: PackFiles;
  let compiled: CompiledPack;
  let pack: Pack;
  beforeAll(async () => {
    files = await readPackFiles(folder);
    compiled = compilePack(files);
    if (!compiled.pack) throw new Error('the shipped pack does not compile');
    pack = compiled.pack;
  });

  it('has no problem', () => expect(compiled.problems.map(formatProblem)).toEqual([]));

  it('has judged messages, none of whose sentences has changed since', () => {
    expect(compiled.warnings.map(formatProblem)).toEqual([]);
    expect(compiled.judgments.length).toBeGreaterThan(5_000);
    // What is fitted on some writers' messages is tested on others'.
    expect(new Set(compiled.judgments.map(judgment => judgment.writer)).size).toBeGreaterThan(2);
    const sentences = pack.passages.flatMap(passage => passage.sentences).length;
    const marks = compiled.judgments.flatMap(judgment => [...judgment.best, ...judgment.useful]);
    expect(Math.min(...new Set(marks))).toBeGreaterThanOrEqual(0);
    expect(Math.max(...new Set(marks))).toBeLessThan(sentences);
    // A sentence that nobody was ever helped by is one that cannot be learnt to be said.
    expect(new Set(marks).size / sentences).toBeGreaterThan(0.8);
  });

  it('holds the four guides', () =>
    expect(pack.guides.map(guide => guide.id).sort()).toEqual([
      'aapc-ladder',
      'career-path-chart',
      'himalayas-guide',
      'resumegeni-path',
    ]));

  it.each(['aapc-ladder', 'career-path-chart', 'himalayas-guide', 'resumegeni-path'])(
    'puts every word of %s into some passage, once, tables too',
    async id => {
      const raw = rawWords(await readFile(`${folder}/guides/${id}.md`, 'utf8'));
      expect(raw.length).toBeGreaterThan(400);
      expect(bagOf(passageWords(pack.passages.filter(passage => passage.guide === id)))).toEqual(bagOf(raw));
    },
  );

  it('keeps the words of every sentence in the order of the guide', async () => {
    for (const { id } of pack.guides) {
      const raw = ` ${rawWords(await readFile(`${folder}/guides/${id}.md`, 'utf8')).join(' ')} `;
      for (const passage of pack.passages.filter(one => one.guide === id && !one.table)) {
        expect(raw).toContain(` ${words(`${passage.section} ${passageText(passage)}`).join(' ')} `);
      }
    }
  });

  it('has answers of its own for each section and never shows them as text', () => {
    for (const passage of pack.passages) {
      expect(passage.answers.length).toBeGreaterThanOrEqual(3);
      expect(passageText(passage)).not.toMatch(/<!--|answers:|also:/);
    }
  });

  it('has every figure of its career map in the section that the record cites, as written', () => {
    const texts = new Map(pack.passages.map(passage => [passage.id, passageText(passage)]));
    expect(pack.careerMap.figures.length).toBeGreaterThan(20);
    for (const figure of pack.careerMap.figures) expect(texts.get(markOf(figure)), figure.id).toContain(figure.text);
  });

  it('is found out when any figure of the career map is off by a digit', () => {
    // Every figure record is altered at once: each must be reported, on a line of its own record.
    const map = files.get('career-map.yaml') ?? '';
    const texts = new Map(pack.passages.map(passage => [passage.id, `${passage.section}. ${passageText(passage)}`]));
    const off = (text: string): string => text.replace(/\d(?=\D*$)/, digit => String((Number(digit) + 1) % 10));
    const start = map.search(/^figures:/m);
    const end = map.search(/^moves:/m);
    let altered = 0;
    const broken = map
      .slice(start, end)
      .replace(/^(\s+text: ['"]?)(.*?)(['"]?)$/gm, (_, before: string, text: string, after: string) => {
        altered++;
        return `${before}${off(text)}${after}`;
      });
    expect(altered).toBe(pack.careerMap.figures.length);
    const { problems } = compilePack(new Map(files).set('career-map.yaml', `${map.slice(0, start)}${broken}${map.slice(end)}`));
    const reported = problems.filter(problem => /does not stand|is not what/.test(problem.reason));
    for (const figure of pack.careerMap.figures) {
      const wrong = off(figure.text);
      expect(figuresIn(wrong)).not.toEqual(figuresIn(figure.text));
      const known = (texts.get(markOf(figure)) ?? '').includes(wrong);
      expect(known || reported.some(problem => problem.reason.includes(`"${wrong}"`)), `${figure.id}: ${wrong}`).toBe(true);
    }
    expect(new Set(reported.map(problem => problem.line)).size).toBeGreaterThanOrEqual(pack.careerMap.figures.length - 2);
    expect(problems.every(problem => problem.file === 'career-map.yaml')).toBe(true);
  });

  it('is found out when a guide changes a figure or a name under the career map', () => {
    const changed = new Map(files)
      .set('guides/resumegeni-path.md', (files.get('guides/resumegeni-path.md') ?? '').replaceAll('$50,250', '$50,520'))
      .set('guides/aapc-ladder.md', (files.get('guides/aapc-ladder.md') ?? '').replaceAll('CPMA', 'CPMX'));
    const reasons = compilePack(changed).problems.map(problem => problem.reason);
    expect(reasons).toContainEqual(expect.stringContaining('$50,250'));
    expect(reasons).toContainEqual(expect.stringMatching(/"CPMA"/));
  });
});
