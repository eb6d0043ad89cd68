import { createHash, randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { folderReason } from '../domain/disk-reason.js';
import { NextRungError } from '../domain/errors.js';
import { type Manifest, manifestSchema } from './manifest.js';

/*
 * data/index/ holds a manifest, the folder that it names, and the one before it, which another process may just be opening. A build
 * writes a folder of its own and renames the manifest last, so a reader sees the old index or the new one, and a process killed at any
 * moment leaves the old one whole.
 */

const manifestName = 'manifest.json';
/** The builder's process id is in the name, so that what a killed build left can be told from what a running one is about to publish. */
const folderName = /^(?:building|index-[0-9a-f]+)-(\d+)-[0-9a-f]+(?:\.manifest)?$/;
/** A folder this old is nobody's: process ids come round again, and in a container every process may be number 1. */
const abandonedAfterMs = 60 * 60 * 1000;

const sha256OfFile = async (path: string): Promise<string> => {
  const hash = createHash('sha256');
  // Small reads would cost more than the hash.
  await pipeline(createReadStream(path, { highWaterMark: 1 << 20 }), hash);
  return hash.digest('hex');
};

/** The manifest, or undefined when there is none. Throws `index_foreign` when it is not NextRung's or cannot be read. */
export const readManifest = async (root: string): Promise<Manifest | undefined> => {
  const path = join(root, manifestName);
  const text = await readFile(path, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === 'ENOENT') return undefined;
    throw new NextRungError(
      'index_foreign',
      `${path} cannot be read. Check its permissions, or set DATA_DIR to another folder.`,
      { cause },
    );
  });
  if (text === undefined) return undefined;
  try {
    return manifestSchema.parse(JSON.parse(text));
  } catch (cause) {
    throw new NextRungError(
      'index_foreign',
      `${path} is not a manifest of NextRung's. Run \`npm run index -- --force\` to replace it, or set DATA_DIR to another folder.`,
      { cause },
    );
  }
};

/** Throws `index_corrupt` when a file of the index is missing, cut short or changed. */
export const verifyFiles = async (root: string, manifest: Manifest): Promise<void> => {
  await Promise.all(
    manifest.files.map(async file => {
      const path = join(root, manifest.folder, file.name);
      const size = await stat(path).then(
        found => found.size,
        () => -1,
      );
      if (size !== file.bytes || (await sha256OfFile(path)) !== file.sha256) {
        throw new NextRungError(
          'index_corrupt',
          `${path} is missing or damaged; it is built again. If this comes back, check the disk.`,
        );
      }
    }),
  );
};

/** A new folder to build in. */
export const createBuildFolder = async (root: string): Promise<string> => {
  const path = join(root, `building-${process.pid}-${randomBytes(4).toString('hex')}`);
  await mkdir(path, { recursive: true }).catch((cause: NodeJS.ErrnoException) => {
    throw new NextRungError(
      'config_invalid',
      `The index cannot be saved in ${root}: ${folderReason(root, cause) ?? cause.code}. Make that folder writable, or set DATA_DIR to another.`,
      { cause },
    );
  });
  return path;
};

/** Puts a built folder in place: renames it, then the manifest that names it, then clears what neither needs. */
export const publishFolder = async (
  root: string,
  built: string,
  manifest: Omit<Manifest, 'folder' | 'files'>,
): Promise<Manifest> => {
  const names = await readdir(built);
  const files = await Promise.all(
    names
      .sort()
      .map(async name => ({ name, bytes: (await stat(join(built, name))).size, sha256: await sha256OfFile(join(built, name)) })),
  );
  const folder = `index-${manifest.contentHash.slice(0, 12)}-${process.pid}-${randomBytes(4).toString('hex')}`;
  await rename(built, join(root, folder));
  const whole: Manifest = { ...manifest, folder, files };
  const temporary = join(root, `${folder}.manifest`);
  const handle = await open(temporary, 'w');
  await handle.writeFile(`${JSON.stringify(whole, null, 2)}\n`);
  await handle.sync();
  await handle.close();
  const before = await readManifest(root).catch(() => undefined);
  await rename(temporary, join(root, manifestName));
  await clearLeftovers(root, [folder, ...(before ? [before.folder] : [])]);
  return whole;
};

/** Removes replaced indexes and what killed builds left. What another process may still publish or read is left alone. */
const clearLeftovers = async (root: string, keep: readonly string[]): Promise<void> => {
  const names = await readdir(root).catch(() => []);
  await Promise.all(
    names.map(async name => {
      const builder = Number(folderName.exec(name)?.[1]);
      if (!builder || keep.includes(name)) return;
      const path = join(root, name);
      const changedMs = await stat(path).then(
        found => found.mtimeMs,
        () => Number.NaN,
      );
      if (isRunning(builder) && Date.now() - changedMs < abandonedAfterMs) return;
      await rm(path, { recursive: true, force: true }).catch(() => undefined);
    }),
  );
};

const isRunning = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
};
