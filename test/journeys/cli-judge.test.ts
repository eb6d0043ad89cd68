import { describe, expect, it } from 'vitest';
import { standsIn } from '../support/hostile-list.js';
import { nextrungHere } from '../support/nextrung-here.js';
import { writePack } from '../support/run-nextrung.js';
import { savedBytes } from '../support/saved-bytes.js';
import { sharedCoach } from '../support/shared-coach.js';
import { smallPackFiles } from '../support/small-pack.js';
import { useTemporaryFolder } from '../support/temporary-folder.js';

/* Messages for `judge` are real people's: what they say of somebody is neither written into the pack nor sent to who makes embeddings. */

const folder = useTemporaryFolder();

/** Judges a message into a small pack; `embedded` is what an embeddings service would be sent. */
const judge = async (message: string) => {
  const pack = await writePack(folder.path(), smallPackFiles());
  const embedded: string[] = [];
  const { code, stdout, stderr } = await nextrungHere(['judge', '--marks', '2 1', message], {
    env: { KNOWLEDGE_PACK: pack },
    openCoach: async config => {
      await config;
      const opened = await sharedCoach();
      const embedder: typeof opened.base.embedder = {
        ...opened.base.embedder,
        embed: (texts, signal) => {
          embedded.push(...texts);
          return opened.base.embedder.embed(texts, signal);
        },
      };
      return { ...opened, base: { ...opened.base, embedder }, close: async () => undefined };
    },
  });
  return { code, told: `${stdout}${stderr}`, embedded, saved: await savedBytes(pack) };
};

/** Each with what must stand nowhere. */
const ofPatients: [message: string, secrets: string[]][] = [
  ['pt maria lopez mrn 00482913 dob 3/4/61 came in with chest pain, how do i code that', ['lopez', '00482913', '3/4/61']],
  ['81M hx afib, fell at SNF, hip fx s/p ORIF pod 2, inr 3.1. would a CIC code this', ['81M', 'inr 3.1']],
];

describe('judge', () => {
  it('keeps a message with the marks of the sentences that were named, best first', async () => {
    const { code, told, saved } = await judge('what does a coding auditor do all day');
    expect(code).toBe(0);
    expect(told).toMatch(/^ 1 {2}\S[\s\S]*^20 {2}\S[\s\S]*judgments\.jsonl, which has 1 now\.\n$/m);
    expect(saved).toMatch(
      /"message":"what does a coding auditor do all day".*"best":\["[^"]+"\],"useful":\["[^"]+"\],"none":false/,
    );
  });

  it.each(ofPatients)('refuses “%s”: nothing of it is kept, sent or shown', async (message, secrets) => {
    const { code, told, embedded, saved } = await judge(message);
    expect(code).toBe(2);
    expect(told).toContain('looks like patient information');
    expect(embedded).toEqual([]);
    expect(saved).not.toContain('"writer"');
    expect(secrets.filter(secret => standsIn(`${saved}${told}`, secret))).toEqual([]);
  });

  it('takes out who somebody is, and judges the rest', async () => {
    const { code, told, embedded, saved } = await judge(
      'I’m Wilhelmina Ashcroft, wil.ashcroft@example.org, what does a coding auditor do?',
    );
    expect(code).toBe(0);
    expect(saved).toMatch(/"message":"[^"]*what does a coding auditor do\?"/);
    expect(`${saved}${told}${embedded.join()}`).not.toMatch(/ashcroft|wilhelmina/i);
  });

  it('refuses what says nothing but who somebody is', async () => {
    const { code, embedded } = await judge('wil.ashcroft@example.org');
    expect([code, embedded]).toEqual([2, []]);
  });
});
