import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll } from 'vitest';
import { atWorkerEnd, oncePerWorker } from '../per-worker.js';
import { sharedCoach } from '../shared-coach.js';
import { type ServedPage, servePage } from './serve-page.js';

const sharedPage = oncePerWorker(async (): Promise<ServedPage> => {
  const { coach, base } = await sharedCoach();
  const dataDir = mkdtempSync(join(tmpdir(), 'nextrung-page-'));
  atWorkerEnd(() => rmSync(dataDir, { recursive: true, force: true }));
  const env = { MEMBER_QUESTIONS_PER_HOUR: '10000', CHANNEL_QUESTIONS_PER_HOUR: '10000', LOG_LEVEL: 'silent' };
  return servePage({ coach, pack: base.pack, dataDir, env });
}, 'TCPServerWrap');

/** The page's server over the shared coach, open for as long as this process runs: for tests that neither stop it nor set it up otherwise. */
export const usePage = (): { url(): string } => {
  let page: ServedPage | undefined;
  beforeAll(async () => {
    page = await sharedPage();
  });
  return { url: () => page?.url ?? '' };
};
