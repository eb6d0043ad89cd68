import { chmod, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { maxQuestionLength } from '../../src/coach/read-question.js';
import type { Redact } from '../../src/open-redactor.js';
import { cleanLine } from '../../src/text/clean-text.js';

const mostLines = 500;

/** What may be kept of a line, here or on disk; undefined when nothing may. */
export const keptOf = (line: string, redact: Redact): string | undefined =>
  (line.length <= maxQuestionLength && redact(cleanLine(line))?.trim()) || undefined;

/** What was typed before, oldest first; nothing when there is no file or it cannot be read: a conversation does without. */
export const readHistory = async (path: string, redact: Redact): Promise<string[]> => {
  const text = await readFile(path, 'utf8').catch(() => '');
  return text
    .split('\n')
    .slice(-mostLines)
    .flatMap(line => keptOf(line, redact) ?? []);
};

/**
 * Adds a line for the next conversation, if it may be kept. The file is read again before each write and renamed into place, so that two
 * conversations at once lose nothing and a reader never sees half a file; only its owner may read it.
 */
export const appendHistory = async (path: string, line: string, redact: Redact): Promise<void> => {
  const kept = keptOf(line, redact);
  if (kept === undefined) return;
  const before = await readHistory(path, redact);
  if (before.at(-1) === kept) return;
  const lines = [...before, kept].slice(-mostLines);
  await mkdir(dirname(path), { recursive: true });
  const temporary = `${path}.${process.pid}`;
  await writeFile(temporary, `${lines.join('\n')}\n`, { mode: 0o600 });
  await chmod(temporary, 0o600);
  await rename(temporary, path);
};
