import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { randomFrom } from './random-vectors.js';

/** Two files that run a minute and more: before all else, so that no core waits for them at the end. */
const longest = '/test/evaluation/';
/** Projects in the order in which they begin, and within them folders whose files run longest. */
const projects = ['browser', 'whole', 'unit'];
const heavy = ['/test/journeys/', '/test/model/', '/test/retrieval/'];
const placeOf = ({ moduleId, project }: TestSpecification): number => {
  if (moduleId.includes(longest)) return -1;
  const at = heavy.findIndex(folder => moduleId.includes(folder));
  return projects.indexOf(project.name) * 10 + (at < 0 ? heavy.length : at);
};

/** Begins with what runs longest. Files that share a process follow one another, shuffled or not. */
export class HeavyFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const { shuffle, seed } = this.ctx.config.sequence;
    if (shuffle) {
      const random = randomFrom(seed);
      const drawn = new Map(files.map(file => [file, random()]));
      const drawOf = (file: TestSpecification): number => projects.indexOf(file.project.name) + (drawn.get(file) ?? 0);
      return files.toSorted((a, b) => drawOf(a) - drawOf(b));
    }
    const sorted = await super.sort(files);
    return sorted.toSorted((a, b) => placeOf(a) - placeOf(b));
  }
}
