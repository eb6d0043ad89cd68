import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { compilePackOrThrow } from '../../src/knowledge/compile-pack.js';
import { readPackFiles } from '../../src/knowledge/pack-files.js';
import { createLibrarySearch } from '../../src/knowledge/search-library.js';

const folder = join(process.cwd(), 'knowledge/medical-coding');
const { passages } = compilePackOrThrow(await readPackFiles(folder), folder);
const search = createLibrarySearch(passages);

describe('the search over the library', () => {
  it('has a section among the first five for any question that it lists', () => {
    const asked = passages.flatMap(passage => passage.answers.map(question => ({ passage, question })));
    expect(asked.length).toBeGreaterThan(2_000);
    // Every fourth: all of them take a while.
    const some = asked.filter((_, at) => at % 4 === 0);
    const missed = some.filter(({ passage, question }) => !search(question, 5).some(found => found.passage.id === passage.id));
    expect(missed.map(({ passage, question }) => `${passage.id}: ${question}`)).toEqual([]);
  });
});
