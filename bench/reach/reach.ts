import type { BenchContext } from '../support/context.js';
import { readQuestions } from '../support/questions.js';
import { median, percentile } from '../support/statistics.js';
import { printTable, showMb, showMs } from '../support/table.js';
import { type Answering, answerMany, requireBuild, timeAsk } from './built-coach.js';
import { whereAnswersSpendTime } from './where-time-goes.js';

/** What the coach must reach on two cores. */
const targets = { answerP50Ms: 20, answerP99Ms: 50, askMs: 700, indexMs: 25_000, inspectMs: 100, residentBytes: 300e6 } as const;
const asks = 10;
const fewestAnswers = 200;

type Figure = {
  readonly name: string;
  readonly value: number;
  readonly target: number;
  readonly show: (value: number) => string;
  readonly note: string;
};

/** Each promise about speed and size beside what was measured; for one that is missed, where the time goes. */
export const benchReach = async (context: BenchContext): Promise<object> => {
  requireBuild();
  const index = await context.sharedIndex();
  const questions = await readQuestions('dev', 'people');
  const warmUp = questions.filter(item => item.history.length === 0).map(item => item.question);
  const many = Array.from(
    { length: Math.max(fewestAnswers, questions.length) },
    (_, at) => questions[at % questions.length],
  ).flatMap(item => item ?? []);
  context.progress('warm answers');
  const answering = await answerMany(index.folder, warmUp.slice(0, 30), many);
  context.progress('nextrung ask');
  await timeAsk(index.folder, warmUp[0] ?? '');
  const asked: Awaited<ReturnType<typeof timeAsk>>[] = [];
  for (let at = 0; at < asks; at++) asked.push(await timeAsk(index.folder, warmUp[at % warmUp.length] ?? ''));

  const [firstInspectMs = 0, ...laterInspectMs] = answering.inspectMs;
  const times = `${answering.answerMs.length} questions of dev and people, one after the other`;
  const figures: Record<string, Figure> = {
    answerP50: {
      name: 'warm answer, p50',
      value: percentile(answering.answerMs, 0.5),
      target: targets.answerP50Ms,
      show: showMs,
      note: times,
    },
    answerP99: {
      name: 'warm answer, p99',
      value: percentile(answering.answerMs, 0.99),
      target: targets.answerP99Ms,
      show: showMs,
      note: '',
    },
    ask: {
      name: 'ask, process start to answer',
      value: median(asked.map(one => one.answerMs)),
      target: targets.askMs,
      show: showMs,
      note: `median of ${asks}; process gone at ${showMs(median(asked.map(one => one.endMs)))}`,
    },
    index: {
      name: 'shipped pack indexed from nothing',
      value: index.ms,
      target: targets.indexMs,
      show: showMs,
      note: `${index.pieces} short texts`,
    },
    inspect: {
      name: 'index found fresh',
      value: median(laterInspectMs),
      target: targets.inspectMs,
      show: showMs,
      note: `median of ${laterInspectMs.length}; the first ${showMs(firstInspectMs)}`,
    },
    resident: {
      name: 'resident while answering',
      value: answering.residentBytes,
      target: targets.residentBytes,
      show: showMb,
      note: `after ${answering.answerMs.length} answers; ${showMb(answering.peakResidentBytes)} at most`,
    },
  };
  printTable(
    ['', 'measured', 'target', '', 'over'],
    Object.values(figures).map(({ name, value, target, show, note }) => [
      name,
      show(value),
      `< ${show(target)}`,
      value < target ? 'met' : 'MISSED',
      note,
    ]),
  );
  const missed = (...keys: readonly string[]): boolean =>
    keys.some(key => (figures[key]?.value ?? 0) >= (figures[key]?.target ?? 0));

  const shares = missed('answerP50', 'answerP99') ? await whereAnswersSpendTime(index.folder, questions) : undefined;
  if (shares) {
    console.log('Where an answer spends its time');
    printTable(
      ['', 'mean', 'p50', 'p99'],
      shares.map(share => [share.name, showMs(share.meanMs), showMs(share.p50Ms), showMs(share.p99Ms)]),
    );
  }
  if (missed('index')) {
    console.log('Where indexing spends its time');
    printTable(
      ['', 'time'],
      Object.entries(index.stages).map(([name, ms]) => [name, showMs(ms)]),
    );
  }
  if (missed('ask', 'resident')) showSteps(answering);
  const plain = Object.fromEntries(
    Object.entries(figures).map(([key, { value, target }]) => [key, { value, target, met: value < target }]),
  );
  return { ...plain, ...(shares ? { shares } : {}), stages: index.stages, steps: answering.steps };
};

const showSteps = ({ steps }: Answering): void => {
  console.log('What a process that answers goes through');
  printTable(
    ['', 'takes', 'resident then'],
    steps.map((step, at) => [step.name, showMs(step.atMs - (steps[at - 1]?.atMs ?? 0)), showMb(step.residentBytes)]),
  );
};
