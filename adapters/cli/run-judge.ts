import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { readQuestion } from '../../src/coach/read-question.js';
import { NextRungError } from '../../src/domain/errors.js';
import { addJudgments } from '../../src/judging/judged-file.js';
import { nearestSentences } from '../../src/judging/nearest-sentences.js';
import { isPack } from '../../src/knowledge/pack-files.js';
import { judgmentsFile } from '../../src/knowledge/read-judgments.js';
import { cleanLine } from '../../src/text/clean-text.js';
import { type CliContext, printLine } from './context.js';
import { shortPath } from './describe-index.js';
import { lookOf } from './look.js';
import { loadConfig, openSession, type Session } from './open-session.js';
import { wrapText } from './wrap-text.js';

const shown = 20;

/** What may be kept and sent of a message. Throws `input_invalid` where that is nothing. */
const redacted = ({ redact }: Session, message: string): string => {
  const kept = redact(message)?.trim();
  if (kept) return kept;
  throw new NextRungError(
    'input_invalid',
    'The message looks like patient information, or says nothing but who somebody is, so nothing of it was kept or sent. Judge it again without that.',
  );
};

/** "3 7, 12": which of those shown, best first; none for 0. Throws `input_invalid` for anything else. */
const readNumbers = (typed: string, count: number): number[] => {
  const numbers = typed.split(/[\s,;]+/).filter(Boolean);
  if (numbers.length === 0 || numbers.some(one => !/^\d+$/.test(one) || Number(one) > count))
    throw new NextRungError('input_invalid', `Give numbers from 1 to ${count}, best first, or 0 when none of them helps.`);
  return [...new Set(numbers.map(Number))].filter(number => number > 0);
};

const askForNumbers = async ({ stdin, stdout, signal }: CliContext): Promise<string> => {
  const lines = createInterface({ input: stdin, output: stdout });
  try {
    return await lines.question('Numbers of those that help, best first; 0 for none: ', { signal });
  } finally {
    lines.close();
  }
};

/** `judge`: shows the sentences nearest to a message and keeps which of them help whoever writes it; what the redactor leaves of it, and nothing else. */
export const runJudge = async (
  context: CliContext,
  words: readonly string[],
  { marks }: { readonly marks?: string },
): Promise<void> => {
  const { text: typed } = readQuestion(words.join(' '));
  const { packDir } = await loadConfig(context);
  if (!(await isPack(packDir)))
    throw new NextRungError(
      'input_invalid',
      `${packDir} is no pack to write judgments into. Run \`nextrung import\` on it first.`,
    );
  const session = await openSession(context);
  try {
    const message = redacted(session, typed);
    const [near = []] = await nearestSentences(session.base, [message], shown, context.signal);
    const { width, colours } = lookOf(context.stdout, context.env);
    for (const [at, { section, text }] of near.entries())
      printLine(
        context.stdout,
        `${String(at + 1).padStart(2)}  ${wrapText(`${colours.dim(`${cleanLine(section)}:`)} ${cleanLine(text)}`, width, '    ')}`,
      );
    const [best, ...useful] = readNumbers(marks ?? (await askForNumbers(context)), near.length).flatMap(
      number => near[number - 1]?.mark ?? [],
    );
    const count = await addJudgments(packDir, [
      {
        writer: 'hand',
        message,
        asks: [message],
        best: best === undefined ? [] : [best],
        useful,
        none: best === undefined,
        feeling: 'none',
        kind: 'question',
      },
    ]);
    printLine(context.stdout, `Kept in ${shortPath(process.cwd(), join(packDir, judgmentsFile))}, which has ${count} now.`);
  } finally {
    await session.close();
  }
};
