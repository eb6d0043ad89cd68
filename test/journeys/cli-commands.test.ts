import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { nextrungHere } from '../support/nextrung-here.js';
import { nextrung, writePack } from '../support/run-nextrung.js';
import { judgedPackFiles, lineOf, smallPackFiles, withEdit } from '../support/small-pack.js';
import { useTemporaryFolder } from '../support/temporary-folder.js';
import { writeUnreadPack } from '../support/unread-pack.js';

const folder = useTemporaryFolder();

describe('the command line', () => {
  it('documents its commands and exit codes in --help', async () => {
    const { code, stdout } = await nextrung(['--help']);
    expect(code).toBe(0);
    for (const name of ['start', 'chat', 'ask', 'pay', 'path', 'compare', 'index', 'doctor', 'check-pack', 'backup', 'restore'])
      expect(stdout).toMatch(new RegExp(`^ {2}${name}\\b`, 'm'));
    expect(stdout).toMatch(/Exit codes:\n {2}0 +done/);
  });

  it('tells its version', async () => {
    expect((await nextrung(['--version'])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  it.each([
    [['dcotor'], /no command “dcotor”\. Did you mean doctor\?/],
    [['what do coders make'], /To ask a question: nextrung ask/],
    [['ask', '--jsno', 'x'], /unknown option '--jsno'[\s\S]*--json/],
    [['doctor', 'extra'], /too many arguments/],
  ])('%j is refused with code 2 and what to do', async (args, message) => {
    const { code, stdout, stderr } = await nextrungHere(args);
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toMatch(message);
  });

  it('names every wrong setting at once', async () => {
    const { code, stderr } = await nextrungHere(['ask', 'hello'], { env: { LOG_LEVEL: 'loud', LOG_FORMAT: 'xml' } });
    expect(code).toBe(1);
    expect(stderr).toMatch(/LOG_LEVEL[\s\S]*LOG_FORMAT[\s\S]*\.env\.example/);
    expect(stderr).not.toMatch(/ {4}at /);
  });
});

describe('index', () => {
  it('says when nothing changed', async () => {
    const { code, stdout, stderr } = await nextrungHere(['index']);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^Nothing to do: the index in .* is fresh, \d+ passages, .* built/);
  });

  it('tells why it builds and how far it is, in lines where there is no terminal, then where the index is', async () => {
    const pack = await writePack(folder.path(), smallPackFiles());
    const env = { DATA_DIR: folder.path(), KNOWLEDGE_PACK: pack };
    const built = await nextrungHere(['index'], { env });
    expect(built.code).toBe(0);
    expect(built.stderr).toMatch(/^Building the index, since there is no index yet\..*\n(Index: \d+%\n)*Index: 100%\n$/);
    expect(built.stdout).toMatch(/\d passages, \d+\.\d MB, built just now/);
    expect((await nextrungHere(['index'], { env })).stdout).toMatch(/is fresh/);
    expect((await nextrungHere(['index', '--force'], { env })).stderr).toMatch(/since you asked for it/);
  });

  it('stops at Ctrl-C with code 130 and leaves nothing half built', async () => {
    const data = folder.path();
    const { code, stdout } = await nextrung(['index'], {
      env: { DATA_DIR: data, KNOWLEDGE_PACK: await writeUnreadPack(folder.path()) },
      onStart: child => child.stderr?.once('data', () => setTimeout(() => child.kill('SIGINT'), 300)),
    });
    expect(code).toBe(130);
    expect(stdout).toBe('');
    expect(await readdir(join(data, 'index')).catch(() => [])).toEqual([]);
  });
});

describe('doctor', () => {
  it('finds a machine ready, says what it found, and leaves nothing in the home folder', async () => {
    const home = folder.path();
    await mkdir(home);
    const { code, stdout } = await nextrung(['doctor'], { env: { HOME: home } });
    expect(code).toBe(0);
    // Where the runtime of the encoder keeps the id of the machine by which it would tell its maker.
    expect(await readdir(home)).toEqual([]);
    for (const found of [
      'Node',
      'Native modules',
      'Settings',
      'Guides',
      'Index',
      'Embedder',
      'Writer',
      'Kept data',
      'Quotas',
      'Web page',
    ])
      expect(stdout).toMatch(new RegExp(`^✓ ${found} `, 'm'));
    expect(stdout).toMatch(/4 guides, \d+ passages/);
    expect(stdout).toMatch(/\d MB, built/);
    expect(stdout).toMatch(/^Ready\./m);
  });

  it('gives the same as one JSON object', async () => {
    const { stdout } = await nextrungHere(['doctor', '--json']);
    const report = JSON.parse(stdout);
    expect(report.ready).toBe(true);
    expect(report.checks.map((check: { state: string }) => check.state)).toEqual(Array(10).fill('ok'));
  });

  it('is ready without an index, and says that the first question builds it', async () => {
    const { code, stdout } = await nextrungHere(['doctor'], { env: { DATA_DIR: folder.path() } });
    expect(code).toBe(0);
    expect(stdout).toMatch(/^! Index +missing: there is no index yet\n +→ [\s\S]*npm run index\./m);
  });

  it('is not ready when the index is another program’s, the pack is gone or a setting is wrong; each with the next step', async () => {
    const data = folder.path();
    await mkdir(join(data, 'index'), { recursive: true });
    await writeFile(join(data, 'index', 'manifest.json'), '{"format":"something else"}');
    const foreign = await nextrungHere(['doctor'], { env: { DATA_DIR: data } });
    expect(foreign.code).toBe(1);
    expect(foreign.stdout.replace(/\s+/g, ' ')).toMatch(/✗ Index .*npm run index -- --force/);
    const packless = await nextrungHere(['doctor'], { env: { KNOWLEDGE_PACK: folder.path() } });
    expect(packless.code).toBe(1);
    expect(packless.stdout.replace(/\s+/g, ' ')).toMatch(/✗ Guides .*Set KNOWLEDGE_PACK/);
    const unset = await nextrungHere(['doctor'], { env: { LOG_LEVEL: 'loud' } });
    expect(unset.code).toBe(1);
    expect(unset.stdout).toMatch(/✗ Settings .*LOG_LEVEL/);
  });
});

describe('check-pack', () => {
  it('finds the shipped pack sound', async () => {
    const { code, stdout } = await nextrungHere(['check-pack']);
    expect(stdout).toMatch(/knowledge\/medical-coding is sound: 4 guides, \d+ passages/);
    expect(code).toBe(0);
  });

  it('names file, line and reason of every problem at once', async () => {
    let files = withEdit(smallPackFiles(), 'guides/pay-guide.md', '# Pay\n', '# Pay\n\n## Stub\n\nToo short.\n');
    files = withEdit(files, 'guides/ladder-guide.md', 'publisher: Other Press\n', '');
    files = withEdit(
      files,
      'career-map.yaml',
      'says: The median pay for coders is $50,250',
      'says: The median pay for coders is $99,999',
    );
    files = withEdit(files, 'vocabulary.yaml', 'countries:', 'cuontries:');
    const { code, stdout, stderr } = await nextrungHere(['check-pack', await writePack(folder.path(), files)]);
    expect(code).toBe(1);
    expect(stderr).toBe('');
    const stub = lineOf(files, 'guides/pay-guide.md', '## Stub');
    for (const line of [
      `guides/pay-guide.md:${stub}: "Stub" has 2 words; write 30 to 150`,
      `guides/pay-guide.md:${stub}: "Stub" lists 0 questions`,
      `guides/ladder-guide.md:2: publisher`,
      `career-map.yaml:${lineOf(files, 'career-map.yaml', 'id: median\n'.trim())}: the figure "$99,999" does not stand`,
      'vocabulary.yaml:',
    ]) {
      expect(stdout).toContain(line);
    }
    expect(stdout).toMatch(/\d+ problems in 4 files of /);
  });

  it('tells which judged messages to look at again, and finds the pack sound all the same', async () => {
    const files = withEdit(
      judgedPackFiles(),
      'guides/pay-guide.md',
      'so half of them earn more',
      'so one half of them earns more',
    );
    const { code, stdout, stderr } = await nextrung(['check-pack', await writePack(folder.path(), files)]);
    expect(stdout).toMatch(
      /^look at judgments\.jsonl:1: the sentence of pay-guide#median-pay:14fd7 has changed or gone \(2 marks\)/,
    );
    expect(stdout).toMatch(/ is sound: 2 guides, 6 passages,\n.* 4 judged messages\.\n$/);
    expect([code, stderr]).toEqual([0, '']);
  });

  it('names the line that is not UTF-8, and every file below guides/ that is taken for no guide', async () => {
    const files = withEdit(smallPackFiles(), 'guides/pay-guide.md', 'people who retire', 'people whose résumé is old');
    const pack = await writePack(folder.path(), files);
    const strays = ['beta.MD', 'gamma.markdown', 'notes.txt', 'scan.pdf', 'sub/delta.md'];
    await writePack(pack, new Map(['._pay-guide.md', '~$notes.docx', ...strays].map(name => [`guides/${name}`, '# Anything\n'])));
    const sound = await nextrungHere(['check-pack', pack]);
    expect(sound.code).toBe(0);
    expect(sound.stdout.match(/^not read: guides\/\S+(?=, since )/gm)).toEqual(strays.map(name => `not read: guides/${name}`));
    expect(sound.stdout).toMatch(
      /beta\.MD, since its name does not end in \.md; .*\n.*\n.*\n.*\n.*delta\.md, since it is in a folder/,
    );
    const pay = join(pack, 'guides', 'pay-guide.md');
    await writeFile(pay, await readFile(pay, 'utf8'), 'latin1');
    const { code, stdout } = await nextrungHere(['check-pack', pack]);
    expect(code).toBe(1);
    expect(stdout).toContain(
      `guides/pay-guide.md:${lineOf(files, 'guides/pay-guide.md', 'résumé')}: “r\uFFFDsum\uFFFD” is no UTF-8`,
    );
  });

  it('says when a folder holds no pack', async () => {
    const { code, stderr } = await nextrungHere(['check-pack', folder.path()]);
    expect(code).toBe(1);
    expect(stderr).toMatch(/There is no knowledge pack and no document in/);
  });
});
