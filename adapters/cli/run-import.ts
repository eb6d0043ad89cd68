import { relative, resolve } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { answerToMarkdown } from '../../src/coach/answer-to-markdown.js';
import { readQuestion } from '../../src/coach/read-question.js';
import { type Differing, differingFigures } from '../../src/documents/differing-figures.js';
import { findFiles } from '../../src/documents/find-files.js';
import { importDocuments } from '../../src/documents/import-documents.js';
import { NextRungError } from '../../src/domain/errors.js';
import type { Pack } from '../../src/domain/pack.js';
import { titleOfFolder, today } from '../../src/open-pack.js';
import { openPatientSense } from '../../src/open-redactor.js';
import { cleanLine } from '../../src/text/clean-text.js';
import { slugOf } from '../../src/text/slug.js';
import { shorten } from '../shorten.js';
import { type CliContext, printLine } from './context.js';
import { describeDifferences, describeImport, describePersonal } from './describe-import.js';
import { shortPath } from './describe-index.js';
import { exitCodes } from './exit-codes.js';
import { lookOf } from './look.js';
import { openSession, type Session } from './open-session.js';

const questionsShown = 10;

/** Questions from all over a pack, as far apart as may be. */
const sampleOf = ({ info, passages }: Pack): string[] => {
  const each = [...new Set(passages.flatMap(({ section, answers }) => answers[0] ?? section))].filter(
    text => text.includes(' ') && !text.endsWith('…'),
  );
  const from = each.length > 0 ? each : info.suggestions;
  const count = Math.min(questionsShown, from.length);
  return Array.from({ length: count }, (_, at) => from[Math.floor((at * from.length) / count)] ?? '');
};

const differencesIn = ({ pack, units, vectors }: Session['base']): Differing[] => {
  const sentences = pack.passages.flatMap(({ guide, section, sentences: own }) => own.map(text => ({ guide, section, text })));
  return differingFigures(
    units.unitsOf('sentence').flatMap(({ id }, at) => {
      const sentence = sentences[at];
      return sentence ? [{ ...sentence, vector: vectors.vectorOf(id) }] : [];
    }),
  );
};

/** Indexes the new pack, and shows what it answers. */
const tryPack = async (context: CliContext, pack: string, settings: Record<string, string>): Promise<void> => {
  const session = await openSession({ ...context, env: { ...context.env, KNOWLEDGE_PACK: pack, ...settings } });
  const { stdout, signal } = context;
  const { width } = lookOf(stdout, context.env);
  try {
    const personal = describePersonal(session.base.pack, await openPatientSense());
    for (const line of [...describeDifferences(differencesIn(session.base)), ...personal]) printLine(stdout, cleanLine(line));
    const questions = sampleOf(session.base.pack);
    if (questions.length === 0) return;
    printLine(stdout, `\n${questions.length} questions and what it says:`);
    for (const question of questions) {
      const answer = await session.coach.ask(readQuestion(question), signal);
      printLine(stdout, `\n  ${cleanLine(question)}`);
      printLine(stdout, `    ${cleanLine(shorten(answerToMarkdown(answer).replace(/\s+/g, ' '), 2 * width))}`);
    }
  } finally {
    await session.close();
  }
};

/** Asks in a terminal what documents seldom say themselves; elsewhere it is left open. */
const askAboutAll = async ({ stdin, stdout, signal }: CliContext): Promise<{ publisher?: string; region?: string }> => {
  if (!stdin.isTTY || !stdout.isTTY) return {};
  const lines = createInterface({ input: stdin, output: stdout });
  try {
    const publisher = (
      await lines.question('Who publishes these documents, where they do not say? (Enter: not stated) ', { signal })
    ).trim();
    const region = (await lines.question('Which country or region are they for? (Enter: not stated) ', { signal })).trim();
    return { ...(publisher.length > 1 ? { publisher } : {}), ...(region ? { region } : {}) };
  } finally {
    lines.close();
  }
};

/** `import`: makes a pack of documents, tells what became of each, and asks it ten questions. Gives the exit code. */
export const runImport = async (
  context: CliContext,
  paths: readonly string[],
  { to, judge = false, yes = false }: { readonly to?: string; readonly judge?: boolean; readonly yes?: boolean },
): Promise<number> => {
  const { stdout, stderr, root, signal } = context;
  // What is missing for it is said before hundreds of documents are read.
  const judging = judge ? await import('./run-propose.js') : undefined;
  const judgingConfig = await judging?.modelForJudging(context, yes);
  const files = await findFiles(paths);
  const [first = '.'] = paths;
  const title = titleOfFolder(paths.length === 1 ? first.replace(/\.[a-z0-9]+$/i, '') : 'Guides');
  const pack = to === undefined ? resolve(root, 'knowledge', slugOf(title) || 'guides') : resolve(to);
  if (files.some(file => !relative(pack, file.path).startsWith('..')))
    throw new NextRungError(
      'input_invalid',
      'The documents lie where the pack would be written. Choose another folder with --to.',
    );
  const said = await askAboutAll(context);
  const report = await importDocuments({
    files,
    said,
    pack,
    title,
    day: today(),
    signal,
    onFile: (done, total) => stderr.isTTY && stderr.write(`\r${done} of ${total} documents read${done === total ? '\n' : ''}`),
  });
  for (const line of describeImport(report)) printLine(stdout, cleanLine(line));
  if (report.documents.length === 0) {
    printLine(stdout, 'Nothing could be imported.');
    return exitCodes.failure;
  }
  const place = shortPath(root, pack);
  // Nothing goes to a model before it is said what judging sends.
  await tryPack(context, pack, judging ? { ANSWER_WRITER: 'extractive' } : {});
  printLine(stdout, `\nThe pack is in ${place}. To answer from it, set KNOWLEDGE_PACK=${place} in .env or before a command.`);
  if (judging && judgingConfig) await judging.runPropose(context, pack, judgingConfig, yes);
  return exitCodes.done;
};
