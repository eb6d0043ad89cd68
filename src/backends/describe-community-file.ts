import { existsSync, statSync } from 'node:fs';
import { openToRead } from './inspect-community-file.js';

/** What a community file holds. */
export type CommunityFile = {
  readonly path: string;
  readonly bytes: number;
  readonly conversations: number;
  readonly answers: number;
  readonly feedback: number;
  readonly secrets: number;
};

/** Looks into the file at `path` without changing it; undefined when there is none. Throws as opening it would. */
export const describeCommunityFile = (path: string): CommunityFile | undefined => {
  if (!existsSync(path)) return undefined;
  const raw = openToRead(path);
  try {
    const count = (table: string): number =>
      raw.prepare<[], { count: number }>(`SELECT count(*) AS count FROM ${table}`).get()?.count ?? 0;
    return {
      path,
      bytes: statSync(path).size,
      conversations: count('conversation'),
      answers: count('answer'),
      feedback: count('feedback'),
      secrets: count('secret'),
    };
  } finally {
    raw.close();
  }
};
