import { pino } from 'pino';
import { expect, it } from 'vitest';
import { beginCoach } from '../../../adapters/start/open-coach.js';
import { answerToMarkdown } from '../../../src/coach/answer-to-markdown.js';
import { readConfig } from '../../../src/config.js';
import { ensureIndex } from '../../../src/create-coach.js';
import { writePack } from '../../support/run-nextrung.js';
import { smallPackFiles } from '../../support/small-pack.js';
import { useTemporaryFolder } from '../../support/temporary-folder.js';

const folder = useTemporaryFolder();

it('a coach that runs takes the index that is put in place of its own', { timeout: 60_000 }, async () => {
  const pack = await writePack(folder.path(), smallPackFiles('first'));
  const config = readConfig({ DATA_DIR: folder.path(), KNOWLEDGE_PACK: pack }, process.cwd());
  const logged: string[] = [];
  const log = pino({ level: 'info', base: null }, { write: line => void logged.push(JSON.parse(line).msg) });
  const nothing = (): void => undefined;
  const opening = await beginCoach({ config, log, onBuild: nothing, onProgress: nothing, followEveryMs: 50 });
  try {
    await opening.ready;
    const asked = async (): Promise<string> =>
      answerToMarkdown(await opening.coach.ask({ text: 'what is the median pay?', history: [] })) +
      JSON.stringify(opening.pack.passages);
    expect(await asked()).toMatch(/first edition/);

    await writePack(pack, smallPackFiles('second'));
    // Guides that changed are no reason yet: the index is built by whoever is asked to.
    await new Promise(resolve => setTimeout(resolve, 200));
    expect(await asked()).toMatch(/first edition/);
    const { manifest } = await ensureIndex(config);
    await expect.poll(asked, { timeout: 20_000 }).toMatch(/second edition/);
    // What the age of the index is told by.
    expect(opening.state()).toEqual({ state: 'ready', builtAt: manifest.builtAt });
    expect(logged).toContain('the index was replaced; answers come from the new one');
  } finally {
    await opening.close();
  }
});
