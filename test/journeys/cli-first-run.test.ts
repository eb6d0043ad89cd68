import { cp, mkdir, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { program, runProgram } from '../support/run-nextrung.js';
import { useTemporaryFolder } from '../support/temporary-folder.js';

const folder = useTemporaryFolder();
const repository = dirname(dirname(program));

/** Runs the command after a script that makes the machine lack something. */
const runWithout = async (script: string) => {
  const path = folder.path(`lacking-${script.length}.cjs`);
  await writeFile(path, script);
  return runProgram(process.execPath, ['--require', path, program, 'ask', 'hello']);
};

describe('a machine that lacks something is told what, and what to do', () => {
  it('a newer Node', async () => {
    const { code, stdout, stderr } = await runWithout(
      "Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '18.20.4' } });",
    );
    expect(code).toBe(1);
    expect(stdout).toBe('');
    expect(stderr).toMatch(/^nextrung: Node 18\.20\.4 is too old; NextRung needs 20\.19 or newer\. Install it .*npm ci/);
    expect(stderr).not.toMatch(/ {4}at /);
  });

  it('a compiler, when better-sqlite3 was not built', async () => {
    const { code, stderr } = await runWithout(`
      const Module = require('node:module');
      const load = Module._load;
      Module._load = (request, ...rest) => {
        if (request === 'better-sqlite3') throw new Error('Could not locate the bindings file.\\n at /somewhere');
        return load(request, ...rest);
      };`);
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /^nextrung: better-sqlite3 was not built for this machine\.[\s\S]*apt-get install python3 make g\+\+[\s\S]*xcode-select[\s\S]*npm ci/,
    );
    expect(stderr).not.toMatch(/ {4}at |somewhere/);
  });

  it('a build', async () => {
    const copy = folder.path('unbuilt');
    await mkdir(copy);
    await cp(join(repository, 'bin'), join(copy, 'bin'), { recursive: true });
    await cp(join(repository, 'package.json'), join(copy, 'package.json'));
    await symlink(join(repository, 'node_modules'), join(copy, 'node_modules'));
    const { code, stderr } = await runProgram(process.execPath, [join(copy, 'bin', 'nextrung.js'), 'ask', 'hello']);
    expect(code).toBe(1);
    expect(stderr).toBe('nextrung: it has not been built yet. Run `npm run build`.\n');
  });
});
