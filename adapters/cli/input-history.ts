import { chmod, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { holdsPatientData } from '../../src/coach/patient-data.js';
import { maxQuestionLength } from '../../src/coach/read-question.js';
import { cleanLine } from '../../src/text/clean-text.js';

const mostLines = 500;

/** Whether a line may be kept: nothing that looks like a patient's data is, here or on disk. */
export const mayKeep = (line: string): boolean =>
  line.trim() !== '' && line.length <= maxQuestionLength && !holdsPatientData(line);

/** What was typed before, oldest first; nothing when there is no file or it cannot be read: a conversation does without. */
export const readHistory = async (path: string): Promise<string[]> => {
  const text = await readFile(path, 'utf8').catch(() => '');
  return text.split('\n').map(cleanLine).filter(mayKeep).slice(-mostLines);
};

/**
 * Adds a line for the next conversation, if it may be kept. The file is read again before each write and renamed into place, so that two
 * conversations at once lose nothing and a reader never sees half a file; only its owner may read it.
 */
export const appendHistory = async (path: string, line: string): Promise<void> => {
  const kept = cleanLine(line);
  if (!mayKeep(line) || !mayKeep(kept)) return;
  const before = await readHistory(path);
  if (before.at(-1) === kept) return;
  const lines = [...before, kept].slice(-mostLines);
  await mkdir(dirname(path), { recursive: true });
  const temporary = `${path}.${process.pid}`;
  await writeFile(temporary, `${lines.join('\n')}\n`, { mode: 0o600 });
  await chmod(temporary, 0o600);
  await rename(temporary, path);
};
