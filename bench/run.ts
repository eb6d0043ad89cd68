import { rmSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, cpus, loadavg, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { benchCeiling } from './choose/ceiling.js';
import { benchChoose } from './choose/choose.js';
import { benchDiscord } from './discord/discord.js';
import { benchPage } from './page/page.js';
import { benchReach } from './reach/reach.js';
import { benchRetrieval } from './retrieval/retrieval.js';
import { benchSlack } from './slack/slack.js';
import { benchSoak } from './soak/soak.js';
import { type BenchContext, createContext } from './support/context.js';
import { benchWeb } from './web/web.js';

/* npm run bench [-- PART ...] [--json FILE]: what each part of the coach is worth and costs, measured in one run. */

/** A long one runs only when it is asked for by name. */
type Part = { readonly title: string; run(context: BenchContext): Promise<object>; readonly isLong?: true };

const parts: Readonly<Record<string, Part>> = {
  retrieval: { title: 'Retrieval: finding the evidence, against what one would pick instead', run: benchRetrieval },
  choose: { title: 'Choosing: does what stands first help whoever asked', run: benchChoose },
  ceiling: { title: 'Ceiling: what a perfect choice among the lines sent would reach', run: benchCeiling },
  web: { title: 'Web: the page’s server under a crowd', run: benchWeb },
  page: { title: 'Page: what it weighs and how soon it can be used, in Chromium', run: benchPage },
  reach: { title: 'Reach: speed and size beside their targets', run: benchReach },
  slack: { title: 'Slack: a busy minute', run: benchSlack },
  discord: { title: 'Discord: a busy minute', run: benchDiscord },
  soak: { title: 'Soak: half an hour of everything at once, with faults', run: benchSoak, isLong: true },
};

const { values, positionals } = parseArgs({ allowPositionals: true, options: { json: { type: 'string' } } });
const unknown = positionals.filter(name => !(name in parts));
if (unknown.length > 0) {
  console.error(`There is no bench "${unknown.join('", "')}". Parts: ${Object.keys(parts).join(', ')}.`);
  process.exit(2);
}
const machine = {
  node: process.version,
  cores: availableParallelism(),
  processor: cpus()[0]?.model.trim() ?? 'unknown',
  memoryGb: Math.round(totalmem() / 1e9),
  loadAtStart: loadavg()[0] ?? 0,
};
console.log(
  `Node ${machine.node}, ${machine.cores} cores (${machine.processor}), ${machine.memoryGb} GB, load ${machine.loadAtStart.toFixed(1)} at the start`,
);
if (machine.loadAtStart > 0.5) console.log('Something else is running on this machine: times will be longer than its own.');

const folder = await mkdtemp(join(tmpdir(), 'nextrung-bench-'));
// A stopped bench leaves nothing behind either.
for (const [signal, code] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const) {
  process.once(signal, () => {
    rmSync(folder, { recursive: true, force: true });
    process.exit(code);
  });
}
const figures: Record<string, object> = {};
try {
  const context = createContext(folder);
  for (const name of positionals.length > 0 ? positionals : Object.keys(parts).filter(name => !parts[name]?.isLong)) {
    const part = parts[name];
    if (!part) continue;
    const started = performance.now();
    console.log(`\n${part.title}\n${'='.repeat(part.title.length)}\n`);
    figures[name] = await part.run(context);
    console.log(`(${name} took ${((performance.now() - started) / 1000).toFixed(0)} s)`);
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}
if (values.json) await writeFile(values.json, `${JSON.stringify({ machine, ...figures }, null, 2)}\n`);
