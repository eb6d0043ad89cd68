import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { compilePack, compilePackOrThrow } from '../../src/knowledge/compile-pack.js';
import { hashPackFiles, type PackFiles, readPackFiles } from '../../src/knowledge/pack-files.js';
import { formatProblem } from '../../src/knowledge/pack-problem.js';
import { judgedPackFiles, lineOf, smallPackFiles, withEdit } from '../support/small-pack.js';

const whole = smallPackFiles();
const problemsOf = (files: PackFiles): string[] => compilePack(files).problems.map(formatProblem);
const pay = 'guides/pay-guide.md';
const ladder = 'guides/ladder-guide.md';
const map = 'career-map.yaml';

/** One thing broken, and the one message it must give: the file, the line where `at` stands in the broken pack, and the reason. */
type Broken = { name: string; file: string; from: string | RegExp; to: string; at: string; reason: RegExp };

const broken: Broken[] = [
  {
    name: 'front matter that lacks a field',
    file: pay,
    from: 'publisher: Test Press\n',
    to: '',
    at: 'id: pay-guide',
    reason: /publisher/,
  },
  {
    name: 'front matter with an unknown field',
    file: pay,
    from: 'region: US',
    to: 'region: US\nauthr: me',
    at: 'id: pay-guide',
    reason: /authr/,
  },
  {
    name: 'front matter with a wrong date',
    file: pay,
    from: '2026-01-02',
    to: 'January',
    at: 'retrieved: January',
    reason: /retrieved.*2026-11-21/,
  },
  {
    name: 'front matter with a wrong address',
    file: pay,
    from: 'region: US',
    to: 'region: US\nurl: example',
    at: 'url: example',
    reason: /url/i,
  },
  {
    name: 'front matter that is not YAML',
    file: pay,
    from: 'title: The pay guide',
    to: 'title: "The pay guide',
    at: '',
    reason: /quote|missing|closing/i,
  },
  {
    name: 'no front matter',
    file: pay,
    from: /^---[\s\S]*?---\n/,
    to: '',
    at: '',
    reason: /no front matter; begin the file with ---/,
  },
  {
    name: 'an id unlike the file name',
    file: pay,
    from: 'id: pay-guide',
    to: 'id: wage-guide',
    at: 'id: wage-guide',
    reason: /"wage-guide"; the file name says "pay-guide"/,
  },
  {
    name: 'a section too short',
    file: pay,
    from: ', which is faster than the average for all the occupations that the\nsurvey looked at, and many openings come from people who retire',
    to: '',
    at: '## Job growth',
    reason: /"Job growth" has 12 words; write 30 to 150/,
  },
  {
    name: 'a section too long',
    file: pay,
    from: 'Employment of coders is',
    to: `${'Some more words. '.repeat(50)}Employment of coders is`,
    at: '## Job growth',
    reason: /"Job growth" has 1\d\d words; write 30 to 150/,
  },
  {
    name: 'a section without questions',
    file: pay,
    from: /<!-- answers: is coding.*-->\n/,
    to: '',
    at: '## Job growth',
    reason: /"Job growth" lists 0 questions/,
  },
  {
    name: 'a section with two questions',
    file: pay,
    from: ' | how fast is the field growing',
    to: '',
    at: '## Job growth',
    reason: /lists 2 questions; add .* at least 3/,
  },
  {
    name: 'two sections of one id',
    file: ladder,
    from: '## Levels',
    to: `## Manager level\n\n<!-- answers: one | two | three -->\n\n${'Some words again. '.repeat(15)}\n\n## Levels`,
    at: '### Manager level',
    reason: /duplicate id ladder-guide#manager-level, first on line \d+/,
  },
  {
    name: 'HTML in a guide',
    file: pay,
    from: '## Job growth\n',
    to: '## Job growth\n\n<div>hidden</div>\n',
    at: '<div>',
    reason: /HTML is not shown to members/,
  },
  {
    name: 'HTML inside a sentence',
    file: pay,
    from: 'projected to grow',
    to: 'projected<br>to grow',
    at: 'projected<br>',
    reason: /HTML is not shown to members/,
  },
  {
    name: 'a comment of another kind',
    file: pay,
    from: '## Job growth\n',
    to: '## Job growth\n\n<!-- to do: check -->\n',
    at: '<!-- to do',
    reason: /HTML is not shown to members/,
  },
  {
    name: 'text above the first heading',
    file: pay,
    from: '# Pay\n',
    to: '# Pay\n\nWords that no section holds.\n',
    at: 'Words that no',
    reason: /above the first ## heading/,
  },
  {
    name: 'a footnote',
    file: pay,
    from: 'people who retire.\n',
    to: 'people who retire.[^1]\n\n[^1]: Said the survey.\n',
    at: '[^1]: Said',
    reason: /footnote/i,
  },
  {
    name: 'a guide that is not UTF-8',
    file: pay,
    from: 'people who retire',
    // As the bytes of Windows-1252 are read.
    to: 'people who retire, as the r\uFFFDsum\uFFFD says',
    at: 'sum\uFFFD',
    reason: /“r\uFFFDsum\uFFFD” is no UTF-8; save the file as UTF-8/,
  },
  {
    name: 'a list that is not UTF-8',
    file: 'vocabulary.yaml',
    from: 'newbie: entry',
    to: 'newbie: entry, d\uFFFDbutante: entry',
    at: 'd\uFFFDbutante',
    reason: /“d\uFFFDbutante:” is no UTF-8/,
  },
  {
    name: 'career-map.yaml that is not YAML',
    file: map,
    from: 'aliases: [junior, new coder]',
    to: 'aliases: [junior, new coder',
    at: '',
    reason: /flow|expected|,|\]/i,
  },
  {
    name: 'career-map.yaml with a key twice',
    file: map,
    from: 'title: Junior Coder',
    to: 'title: Junior Coder\n    title: Other',
    at: 'title: Other',
    reason: /unique/i,
  },
  {
    name: 'career-map.yaml with a track that is no id',
    file: map,
    from: 'track: management',
    to: 'track: Black Magic',
    at: 'track: Black Magic',
    reason: /roles\.1\.track/,
  },
  {
    name: 'career-map.yaml that compares a role with a credential',
    file: map,
    from: 'roles:\n',
    to: 'compared:\n  - [junior-coder, cpc]\nroles:\n',
    at: '  - [junior-coder, cpc]',
    reason: /junior-coder, cpc are not all roles, nor all credentials/,
  },
  {
    name: 'a YAML alias that names nothing',
    file: map,
    from: 'title: Junior Coder',
    to: 'title: *nothing',
    at: '*nothing',
    reason: /alias/i,
  },
  {
    name: 'a dead section',
    file: map,
    from: 'section: Job growth',
    to: 'section: Job shrinkage',
    at: 'id: growth',
    reason: /no section "Job shrinkage" in guide "pay-guide"/,
  },
  {
    name: 'a dead guide',
    file: map,
    from: 'guide: pay-guide\n    section: Job growth',
    to: 'guide: lost-guide\n    section: Job growth',
    at: 'id: growth',
    reason: /no section "Job growth" in guide "lost-guide"/,
  },
  {
    name: 'a dead role in a figure',
    file: map,
    from: 'roles: [coding-manager]',
    to: 'roles: [coding-king]',
    at: 'id: manager-median',
    reason: /no role "coding-king"/,
  },
  {
    name: 'a dead role in a move',
    file: map,
    from: 'to: coding-manager',
    to: 'to: coding-king',
    at: 'from: junior-coder',
    reason: /no role "coding-king"/,
  },
  {
    name: 'a dead credential in a move',
    file: map,
    from: 'credentials: [ccs]',
    to: 'credentials: [ccx]',
    at: 'from: junior-coder',
    reason: /no credential "ccx"/,
  },
  {
    name: 'a role id twice',
    file: map,
    from: 'credentials:\n  - id: cpc',
    to: '  - {id: junior-coder, title: Junior Again, track: coding}\ncredentials:\n  - id: cpc',
    at: 'title: Junior Again',
    reason: /duplicate id "junior-coder"/,
  },
  {
    name: "a figure that its section doesn't hold",
    file: map,
    from: 'value: 8\n    text: 8%',
    to: 'value: 9\n    text: 9%',
    at: 'id: growth',
    reason: /"9%" does not stand in the section it cites/,
  },
  {
    name: 'a figure unlike its value',
    file: map,
    from: 'value: 50250',
    to: 'value: 50520',
    at: 'id: median\n',
    reason: /value 50520 is not what "\$50,250" says/,
  },
  {
    name: 'a sentence with a figure from elsewhere',
    file: map,
    from: 'grow 8% from 2024 to 2034.\n',
    to: 'grow 8% from 2024 to 2035.\n',
    at: 'id: growth',
    reason: /figure "2024 to 2035" does not stand/,
  },
  {
    name: 'a percentile without its number',
    file: map,
    from: 'statistic: median\n    group',
    to: 'statistic: percentile\n    group',
    at: 'id: median\n',
    reason: /statistic percentile goes with a percentile/,
  },
  {
    name: 'a role name that its section lacks',
    file: map,
    from: 'as: Coding Manager',
    to: 'as: Coding Monarch',
    at: 'as: Coding Monarch',
    reason: /"Coding Monarch" does not stand/,
  },
  {
    name: 'years that its section lacks',
    file: map,
    from: 'years: {from: 12}',
    to: 'years: {from: 13}',
    at: 'years: {from: 13}',
    reason: /figure "13" does not stand/,
  },
  {
    name: 'a credential that its section lacks',
    file: map,
    from: 'section: Manager level, says',
    to: 'section: Another median, says',
    at: 'says: Managers often',
    reason: /"CCS" does not stand|expansion "Certified Coding Specialist"/,
  },
  {
    name: 'an issuer that its section does not name',
    file: map,
    from: 'issuer: AAPC',
    to: 'issuer: AHIMA',
    at: 'issuer: AHIMA',
    reason: /"AHIMA" does not stand in the section it cites/,
  },
  {
    name: 'an expansion that no section holds',
    file: map,
    from: 'expansion: Certified Coding Specialist',
    to: 'expansion: Certified Coding Sage',
    at: 'id: ccs',
    reason: /no cited section holds the expansion "Certified Coding Sage"/,
  },
  {
    name: "a conflict with a side's figure wrong",
    file: map,
    from: 'value: "$47,180"',
    to: 'value: "$47,108"',
    at: '"$47,108"',
    reason: /figure "\$47,108" does not stand/,
  },
  {
    name: 'a conflict with one side',
    file: map,
    from: /\n {6}- \{guide: ladder-guide, section: Another median.*\}/,
    to: '',
    at: 'sides:\n',
    reason: /conflicts\.0\.sides/,
  },
  {
    name: 'an empty suggestion',
    file: 'pack.yaml',
    from: '[What do coders make?',
    to: '["", What do coders make?',
    at: 'suggestions:',
    reason: /suggestions\.0/,
  },
  {
    name: 'a gap with too few questions',
    file: 'scope.yaml',
    from: ', price of the test, exam fee',
    to: '',
    at: 'asks: [what does the exam cost]',
    reason: /gaps\.0\.asks/,
  },
  {
    name: 'a figure in what is said of a gap',
    file: 'scope.yaml',
    from: 'topic: exam fees',
    to: 'topic: exam fees above $400',
    at: 'topic: exam fees',
    reason: /figure "\$400" would be said without a source/,
  },
  {
    name: 'details, as packs of the first version had',
    file: 'scope.yaml',
    from: 'outOfScope:',
    to: 'details: []\noutOfScope:',
    at: 'gaps:',
    reason: /details/,
  },
  {
    name: 'a figure in what is said of something out of scope',
    file: 'scope.yaml',
    from: "I don't assign codes.",
    to: "I don't assign codes; 3 tools do.",
    at: 'reply:',
    reason: /figure "3" would be said without a source/,
  },
  {
    name: 'a level word of no level',
    file: 'vocabulary.yaml',
    from: 'newbie: entry',
    to: 'newbie: novice',
    at: 'newbie: novice',
    reason: /levelWords\.newbie/,
  },
];

describe('a knowledge pack', () => {
  it('has no problem when it is sound', () => expect(problemsOf(whole)).toEqual([]));

  it.each(broken)('with $name is named with file, line and reason', ({ file, from, to, at, reason }) => {
    const files = withEdit(whole, file, from, to);
    const { problems } = compilePack(files);
    const line = at.includes('\n')
      ? (files.get(file) ?? '').slice(0, (files.get(file) ?? '').indexOf(at)).split('\n').length
      : at === ''
        ? undefined
        : lineOf(files, file, at);
    expect(problems.map(formatProblem)).toContainEqual(expect.stringMatching(reason));
    const own = problems.filter(problem => reason.test(problem.reason));
    expect(own.map(problem => problem.file)).toContain(file);
    // A record is reported at its first line or at the field, whichever YAML knows: within its own few lines.
    if (line !== undefined) expect(own.map(problem => Math.abs(problem.line - line)).sort()[0]).toBeLessThanOrEqual(1);
    expect(
      problems.every(problem => problem.line >= 1 && problem.line <= (files.get(problem.file) ?? '\n').split('\n').length),
    ).toBe(true);
  });

  it.each(broken)('with $name has that problem and no other', ({ file, from, to, reason }) => {
    expect(problemsOf(withEdit(whole, file, from, to)).filter(problem => !reason.test(problem))).toEqual([]);
  });

  it.each(['pack.yaml', 'career-map.yaml', 'scope.yaml', 'vocabulary.yaml', 'voice.yaml'])('is whole without %s', name => {
    const files = new Map(whole);
    files.delete(name);
    // What cites the career map has nothing to cite.
    expect(compilePack(files)).toMatchObject({ pack: expect.anything(), problems: [], warnings: [] });
  });

  it('needs nothing but guides: its questions and headings are what it offers, and gaps are those of any field', () => {
    const { pack, problems } = compilePack(new Map([...whole].filter(([name]) => name.startsWith('guides/'))));
    expect(problems).toEqual([]);
    expect(pack?.info).toMatchObject({ title: 'The ladder', subject: 'the ladder, the pay guide' });
    expect(pack?.info.suggestions).toContain('Median pay');
    expect(pack?.scope.gaps.map(gap => gap.id)).toEqual(expect.arrayContaining(['fees', 'drug-tests', 'pay-by-place']));
    expect(pack?.vocabulary.synonyms.pay).toContain('salary');
    expect(pack?.careerMap).toMatchObject({ roles: [], credentials: [], figures: [], moves: [], conflicts: [] });
  });

  it('takes the list of any field for one that it leaves out, and none for one that it leaves empty', () => {
    const files = new Map(whole).set('scope.yaml', 'gaps: []\n');
    const { pack } = compilePack(files);
    expect(pack?.scope.gaps).toEqual([]);
    expect(pack?.scope.outOfScope.map(kind => kind.id)).toContain('medical-advice');
  });

  it('of imported guides holds short sections and sections without a question against nobody', () => {
    const imported = (text: string): string =>
      text.replace('region: US', 'region: US\nsource: pay.docx').replace(/<!-- answers:[\s\S]*?-->\n/, '');
    const { problems, warnings } = compilePack(new Map([[pay, imported(whole.get(pay) ?? '')]]));
    expect(problems).toEqual([]);
    expect(warnings.map(({ reason }) => reason)).toEqual([expect.stringContaining('lists 0 questions')]);
  });

  it('without a guide says so', () => {
    const files = new Map([...whole].filter(([name]) => !name.startsWith('guides/')));
    expect(problemsOf(files)).toContain('guides:1: there is no readable guide');
  });

  it('reports all its problems at once, in file and line order', () => {
    let files: PackFiles = whole;
    const apart = broken.filter(({ name }) =>
      /issuer that|monarch|role name|dead section|percentile without|one side|too few|no level|empty suggestion|two sections|HTML in a guide|a section too long/.test(
        name,
      ),
    );
    for (const { file, from, to } of apart.filter(({ name }) => name !== 'a conflict with one side'))
      files = withEdit(files, file, from, to);
    const { problems } = compilePack(files);
    for (const { name, reason } of apart.filter(item => item.name !== 'a conflict with one side'))
      expect(
        problems.some(problem => reason.test(problem.reason)),
        name,
      ).toBe(true);
    expect(problems).toEqual(problems.toSorted((a, b) => a.file.localeCompare(b.file) || a.line - b.line));
  });

  it('names the broken guide, not the hundred references into it', () => {
    const files = withEdit(whole, pay, 'publisher: Test Press\n', '');
    expect(compilePack(files).problems.map(problem => problem.file)).toEqual([pay]);
  });

  it('refuses to open when it is broken, with every problem in the message', () => {
    const files = withEdit(withEdit(whole, map, 'issuer: AAPC', 'issuer: AHIMA'), map, 'value: "$47,180"', 'value: "$47,108"');
    expect(() => compilePackOrThrow(files, '/packs/small')).toThrowError(
      expect.objectContaining({
        code: 'pack_invalid',
        message: expect.stringMatching(/\/packs\/small has 2 problem.*check-pack[\s\S]*AHIMA[\s\S]*47,108/),
      }),
    );
  });

  it('reads the same with Windows line ends and a byte order mark', () => {
    const windows = new Map([...whole].map(([name, text]) => [name, `\uFEFF${text.replaceAll('\n', '\r\n')}`]));
    const plain = compilePack(whole).pack;
    const read = compilePack(windows);
    expect(read.problems).toEqual([]);
    expect(read.pack?.passages).toEqual(plain?.passages);
  });
});

describe('the files of a pack on disk', () => {
  const inFolder = async (files: PackFiles, use: (folder: string) => Promise<void>): Promise<void> => {
    const folder = await mkdtemp(join(tmpdir(), 'nextrung-pack-'));
    try {
      await mkdir(join(folder, 'guides'));
      for (const [name, text] of files) await writeFile(join(folder, name), text);
      await use(folder);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  };

  it('come back as they were written, and only what belongs to a pack', async () => {
    for (const files of [whole, judgedPackFiles()]) {
      await inFolder(files, async folder => {
        await writeFile(join(folder, 'guides', 'notes.txt'), 'not a guide');
        await writeFile(join(folder, 'README.md'), 'not a guide either');
        const read = await readPackFiles(folder);
        expect(read).toEqual(files);
        expect(hashPackFiles(read)).toBe(hashPackFiles(files));
      });
    }
  });

  it('that are missing are left to the check', async () => {
    const files = new Map([...whole].filter(([name]) => name !== 'scope.yaml'));
    await inFolder(files, async folder => expect([...(await readPackFiles(folder)).keys()]).not.toContain('scope.yaml'));
  });

  it('that cannot be read are named, never left out', async () => {
    await inFolder(whole, async folder => {
      await mkdir(join(folder, 'guides', 'a-folder.md'));
      await expect(readPackFiles(folder)).rejects.toMatchObject({
        code: 'pack_invalid',
        message: expect.stringContaining('a-folder.md'),
      });
    });
  });

  it('in a folder that does not exist give an error that names the setting', async () => {
    await expect(readPackFiles('/nowhere/at/all')).rejects.toMatchObject({
      code: 'pack_invalid',
      message: expect.stringContaining('KNOWLEDGE_PACK'),
    });
  });

  it('have another hash when a byte, a name or a boundary changes, and the same when nothing does', () => {
    const hash = hashPackFiles(whole);
    expect(hashPackFiles(smallPackFiles())).toBe(hash);
    expect(hashPackFiles(withEdit(whole, pay, '$42k', '$43k'))).not.toBe(hash);
    expect(hashPackFiles(judgedPackFiles())).not.toBe(hash);
    expect(hashPackFiles(new Map([...whole].map(([name, text]) => [name.replace('scope', 'scape'), text])))).not.toBe(hash);
    expect(
      hashPackFiles(
        new Map([
          ['a', 'b'],
          ['c', 'd'],
        ]),
      ),
    ).not.toBe(
      hashPackFiles(
        new Map([
          ['a', 'bc'],
          ['', 'd'],
        ]),
      ),
    );
  });
});
