import { readFile } from 'node:fs/promises';
import { contextualise } from '../../src/coach/contextualise.js';
import { createGatherer } from '../../src/coach/gather.js';
import { type Signs, signNames } from '../../src/coach/signs.js';
import { stripInstructions } from '../../src/coach/strip-instructions.js';
import { readConfig } from '../../src/config.js';
import { openCoach } from '../../src/create-coach.js';
import { normaliseQuestion } from '../../src/retrieval/normalise-question.js';
import { caseSchema } from './score.js';

/* npx tsx test/evaluation/fit-judge.ts FILE.jsonl...: fits the weights in src/coach/signs.ts by logistic regression, and cross-validates them. */

type Sample = { readonly x: readonly number[]; readonly silent: boolean; readonly id: string };

const collect = async (files: readonly string[]): Promise<Sample[]> => {
  const opened = await openCoach(readConfig(process.env, process.cwd()));
  const { pack, units, embedder } = opened.base;
  const gatherer = createGatherer(opened.base);
  const normalise = (text: string): string => normaliseQuestion(stripInstructions(text).text, pack.vocabulary, units);
  const samples: Sample[] = [];
  for (const file of files) {
    for (const line of (await readFile(file, 'utf8')).split('\n').filter(text => text.trim())) {
      const item = caseSchema.parse(JSON.parse(line));
      if (item.subtype === 'out_of_scope' || ['adversarial', 'multi'].includes(item.category)) continue;
      const question = contextualise(
        normalise(item.question),
        item.history.map(turn => ({ ...turn, content: normalise(turn.content) })),
        gatherer.readSlots,
      );
      const [vector] = await embedder.embed([question]);
      if (!vector) continue;
      const { signs } = gatherer.gather(question, vector);
      samples.push({ x: [1, ...signNames.map(name => signs[name as keyof Signs])], silent: item.abstain, id: item.id });
    }
  }
  await opened.close();
  return samples;
};

const chance = (w: readonly number[], x: readonly number[]): number =>
  1 / (1 + Math.exp(-x.reduce((sum, value, at) => sum + value * (w[at] ?? 0), 0)));

/** Gradient descent with a small ridge; the problem is convex, so the start does not matter. */
const fitWeights = (samples: readonly Sample[]): number[] => {
  const w = samples[0]?.x.map(() => 0) ?? [];
  for (let step = 0; step < 20_000; step++) {
    const gradient = w.map((value, at) => (at === 0 ? 0 : 0.002 * value));
    for (const { x, silent } of samples) {
      const error = (chance(w, x) - (silent ? 1 : 0)) / samples.length;
      for (let at = 0; at < w.length; at++) gradient[at] = (gradient[at] ?? 0) + error * (x[at] ?? 0);
    }
    for (let at = 0; at < w.length; at++) w[at] = (w[at] ?? 0) - 1.5 * (gradient[at] ?? 0);
  }
  return w;
};

const samples = await collect(process.argv.slice(2));
const folds = 5;
let right = 0;
const wrong: string[] = [];
for (let fold = 0; fold < folds; fold++) {
  const w = fitWeights(samples.filter((_, at) => at % folds !== fold));
  for (const [at, sample] of samples.entries()) {
    if (at % folds !== fold) continue;
    if (chance(w, sample.x) > 0.5 === sample.silent) right++;
    else wrong.push(`${sample.id}${sample.silent ? ' (silent)' : ''}`);
  }
}
const w = fitWeights(samples);
console.log(
  `${samples.length} questions, ${samples.filter(sample => sample.silent).length} of them silent; right in ${folds}-fold cross-validation: ${((100 * right) / samples.length).toFixed(1)}%`,
);
console.log(`wrong: ${wrong.join(', ')}`);
console.log(['bias', ...signNames].map((name, at) => `  ${name}: ${(w[at] ?? 0).toFixed(2)},`).join('\n'));
