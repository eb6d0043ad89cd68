import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Stages } from '../retrieval/candidate.js';
import { embedQueries, type Queries } from './queries.js';
import { runTask } from './run-task.js';

/** Our own index of the shipped pack, with how long it took from nothing. */
type SharedIndex = { readonly folder: string; readonly ms: number; readonly pieces: number; readonly stages: Stages };

export type BenchContext = {
  /** A temporary folder for what the bench writes; removed at the end. */
  readonly folder: string;
  /** Builds our index once a run: the parts that need it share it, and one of them measures it. */
  sharedIndex(): Promise<SharedIndex>;
  /** Both question sets with their vectors, made once a run. */
  queries(): Promise<Queries>;
  /** Says what is being measured, where someone is looking; never in the tables. */
  progress(what: string): void;
};

export const createContext = (folder: string): BenchContext => {
  let building: Promise<SharedIndex> | undefined;
  const build = async (): Promise<SharedIndex> => {
    const own = join(folder, 'nextrung');
    await mkdir(own, { recursive: true });
    return { folder: own, ...(await runTask('indexWith', { candidate: 'ourRetriever', folder: own })) };
  };
  let embedding: Promise<Queries> | undefined;
  const sharedIndex = (): Promise<SharedIndex> => {
    building ??= build();
    return building;
  };
  return {
    folder,
    sharedIndex,
    queries() {
      embedding ??= sharedIndex().then(index => embedQueries(index.folder));
      return embedding;
    },
    progress: what => void process.stderr.write(process.stderr.isTTY ? `\r\u001b[K  ... ${what}\r` : ''),
  };
};
