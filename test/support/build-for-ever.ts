import { readManifest } from '../../src/retrieval/index-folder.js';
import { buildSmallIndex, useSmallIndex } from './small-index.js';
import { judgedPackFiles } from './small-pack.js';

/*
 * A process that builds an index again and again, its guides changed each time, and opens what it built: `build-for-ever.ts ROOT ROUNDS`.
 * Tests kill it, or run two at once. It tells of each index that it has put in place.
 */
const [root = '', rounds = 'Infinity', name = 'builder'] = process.argv.slice(2);
process.stdout.write('ready\n');
for (let round = 0; round < Number(rounds); round++) {
  const built = await buildSmallIndex(root, judgedPackFiles(`${name} ${round}`));
  await useSmallIndex(root, built);
  const inPlace = await readManifest(root);
  if (!inPlace) throw new Error('the manifest is gone');
  await useSmallIndex(root, inPlace);
  process.stdout.write(`built ${round}\n`);
}
