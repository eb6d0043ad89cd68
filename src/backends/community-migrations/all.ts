import type { Migration } from 'kysely';
import { begin } from './2026-11-22-begin.js';
import { quotas } from './2026-11-29-quotas.js';
import { doubts } from './2026-12-01-doubts.js';

/** In the order of their names. One that was released is never changed: what comes later is a migration of its own. */
export const communityMigrations: Readonly<Record<string, Migration>> = {
  '2026-11-22-begin': begin,
  '2026-11-29-quotas': quotas,
  '2026-12-01-doubts': doubts,
};
