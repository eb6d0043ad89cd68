import { createInterface } from 'node:readline/promises';
import { saving } from '../../src/documents/pack-record.js';
import { NextRungError } from '../../src/domain/errors.js';
import type { Passage } from '../../src/domain/passage.js';
import { addJudgments, judgedMessages, type Rounds, readRounds, writeRounds } from '../../src/judging/judged-file.js';
import { enoughJudgments, learningCurve } from '../../src/judging/learning-curve.js';
import { nearestSentences } from '../../src/judging/nearest-sentences.js';
import { type Judge, proposeFor, sectionsToJudge } from '../../src/judging/propose.js';
import { compileJudgedPack } from '../../src/knowledge/compile-pack.js';
import { judgmentsFile, markOfSentence } from '../../src/knowledge/read-judgments.js';
import { openFit } from '../../src/open-fit.js';
import { openModel } from '../../src/open-model.js';
import { openPack } from '../../src/open-pack.js';
import { cleanLine } from '../../src/text/clean-text.js';
import { type CliContext, printLine } from './context.js';
import { loadConfig, openSession, type Session } from './open-session.js';

/** What may be a section's own fault: its length, a filter, a reply that came to nothing. */
const ofSection: ReadonlySet<NextRungError['code']> = new Set([
  'model_failed',
  'model_unusable',
  'model_filtered',
  'model_paused',
]);

type JudgingConfig = Awaited<ReturnType<typeof modelForJudging>>;

/** Each message is judged with so many sentences near it, beside those of its section; what a section's calls come to, in tokens, beside its own words. */
const nearEach = 12;
const asked = { calls: 3, told: 1_200, near: 1_600, replied: 1_100 } as const;
/** Sections in a row of which nothing comes: it is the model then, and not the sections. */
const failuresInRow = 3;
/** Fewer judged messages tell nothing of what more would give. */
const leastForCurve = 100;

/** The settings with a chat model in them. Throws where none is configured, or nobody could say yes, before a document is read. */
export const modelForJudging = async (context: CliContext, yes: boolean) => {
  const config = await loadConfig(context);
  if (!config.model)
    throw new NextRungError(
      'config_invalid',
      'To judge takes a chat model, and none is configured. Set OPENAI_API_KEY, or OPENAI_BASE_URL for a server of your own, in .env.',
    );
  if (!yes && !(context.stdin.isTTY && context.stdout.isTTY))
    throw new NextRungError(
      'input_invalid',
      'Judging sends the guides to a chat model, and nobody is here to say yes to it. Add --yes to begin without being asked; nothing was read or sent.',
    );
  return { ...config, answerWriter: 'model' as const, model: config.model };
};

/** What will be sent where, and what that may cost. */
const costOf = ({ model }: JudgingConfig, sections: number, words: number): string => {
  const [sent, written] = [sections * (asked.told + 2 * asked.near) + 4 * words, sections * asked.replied];
  const thousands = (tokens: number): string => `${Math.ceil(tokens / 1000)} thousand`;
  const { priceIn, priceOut, baseUrl, model: name } = model;
  const dollars =
    priceIn === undefined && priceOut === undefined
      ? 'set MODEL_PRICE_IN and MODEL_PRICE_OUT to read here what that costs'
      : `about $${((sent * (priceIn ?? 0) + written * (priceOut ?? 0)) / 1e6).toFixed(2)}`;
  return (
    `Judging sends the sentences of ${sections} ${sections === 1 ? 'section' : 'sections'} with those near them, and nothing that a member wrote, to "${name}" at ${baseUrl ? new URL(baseUrl).host : 'api.openai.com'}: ` +
    `${asked.calls * sections} calls, some ${thousands(sent)} tokens sent and ${thousands(written)} written (${dollars}); a model that thinks first writes several times that. It counts towards DAILY_TOKEN_BUDGET.\n` +
    'What it proposes is kept section by section: Ctrl+C stops it, and the same command takes it up again.'
  );
};

const mayBegin = async ({ stdin, stdout, signal }: CliContext, yes: boolean): Promise<boolean> => {
  if (yes) return true;
  const lines = createInterface({ input: stdin, output: stdout });
  try {
    return /^y(?:es)?$/i.test((await lines.question('Begin? (y/N) ', { signal })).trim());
  } finally {
    lines.close();
  }
};

const judgeOf = (
  { base, redact }: Session,
  { chat, contextTokens }: Pick<Judge, 'chat' | 'contextTokens'>,
  signal: AbortSignal,
): Judge => ({
  chat,
  contextTokens,
  subject: base.pack.info.subject,
  signal,
  redact,
  async sentencesFor({ id, section, sentences }, messages) {
    const own = sentences.map(text => ({ mark: markOfSentence(id, text), section, text }));
    const near = await nearestSentences(base, messages, nearEach, signal);
    return [...new Map([...own, ...near.flat()].map(sentence => [sentence.mark, sentence])).values()];
  },
});

type Sum = { written: number; kept: number; tokens: number; failed: string[] };

/**
 * Judges section by section, and keeps what came of each before the next is begun. A section of which nothing can be made is passed over and left for the
 * next time; several in a row, or a model that refuses, end it.
 */
const judgeSections = async (
  { stdout, stderr }: CliContext,
  pack: string,
  judge: Judge,
  sections: readonly Passage[],
  rounds: Rounds,
): Promise<Sum> => {
  const sum: Sum = { written: 0, kept: 0, tokens: 0, failed: [] };
  const known = new Set(await judgedMessages(pack));
  let [done, inRow] = [{ ...rounds }, 0];
  for (const [at, passage] of sections.entries()) {
    const own = done[passage.id] ?? { rounds: 0, messages: [] };
    try {
      const { rows, written, tokens } = await proposeFor(judge, passage, own.messages);
      const fresh = rows.filter(({ message }) => !known.has(message));
      for (const { message } of fresh) known.add(message);
      done = { ...done, [passage.id]: { rounds: own.rounds + 1, messages: [...own.messages, ...fresh.map(row => row.message)] } };
      await saving(pack, async () => {
        if (fresh.length > 0) await addJudgments(pack, fresh);
        await writeRounds(pack, done);
      });
      sum.written += written;
      sum.kept += fresh.length;
      sum.tokens += tokens;
      inRow = 0;
    } catch (error) {
      const isOfSection = error instanceof NextRungError && ofSection.has(error.code);
      if (!isOfSection || ++inRow === failuresInRow) {
        printLine(stdout, `${sum.kept} messages were judged and kept. The same command goes on from there.`);
        throw error;
      }
      sum.failed.push(passage.section);
    }
    if (stderr.isTTY) stderr.write(`\r${at + 1} of ${sections.length} sections judged${at + 1 === sections.length ? '\n' : ''}`);
  }
  return sum;
};

/** What judged messages are worth so far, told from an index that has them; nothing where they are few, or its vectors aren't those that the chooser was fitted on. */
const printCurve = async (context: CliContext, { base, config }: Session): Promise<void> => {
  const { chooser } = await openFit();
  const count = base.judgments.length;
  if (count < enoughJudgments)
    printLine(context.stdout, `The coach chooses by judged messages from ${enoughJudgments} on; there are ${count}.`);
  if (count < leastForCurve || base.embedder.name !== chooser.embedder) return;
  const { files, folder } = await openPack(config);
  const messages = compileJudgedPack(files, folder).judgments.map(({ message }) => message);
  const points = learningCurve(base, chooser, messages).map(({ judged, first }) => `${judged}: ${Math.round(100 * first)}%`);
  printLine(
    context.stdout,
    `How often a sentence that its judge marked stands first, by number of judged messages: ${points.join(', ')}.`,
  );
};

/**
 * `import --judge`: lets a chat model write messages for every section of a pack, judge them twice, and keeps those in which it agrees with itself as
 * proposals. Says first what is sent and what it may cost.
 *
 * @param yes whether to begin without being asked
 */
export const runPropose = async (context: CliContext, pack: string, config: JudgingConfig, yes: boolean): Promise<void> => {
  const { stdout, signal } = context;
  const opened = { ...context, env: { ...context.env, KNOWLEDGE_PACK: pack, ANSWER_WRITER: 'extractive' } };
  const session = await openSession(opened);
  try {
    const rounds = await readRounds(pack);
    const sections = sectionsToJudge(session.base, rounds);
    const words = sections.reduce((sum, { sentences }) => sum + sentences.join(' ').split(/\s+/).length, 0);
    printLine(stdout, `\n${costOf(config, sections.length, words)}`);
    if (!(await mayBegin(context, yes))) return printLine(stdout, 'Nothing was sent.');
    let trouble: NextRungError | undefined;
    const model = await openModel(config, session.manifest.contentHash, one => {
      trouble = one;
    });
    if (!model) throw new NextRungError('config_invalid', 'No chat model is configured.');
    try {
      const { written, kept, tokens, failed } = await judgeSections(
        context,
        pack,
        judgeOf(session, model.settings, signal),
        sections,
        rounds,
      ).catch((error: unknown) => {
        // A key that was refused when it was tried is told as that, and not as a model that is left alone.
        throw trouble?.code === 'model_rejected' ? trouble : error;
      });
      for (const section of failed) printLine(stdout, cleanLine(`passed over: ${section}. ${trouble?.message ?? ''}`));
      printLine(
        stdout,
        `${written} messages were written and ${kept} kept, in which both judgments agree (${tokens} tokens). They stand in ${judgmentsFile} and count as any other; "proposed" says that nobody has read them: correct them, and take the mark away. The same command writes more.`,
      );
    } finally {
      model.close();
    }
  } finally {
    await session.close();
  }
  const judged = await openSession(opened);
  try {
    await printCurve(context, judged);
  } finally {
    await judged.close();
  }
};
