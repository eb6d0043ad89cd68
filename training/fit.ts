import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { byteVectorIndex } from '../src/backends/byte-vector-index.js';
import { createOnnxEmbedder, onnxEmbedderName } from '../src/backends/onnx-embedder.js';
import { type ChooserFit, type Fit, readChooserFit } from '../src/coach/choose/fit.js';
import type { SilenceHead } from '../src/coach/find/find.js';
import { signNames } from '../src/coach/find/signs.js';
import { savedWeights } from '../src/coach/read/heads.js';
import { readConfig } from '../src/config.js';
import { ensureIndex } from '../src/create-coach.js';
import { compileJudgedPack } from '../src/knowledge/compile-pack.js';
import { readPackFiles } from '../src/knowledge/pack-files.js';
import { modelFolder } from '../src/model-folder.js';
import { openBase } from '../src/open-base.js';
import { fitHeads } from './fit-heads.js';
import { fitHelper, type Helper } from './fit-helps.js';
import { fitLinear } from './fit-linear.js';
import { fitLines } from './fit-lines.js';
import { fitPatients } from './fit-patients.js';
import { fitPlain } from './fit-plain.js';
import { sureOptions, wordsOptions, wordsSureSigns } from './fit-trees.js';
import { judgedListings, testWriters, unseenWriters } from './judged-listings.js';
import { figuresOf, type Ranked, reliabilityOf } from './listing.js';
import { scopeListings } from './scope-listings.js';
import { tableOf } from './table.js';
import { runTrial, trialOf } from './test-fit.js';

/*
 * npm run fit: fits what chooses on judged messages, cross-validated by writer and by field, and writes models/chooser.json and models/heads.json.
 * Needs no Python and half an hour; with --heads what reads alone, with --patients what tells of patients, with --lines what tells harmless lines of a model's own,
 * with --judged or --plain what chooses in packs with judgments or without. The encoder is another matter: see training/encoder.
 */

const silenceOf = async (): Promise<SilenceHead> =>
  JSON.parse(await readFile(join(modelFolder, 'silence-head.json'), 'utf8')) as SilenceHead;

const print = (title: string, ranked: readonly Ranked[]): void => {
  const { answerable, first, bestInFive, silence, ceiling } = figuresOf(ranked);
  console.log(
    `\n${title}: ${ranked.length} messages, ${answerable} answerable\n` +
      `  a helping sentence first ${first.toFixed(3)}, a best one in five ${bestInFive.toFixed(3)}, silence AUC ${silence.toFixed(3)}, best among candidates ${ceiling.toFixed(3)}`,
  );
  console.log(
    tableOf(
      ['chance', 'said', 'right'],
      reliabilityOf(ranked).map(({ from, to, said, right }) => [`${from} to ${Math.min(1, to)}`, said, right.toFixed(2)]),
    ),
  );
};

const config = readConfig(process.env, process.cwd());
const chooserPath = join(modelFolder, 'chooser.json');
const silence = await silenceOf();
const embedder = createOnnxEmbedder();
if (process.argv.includes('--plain')) {
  const [before, fit] = [await readChooserFit(chooserPath), await fitPlain(config.packDir, embedder, silence, print)];
  const after = { ...before, plain: { ...fit, outOfScope: before.plain.outOfScope } } satisfies ChooserFit;
  await writeFile(chooserPath, `${JSON.stringify(after)}\n`);
  console.log('\nwritten: the part for packs without judgments in models/chooser.json');
  await embedder.close();
  process.exit();
}
const { pack, judgments } = compileJudgedPack(await readPackFiles(config.packDir), config.packDir);
const writePatients = async (): Promise<void> => {
  const head = await fitPatients(
    judgments.map(({ message }) => message),
    [
      ...pack.passages.map(({ sentences }) => sentences),
      ...pack.careerMap.conflicts.map(({ sides, note }) => [...sides.map(({ says }) => says), note]),
    ],
  );
  await writeFile(join(modelFolder, 'patient-head.json'), `${JSON.stringify(head, savedWeights)}\n`);
  console.log('written: models/patient-head.json');
};
if (process.argv.includes('--patients')) {
  await writePatients();
  process.exit();
}
const { manifest } = await ensureIndex(config, {
  onProgress: ({ done, total }) => done % 1280 === 0 && console.error(`indexing ${done} of ${total}`),
});
const base = await openBase({ root: config.indexDir, manifest, embedder, vectorIndex: byteVectorIndex });

const writeHeads = async (): Promise<void> => {
  await writeFile(
    join(modelFolder, 'heads.json'),
    `${JSON.stringify(await fitHeads(base, judgments, unseenWriters), savedWeights)}\n`,
  );
  console.log('written: models/heads.json');
};
const end = async (): Promise<never> => {
  base.units.close();
  await embedder.close();
  process.exit();
};
const writeLines = async (): Promise<void> => {
  await writeFile(join(modelFolder, 'own-lines.json'), `${JSON.stringify(await fitLines(base))}\n`);
  console.log('written: models/own-lines.json');
};
if (process.argv.includes('--lines')) {
  await writeLines();
  await end();
}
if (process.argv.includes('--heads')) {
  await writeHeads();
  await end();
}

print(`Writers ${testWriters.join(', ')} held out of everything`, runTrial(trialOf(base, judgments, silence)));

// What ships is fitted on all of them, each with everybody else's messages as neighbours.
const judged = judgedListings(base, judgments, silence, unseenWriters);
const judgedHelper = fitHelper(judged);
print('With judgments, a quarter of the writers left out in turn', judgedHelper.unseen);

const sureness = new Map(judgedHelper.unseen.map(one => [one.listing.message, one.sureness]));
const scope = scopeListings(base, judgments, sureness);
const outOfScope = fitLinear(
  scope.map(item => item.signs),
  scope.map(item => (item.outside ? 1 : 0)),
);

const fitOf = ({ helps, sure, answers }: Helper): Fit => ({ helps, sure, answers, outOfScope });
const isWhole = !process.argv.includes('--judged');
const plain = isWhole ? await fitPlain(config.packDir, embedder, silence, print) : (await readChooserFit(chooserPath)).plain;
const fit: ChooserFit = {
  embedder: onnxEmbedderName,
  madeFrom: `${judgments.length} judged messages; fitted on the ${judged.length} of writers ${unseenWriters.join(', ')}, each with the others as neighbours; without judgments on guides of other fields and the bare guides of this one`,
  signs: [...signNames],
  silence: { weight: [...silence.weight], bias: silence.bias },
  judged: fitOf(judgedHelper),
  plain: { ...plain, outOfScope },
  words: fitOf(fitHelper(judged, wordsOptions, { ...sureOptions, signs: wordsSureSigns })),
};
await writeFile(chooserPath, `${JSON.stringify(fit)}\n`);
console.log(
  `\nwritten: models/chooser.json (${scope.filter(item => item.outside).length} of ${scope.length} messages out of scope)`,
);

if (isWhole) {
  await writeHeads();
  await writePatients();
  await writeLines();
}
await end();
