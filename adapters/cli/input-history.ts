import { readFile } from 'node:fs/promises';
import { maxQuestionLength } from '../../src/coach/read-question.js';
import { writeWhole } from '../../src/domain/write-whole.js';
import type { Redact } from '../../src/open-redactor.js';
import { cleanLine } from '../../src/text/clean-text.js';

const mostLines = 500;
/** No line that we keep holds any: a file with one is another program's. */
const controls = /[^\P{Cc}\n\r\t]/u;

/** What may be kept of a line, here or on disk; undefined when nothing may. */
export const keptOf = (line: string, redact: Redact): string | undefined =>
  (line.length <= maxQuestionLength && redact(cleanLine(line))?.trim()) || undefined;

/** What was typed before, oldest first, and nothing when there is no file; undefined where something else stands there, or what may not be read. */
export const readHistory = async (path: string, redact: Redact): Promise<string[] | undefined> => {
  try {
    const text = await readFile(path, 'utf8');
    if (controls.test(text)) return undefined;
    return text
      .split('\n')
      .slice(-mostLines)
      .flatMap(line => keptOf(line, redact) ?? []);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? [] : undefined;
  }
};

/**
 * Adds a line for the next conversation, if it may be kept and what stands there is a history. The file is read again before each write, so that
 * two conversations at once lose nothing; only its owner may read it.
 */
export const appendHistory = async (path: string, line: string, redact: Redact): Promise<void> => {
  const kept = keptOf(line, redact);
  if (kept === undefined) return;
  const before = await readHistory(path, redact);
  if (before === undefined || before.at(-1) === kept) return;
  const lines = [...before, kept].slice(-mostLines);
  await writeWhole(path, `${lines.join('\n')}\n`, 0o600);
};
