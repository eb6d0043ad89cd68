#!/usr/bin/env node
// The way in: says plainly what a machine lacks before anything that needs it is loaded.
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const stop = (/** @type {string} */ message) => {
  process.stderr.write(`nextrung: ${message}\n`);
  process.exit(1);
};

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  stop(
    `Node ${process.versions.node} is too old; NextRung needs 20.19 or newer. ` +
      'Install it from nodejs.org or with your version manager, then run `npm ci` again.',
  );
}
const require = createRequire(import.meta.url);
const compiled = 'better-sqlite3';
try {
  // SQLite's binary is loaded when a database is opened, not before.
  new (require(compiled))(':memory:').close();
} catch (error) {
  stop(
    `${compiled} was not built for this machine. It needs Python 3, make and a C++ compiler at install time:\n` +
      '  Debian, Ubuntu:  sudo apt-get install python3 make g++\n' +
      '  macOS:           xcode-select --install\n' +
      '  Windows:         Visual Studio Build Tools with "Desktop development with C++"\n' +
      `Then run \`npm ci\` again. (${String(error instanceof Error ? error.message : error).split('\n')[0]})`,
  );
}
const built = new URL('../dist/adapters/cli/main.js', import.meta.url);
if (!existsSync(built)) stop('it has not been built yet. Run `npm run build`.');
const root = fileURLToPath(new URL('..', import.meta.url));
const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
const { main } = await import(built.href);
await main(process.argv, root, version);
