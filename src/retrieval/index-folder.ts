import { createHash, randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { NextRungError } from '../domain/errors.js';
import { type Manifest, manifestSchema } from './manifest.js';

/*
 * data/index/ holds a manifest and the one folder that it names. A build writes a folder of its own and renames the manifest last,
 * so a reader sees the old index or the new one, and a process killed at any moment leaves the old one whole.
 */

const manifestName = 'manifest.json';
/** The builder's process id is in the name, so that what a killed build left can be told from one that runs. */
const buildingName = /^building-(\d+)-[0-9a-f]+$/;
const builtName = /^index-[0-9a-f]+-[0-9a-f]+$/;

export const sha256OfFile = async (path: string): Promise<string> => {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
};

/** The manifest, or undefined when there is none. Throws `index_foreign` when it is not NextRung's or cannot be read. */
export const readManifest = async (root: string): Promise<Manifest | undefined> => {
  const path = join(root, manifestName);
  const text = await readFile(path, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === 'ENOENT') return undefined;
    throw new NextRungError('index_foreign', `${path} cannot be read. Check its permissions, or set DATA_DIR to another folder.`, { cause });
  });
  if (text === undefined) return undefined;
  try {
    return manifestSchema.parse(JSON.parse(text));
  } catch (cause) {
    throw new NextRungError('index_foreign', `${path} is not a manifest of NextRung's. Run \`npm run index -- --force\` to replace it, or set DATA_DIR to another folder.`, { cause });
  }
};

/** Throws `index_corrupt` when a file of the index is missing, cut short or changed. */
export const verifyFiles = async (root: string, manifest: Manifest): Promise<void> => {
  await Promise.all(
    manifest.files.map(async file => {
      const path = join(root, manifest.folder, file.name);
      const size = await stat(path).then(found => found.size, () => -1);
      if (size !== file.bytes || (await sha256OfFile(path)) !== file.sha256) {
        throw new NextRungError('index_corrupt', `${path} is missing or damaged; it is built again. If this comes back, check the disk.`);
      }
    }),
  );
};

/** A new folder to build in. */
export const createBuildFolder = async (root: string): Promise<string> => {
  const path = join(root, `building-${process.pid}-${randomBytes(4).toString('hex')}`);
  await mkdir(path, { recursive: true });
  return path;
};

/** Puts a built folder in place: renames it, then the manifest that names it, then clears what neither needs. */
export const publishFolder = async (root: string, built: string, manifest: Omit<Manifest, 'folder' | 'files'>): Promise<Manifest> => {
  const names = await readdir(built);
  const files = await Promise.all(
    names.sort().map(async name => ({ name, bytes: (await stat(join(built, name))).size, sha256: await sha256OfFile(join(built, name)) })),
  );
  const folder = `index-${manifest.contentHash.slice(0, 12)}-${randomBytes(4).toString('hex')}`;
  await rename(built, join(root, folder));
  const whole: Manifest = { ...manifest, folder, files };
  const temporary = join(root, `${folder}.manifest`);
  const handle = await open(temporary, 'w');
  await handle.writeFile(`${JSON.stringify(whole, null, 2)}\n`);
  await handle.sync();
  await handle.close();
  await rename(temporary, join(root, manifestName));
  await clearLeftovers(root, folder);
  return whole;
};

/** Removes replaced indexes and what killed builds left. Another process may still build or read: its files are left alone or outlive their names. */
export const clearLeftovers = async (root: string, keep: string): Promise<void> => {
  const names = await readdir(root).catch(() => []);
  await Promise.all(
    names.map(async name => {
      const builder = Number(buildingName.exec(name)?.[1]);
      const leftover = builder ? !isRunning(builder) : builtName.test(name.replace(/\.manifest$/, '')) && !name.startsWith(keep);
      if (leftover) await rm(join(root, name), { recursive: true, force: true }).catch(() => undefined);
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
