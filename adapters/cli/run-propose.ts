import { createInterface } from 'node:readline/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { NextRungError } from '../../src/domain/errors.js';
import type { Passage } from '../../src/domain/passage.js';
import { addJudgments, judgedMessages, type Rounds, readRounds, writeRounds } from '../../src/judging/judged-file.js';
import { enoughJudgments, learningCurve } from '../../src/judging/learning-curve.js';
import { markedSentences, nearestSentences } from '../../src/judging/nearest-sentences.js';
import { type Judge, type Proposed, proposeFor } from '../../src/judging/propose.js';
import { judgmentsFile } from '../../src/knowledge/read-judgments.js';
import { openFit } from '../../src/open-fit.js';
import { openModel } from '../../src/open-model.js';
import { type CliContext, printLine } from './context.js';
import { loadConfig, openSession, type Session } from './open-session.js';

type JudgingConfig = Awaited<ReturnType<typeof modelForJudging>>;

/** Each message is judged with so many sentences near it, beside those of its section; what a section's calls come to, in tokens, beside its own words. */
const nearEach = 12;
const asked = { calls: 3, told: 1_200, near: 1_600, replied: 1_100 } as const;
/** What answers no more is asked again after so long, in milliseconds; then judging stops. */
const waitsMs = [1_000, 5_000, 31_000] as const;

/** The settings with a chat model in them. Throws `config_invalid` where none is configured. */
export const modelForJudging = async (context: CliContext) => {
  const config = await loadConfig(context);
  if (config.model) return { ...config, answerWriter: 'model' as const, model: config.model };
  throw new NextRungError(
    'config_invalid',
    'To judge takes a chat model, and none is configured. Set OPENAI_API_KEY, or OPENAI_BASE_URL for a server of your own, in .env.',
  );
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
    `Judging sends the sentences of ${sections} ${sections === 1 ? 'section' : 'sections'}, and nothing that a member wrote, to "${name}" at ${baseUrl ? new URL(baseUrl).host : 'api.openai.com'}: ` +
    `${asked.calls * sections} calls, some ${thousands(sent)} tokens sent and ${thousands(written)} written (${dollars}).\n` +
    'What it proposes is kept section by section: Ctrl+C stops it, and the same command takes it up again.'
  );
};

const mayBegin = async ({ stdin, stdout, signal }: CliContext, yes: boolean): Promise<boolean> => {
  if (yes) return true;
  if (!stdin.isTTY || !stdout.isTTY)
    throw new NextRungError(
      'input_invalid',
      'Nobody is here to say yes. Add --yes to begin without being asked; nothing was sent.',
    );
  const lines = createInterface({ input: stdin, output: stdout });
  try {
    return /^y(?:es)?$/i.test((await lines.question('Begin? (y/N) ', { signal })).trim());
  } finally {
    lines.close();
  }
};

/** A section's proposals; what failed for a moment is asked again, and a section of which no reply can be read is passed over. */
const proposed = async (judge: Judge, passage: Passage, known: readonly string[]): Promise<Proposed> => {
  for (let tried = 0; ; tried++) {
    try {
      return await proposeFor(judge, passage, known);
    } catch (error) {
      const code = error instanceof NextRungError ? error.code : undefined;
      if (code === 'model_unusable' || code === 'model_filtered') return { rows: [], written: 0, tokens: 0 };
      const wait = waitsMs[tried];
      if (wait === undefined || (code !== 'model_failed' && code !== 'model_paused')) throw error;
      await sleep(wait, undefined, { signal: judge.signal });
    }
  }
};

const judgeOf = ({ base, redact }: Session, chat: Judge['chat'], signal: AbortSignal): Judge => ({
  chat,
  subject: base.pack.info.subject,
  signal,
  mayKeep: message => redact(message) === message,
  async sentencesFor({ id }, messages) {
    const own = markedSentences(base).filter(({ mark }) => mark.startsWith(`${id}:`));
    const near = await nearestSentences(base, messages, nearEach, signal);
    return [...new Map([...own, ...near.flat()].map(sentence => [sentence.mark, sentence])).values()];
  },
});

/** Judges section by section, those first that were judged least, and keeps what came of each before the next is begun. */
const judgeSections = async (
  { stdout, stderr }: CliContext,
  pack: string,
  judge: Judge,
  sections: readonly Passage[],
  rounds: Rounds,
): Promise<{ written: number; kept: number; tokens: number }> => {
  const sum = { written: 0, kept: 0, tokens: 0 };
  const known = new Set(await judgedMessages(pack));
  let done = { ...rounds };
  for (const [at, passage] of sections.entries()) {
    const own = done[passage.id] ?? { rounds: 0, messages: [] };
    const { rows, written, tokens } = await proposed(judge, passage, own.messages).catch((error: unknown) => {
      printLine(stdout, `${at} of ${sections.length} sections are judged and kept. The same command goes on from there.`);
      throw error;
    });
    const fresh = rows.filter(({ message }) => !known.has(message));
    for (const { message } of fresh) known.add(message);
    if (fresh.length > 0) await addJudgments(pack, fresh);
    done = { ...done, [passage.id]: { rounds: own.rounds + 1, messages: [...own.messages, ...fresh.map(row => row.message)] } };
    await writeRounds(pack, done);
    sum.written += written;
    sum.kept += fresh.length;
    sum.tokens += tokens;
    if (stderr.isTTY) stderr.write(`\r${at + 1} of ${sections.length} sections judged${at + 1 === sections.length ? '\n' : ''}`);
  }
  return sum;
};

/** What judged messages are worth so far, told from an index that has them. */
const printCurve = async (context: CliContext, pack: string): Promise<void> => {
  const session = await openSession({ ...context, env: { ...context.env, KNOWLEDGE_PACK: pack, ANSWER_WRITER: 'extractive' } });
  try {
    const { chooser } = await openFit();
    const curve = learningCurve(session.base, chooser, await judgedMessages(pack));
    const counts = session.base.judgments.length;
    if (curve.length > 0)
      printLine(
        context.stdout,
        `A sentence that helps stands first, chosen by ${curve
          .map(({ judged, first }) => `${judged} judged messages: ${Math.round(100 * first)}%`)
          .join('; by ')}.`,
      );
    if (counts < enoughJudgments)
      printLine(context.stdout, `The coach chooses by judged messages from ${enoughJudgments} on; there are ${counts}.`);
  } finally {
    await session.close();
  }
};

/**
 * `import --judge`: lets a chat model write messages for every section of a pack, judge them twice, and keeps those in which it agrees with itself as
 * proposals. Says first what is sent and what it may cost.
 *
 * @param yes whether to begin without being asked
 */
export const runPropose = async (context: CliContext, pack: string, config: JudgingConfig, yes: boolean): Promise<void> => {
  const { stdout, signal } = context;
  const session = await openSession({ ...context, env: { ...context.env, KNOWLEDGE_PACK: pack, ANSWER_WRITER: 'extractive' } });
  const rounds = await readRounds(pack);
  const roundsOf = ({ id }: Passage): number => rounds[id]?.rounds ?? 0;
  try {
    const all = session.base.pack.passages;
    const least = Math.min(...all.map(roundsOf));
    const sections = all.filter(passage => roundsOf(passage) === least);
    const words = sections.reduce((sum, { sentences }) => sum + sentences.join(' ').split(/\s+/).length, 0);
    printLine(stdout, `\n${costOf(config, sections.length, words)}`);
    if (!(await mayBegin(context, yes))) return printLine(stdout, 'Nothing was sent.');
    const model = await openModel(config, session.manifest.contentHash, () => undefined);
    if (!model) throw new NextRungError('config_invalid', 'No chat model is configured.');
    try {
      const judge = judgeOf(session, model.settings.chat, signal);
      const { written, kept, tokens } = await judgeSections(context, pack, judge, sections, rounds);
      printLine(
        stdout,
        `${written} messages were written and ${kept} kept, in which both judgments agree (${tokens} tokens). They stand in ${judgmentsFile}, marked "proposed": read them, correct them, and take the mark away. The same command writes more.`,
      );
    } finally {
      model.close();
    }
  } finally {
    await session.close();
  }
  await printCurve(context, pack);
};
