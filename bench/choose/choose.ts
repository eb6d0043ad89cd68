import { readFile } from 'node:fs/promises';
import { createOnnxEmbedder } from '../../src/backends/onnx-embedder.js';
import { signNames } from '../../src/coach/find/signs.js';
import { compileJudgedPack } from '../../src/knowledge/compile-pack.js';
import { readPackFiles } from '../../src/knowledge/pack-files.js';
import { openFit } from '../../src/open-fit.js';
import { fitPlain } from '../../training/fit-plain.js';
import { usualOptions } from '../../training/fit-trees.js';
import { testWriters } from '../../training/judged-listings.js';
import { type Figures, figuresOf, type Ranked, reliabilityOf } from '../../training/listing.js';
import { runTrial, type Trial, trialOf } from '../../training/test-fit.js';
import type { BenchContext } from '../support/context.js';
import { configFor, openOurParts, vectorsOnly } from '../support/our-parts.js';
import { printTable } from '../support/table.js';

/** Judged messages that there are, for the learning curve. */
const curve = [1000, 3000, 6000, 9000] as const;
/** What compares fits is fitted on every so many-th message: all of them would take an hour. */
const compared = 4;
const thinned = ({ fitted, tested }: Trial): Trial => ({ fitted: fitted.filter((_, at) => at % compared === 0), tested });
/** Signs that go together: what they are worth is what is lost without all of them. */
const groups: readonly (readonly [name: string, pattern: RegExp])[] = [
  ['similarity of meaning', /^(sentence|passage|answers)(Standard)?$/],
  ["questions of the passage ('answers')", /^answers/],
  ['what judges may be expected to say', /^(expected|nearest)/],
  ["the encoder's sign of silence", /^(overSilence|mostOverSilence)$/],
  ['nearest questions that no guide answers', /^gap/],
  ['words and keywords', /^(words|mostWords|unheard|keywords)/],
  ['names and numbers', /^(names|numbers|figures|mostFigures)/],
];

const rowOf = (name: string, ranked: readonly Ranked[]): string[] => {
  const { answerable, first, bestInFive, silence, ceiling } = figuresOf(ranked);
  return [name, String(answerable), ...[first, bestInFive, silence, ceiling].map(value => value.toFixed(3))];
};
const header = ['', 'answerable', 'helping first', 'best in five', 'silence AUC', 'best among 60'];

type Twice = { readonly first: Marks; readonly second: Marks };
type Marks = {
  readonly best: readonly number[];
  readonly useful: readonly number[];
  readonly none: boolean;
  readonly feeling: string;
};

/** How far two judges agree who did not see each other's marks. */
const agreement = async (): Promise<string[][]> => {
  const text = await readFile(new URL('judged-twice.jsonl', import.meta.url), 'utf8');
  const pairs = text
    .split('\n')
    .filter(line => line.trim())
    .map(line => JSON.parse(line) as Twice);
  const both = pairs.filter(({ first, second }) => first.best.length > 0 && second.best.length > 0);
  const marked = ({ best, useful }: Marks): Set<number> => new Set([...best, ...useful]);
  const share = (yes: number, of: number): string => `${yes} of ${of} (${((100 * yes) / Math.max(1, of)).toFixed(0)}%)`;
  return [
    ['whether the guides answer', share(pairs.filter(pair => pair.first.none === pair.second.none).length, pairs.length)],
    [
      "the second judge's first choice is marked by the first",
      share(both.filter(({ first, second }) => marked(first).has(second.best[0] ?? -1)).length, both.length),
    ],
    [
      'their best sentences overlap',
      share(both.filter(({ first, second }) => first.best.some(n => second.best.includes(n))).length, both.length),
    ],
    [
      'felt or not',
      share(pairs.filter(pair => (pair.first.feeling === 'none') === (pair.second.feeling === 'none')).length, pairs.length),
    ],
  ];
};

/** Does what the chooser puts first help the person: on writers and on fields that it has not seen. */
export const benchChoose = async (context: BenchContext): Promise<object> => {
  const { folder } = await context.sharedIndex();
  const config = configFor(folder);
  const { silence } = (await openFit()).chooser;
  const { judgments } = compileJudgedPack(await readPackFiles(config.packDir), config.packDir);
  const { base, close } = await openOurParts(config, vectorsOnly);

  context.progress('writers held out');
  const trial = trialOf(base, judgments, silence);
  const whole = runTrial(trial);
  console.log(
    `Writers ${testWriters.join(', ')}, held out of encoder, neighbours and chooser; all ${base.units.unitsOf('sentence').length} sentences`,
  );
  printTable(header, [rowOf('all signs', whole)]);
  console.log('\nWhat a chance means: of messages whose first sentence was said with it, how often it helped');
  printTable(
    ['chance', 'messages', 'right'],
    reliabilityOf(whole).map(({ from, to, said, right }) => [`${from} to ${Math.min(1, to)}`, String(said), right.toFixed(2)]),
  );

  console.log(`\nWhat signs are worth, fitted on every ${compared}th message: without`);
  const fewer = thinned(trial);
  const worth = groups.map(([name, pattern]) => {
    context.progress(`without ${name}`);
    const signs = signNames.flatMap((sign, at) => (pattern.test(sign) ? [] : [at]));
    return rowOf(name, runTrial(fewer, { ...usualOptions, signs }));
  });
  printTable(header, [rowOf('nothing', runTrial(fewer)), ...worth]);

  console.log(`\nOver the number of judged messages of other writers, fitted on every ${compared}th`);
  const points = curve.map(count => {
    context.progress(`${count} judged messages`);
    const others = judgments.flatMap((judgment, at) => (testWriters.includes(judgment.writer) ? [] : [at]));
    // Every so many-th, so that all writers are in each.
    const kept = new Set(
      others.filter((_, at) => Math.floor(((at + 1) * count) / others.length) > Math.floor((at * count) / others.length)),
    );
    return rowOf(String(count), runTrial(thinned(trialOf(base, judgments, silence, at => kept.has(at)))));
  });
  printTable(header, points);
  close();

  context.progress('fields held out');
  const embedder = createOnnxEmbedder();
  const fields: Figures[] = [];
  await fitPlain(config.packDir, embedder, silence, (title, ranked) => {
    console.log(`\n${title}`);
    printTable(header, [rowOf('similarity and words', ranked)]);
    fields.push(figuresOf(ranked));
  });
  await embedder.close();

  console.log('\nTwo judges, neither of whom saw the other’s marks');
  printTable(['', 'agree'], await agreement());
  return { judged: figuresOf(whole), reliability: reliabilityOf(whole), fields };
};
