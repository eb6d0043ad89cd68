import { compilePackOrThrow } from '../../src/knowledge/compile-pack.js';
import { readPackFiles } from '../../src/knowledge/pack-files.js';

/* Prints the shipped pack's sentences, numbered from 1, as JSON. */

const folder = 'knowledge/medical-coding';
const { passages } = compilePackOrThrow(await readPackFiles(folder), folder);
const sentences = passages.flatMap(passage =>
  passage.sentences.map(text => ({ passage: passage.id, section: passage.section, text })),
);
console.log(JSON.stringify(sentences.map((sentence, at) => ({ n: at + 1, ...sentence }))));
