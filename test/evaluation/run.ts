import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { loadConfig } from '../../adapters/cli/open-session.js';
import { readEnvironment } from '../../adapters/cli/read-environment.js';
import { answerToMarkdown } from '../../src/coach/answer-to-markdown.js';
import { readQuestion } from '../../src/coach/read-question.js';
import type { Config } from '../../src/config.js';
import { openCoach } from '../../src/create-coach.js';
import { isAbstention } from '../../src/domain/answer.js';
import { startGoodChooser } from './good-chooser.js';
import { compare, type Measured, report } from './report.js';
import { caseSchema, type EvaluationCase, score } from './score.js';

/*
 * npm run eval -- FILE.jsonl [--quiet]: how well the coach answers a file of questions, by category, and every failure with its answer.
 * --writer model asks the model that the environment or .env configures too, and puts both writers side by side. --writer good asks a local server that
 * knows what each answer needs and chooses lines that say it: what a good model would reach with the lines that it is sent.
 */

const usage = 'usage: npm run eval -- FILE.jsonl [more files] [--quiet] [--writer extractive|model|good]';

const parse = () => {
  try {
    return parseArgs({
      allowPositionals: true,
      options: { quiet: { type: 'boolean' }, writer: { type: 'string' } },
    });
  } catch {
    return undefined;
  }
};

const casesOf = async (files: readonly string[]): Promise<EvaluationCase[]> => {
  const texts = await Promise.all(files.map(file => readFile(file, 'utf8')));
  return texts.flatMap(text =>
    text
      .split('\n')
      .filter(line => line.trim())
      .map(line => caseSchema.parse(JSON.parse(line))),
  );
};

const answerAll = async (
  cases: readonly EvaluationCase[],
  config: Config,
  quiet: boolean,
  onCase: (item: EvaluationCase) => void = () => undefined,
): Promise<Measured[]> => {
  const opened = await openCoach(config, {
    onBuild: reason => console.error(`indexing: ${reason}`),
    onDropped: lines => quiet || console.error('left out:', lines),
    onTrouble: trouble => console.error(trouble.message),
  });
  const scored: Measured[] = [];
  for (const item of cases) {
    onCase(item);
    const started = performance.now();
    const answer = await opened.coach.ask(readQuestion(item.question, item.history));
    const ms = performance.now() - started;
    const { outcome, citations, writer } = answer;
    scored.push({
      ...score(item, { answer: answerToMarkdown(answer), abstained: isAbstention(outcome), outcome, citations }),
      ms,
      confidence: answer.confidence,
      writer,
      usage: answer.usage,
    });
  }
  await opened.close();
  return scored;
};

const parsed = parse();
const [files, options] = [parsed?.positionals ?? [], parsed?.values ?? {}];
const root = process.cwd();
const given = readEnvironment(root, process.env);
const config = await loadConfig({ root, ...given });
const writer = options.writer ?? 'extractive';
if (!parsed || files.length === 0 || !['extractive', 'model', 'good'].includes(writer)) {
  console.error(usage);
  process.exit(2);
}
if (writer === 'model' && !config.model) {
  console.error('--writer model needs OPENAI_API_KEY or OPENAI_BASE_URL (see .env.example).');
  process.exit(2);
}
const cases = await casesOf(files);
const quiet = options.quiet ?? false;
const plain = await answerAll(cases, { ...config, answerWriter: 'extractive' }, quiet);
if (writer === 'good') {
  const chooser = await startGoodChooser();
  const good = { OPENAI_BASE_URL: chooser.url, ANSWER_WRITER: 'model', ANSWER_DEADLINE_SECONDS: '60', NO_PROXY: '127.0.0.1' };
  const settings = await loadConfig({ root, ...given, env: { ...given.env, ...good } });
  compare(plain, await answerAll(cases, settings, quiet, chooser.expect), quiet);
  await chooser.close();
} else if (writer === 'model') compare(plain, await answerAll(cases, { ...config, answerWriter: 'model' }, quiet), quiet);
else report(plain, quiet);
