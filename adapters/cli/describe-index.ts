import { relative } from 'node:path';
import type { Manifest } from '../../src/create-coach.js';

const units = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const;

/** "3 hours ago"; anything under a minute is "just now". */
const timeAgo = (then: Date, now: Date): string => {
  const ms = now.getTime() - then.getTime();
  for (const [name, length] of units) {
    const count = Math.floor(ms / length);
    if (count >= 1) return `${count} ${name}${count === 1 ? '' : 's'} ago`;
  }
  return 'just now';
};

/** "5.9 MB", in millions of bytes as disks are sold. */
const megabytes = (bytes: number): string => `${(bytes / 1_000_000).toFixed(1)} MB`;

/** "118 passages, 5.9 MB, built 3 hours ago" */
export const describeIndex = (manifest: Manifest, now: Date): string => {
  const bytes = manifest.files.reduce((sum, file) => sum + file.bytes, 0);
  return `${manifest.passages} passages, ${megabytes(bytes)}, built ${timeAgo(new Date(manifest.builtAt), now)}`;
};

/** A folder as a person in `root` would type it. */
export const shortPath = (root: string, path: string): string => {
  const short = relative(root, path);
  return short && !short.startsWith('..') ? short : path;
};
