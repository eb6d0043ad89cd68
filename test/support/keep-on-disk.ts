import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { appendHistory, readHistory } from '../../adapters/cli/input-history.js';
import { createFileTokenLedger } from '../../src/backends/file-token-ledger.js';

/*
 * Keeps a line of the history and a count of tokens on a disk, again once a shell command has spoilt it, and again once one has mended it:
 * `keep-on-disk.ts FOLDER SPOIL MEND`. After each it prints, as JSON, what the disk refused, what a new process finds and what this one counts.
 */

const [folder = '', spoil = '', mend = ''] = process.argv.slice(2);
const [history, tokens] = [join(folder, 'history'), join(folder, 'model-tokens.json')];
const ledger = createFileTokenLedger(tokens);

const keep = async (line: string): Promise<void> => {
  const kept = await Promise.allSettled([appendHistory(history, line, text => text), ledger.add(7)]);
  const seen = {
    refused: kept.flatMap(one => (one.status === 'rejected' ? String(one.reason.code) : [])),
    lines: await readHistory(history, text => text),
    tokens: [await createFileTokenLedger(tokens).spentToday(), await ledger.spentToday()],
    left: readdirSync(folder).toSorted(),
  };
  process.stdout.write(`${JSON.stringify(seen)}\n`);
};

await keep('one');
execFileSync('sh', ['-c', spoil], { stdio: 'ignore' });
await keep('two');
execFileSync('sh', ['-c', mend], { stdio: 'ignore' });
await keep('three');
