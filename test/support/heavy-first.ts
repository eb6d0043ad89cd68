import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Folders whose files run longest, the longest first. */
const heavy = ['/test/journeys/', '/test/evaluation/', '/test/model/', '/test/retrieval/'];
const placeOf = ({ moduleId }: TestSpecification): number => {
  const at = heavy.findIndex(folder => moduleId.includes(folder));
  return at < 0 ? heavy.length : at;
};

/** Begins with what runs longest, so that no core waits for it at the end. */
export class HeavyFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    return sorted.toSorted((a, b) => placeOf(a) - placeOf(b));
  }
}
