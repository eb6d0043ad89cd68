import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { forAllAsync } from '../support/for-all.js';
import { storeBackends } from '../support/open-stores.js';
import { useTemporaryFolder } from '../support/temporary-folder.js';

const folder = useTemporaryFolder();

describe.each(storeBackends)('settings kept in $name', ({ open }) => {
  it('are undefined until an officer sets them, and then what was set last, also after a restart', async () => {
    const path = folder.path();
    const first = await open(path);
    expect(await first.settings.read('discord:1')).toBeUndefined();
    await first.settings.write('discord:1', { reaction: 'compass', channels: ['a'] });
    await first.settings.write('discord:1', { channels: [] });
    await first.close();
    const { settings, close } = await open(path);
    expect(await settings.read('discord:1')).toEqual({ channels: [] });
    await close();
  });

  it('of one community are never another’s', async () => {
    const { settings, close } = await open(folder.path());
    const set = new Map<string, object>();
    await forAllAsync(
      [fc.constantFrom('a', 'A', 'a ', '', 'a%', 'b'), fc.object({ maxDepth: 1, values: [fc.string(), fc.boolean()] })],
      async (community, value) => {
        const plain = JSON.parse(JSON.stringify(value));
        await settings.write(community, plain);
        set.set(community, plain);
        for (const [one, expected] of set) expect(await settings.read(one)).toEqual(expected);
      },
      { numRuns: 40 },
    );
    await close();
  });
});
