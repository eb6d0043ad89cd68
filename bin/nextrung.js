#!/usr/bin/env node
// The way in: says plainly what a machine lacks before anything that needs it is loaded.
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';

const stop = (/** @type {string} */ message) => {
  process.stderr.write(`nextrung: ${message}\n`);
  process.exit(1);
};

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  stop(`Node ${process.versions.node} is too old; NextRung needs 20.19 or newer. Install it from nodejs.org or with your version manager, then run \`npm ci\` again.`);
}
const require = createRequire(import.meta.url);
for (const name of ['better-sqlite3', 'hnswlib-node']) {
  try {
    require(name);
    if (name === 'better-sqlite3') new (require(name))(':memory:').close();
  } catch (error) {
    stop(
      `${name} was not built for this machine. It needs Python 3, make and a C++ compiler at install time:\n` +
        '  Debian, Ubuntu:  sudo apt-get install python3 make g++\n  macOS:           xcode-select --install\n  Windows:         Visual Studio Build Tools with "Desktop development with C++"\n' +
        `Then run \`npm ci\` again. (${String(error instanceof Error ? error.message : error).split('\n')[0]})`,
    );
  }
}
const main = new URL('../dist/adapters/cli/main.js', import.meta.url);
if (!existsSync(main)) stop('it has not been built yet. Run `npm run build`.');
await import(main.href);
