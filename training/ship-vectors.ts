import { join } from 'node:path';
import { byteVectorIndex } from '../src/backends/byte-vector-index.js';
import { sqliteIndexWriter } from '../src/backends/sqlite-index-writer.js';
import { writeVectorFile } from '../src/backends/vector-file.js';
import { readConfig } from '../src/config.js';
import { ensureIndex } from '../src/create-coach.js';
import { modelFolder } from '../src/model-folder.js';

/* npm run ship-vectors: brings the index up to date and writes its vectors to models/vectors.bin, so that a first start need not make them. */

const config = readConfig(process.env, process.cwd());
const { manifest } = await ensureIndex(config);
const folder = join(config.indexDir, manifest.folder);
const index = await byteVectorIndex.load(join(folder, byteVectorIndex.fileName), manifest.embedder.dimensions);
const ids = await sqliteIndexWriter.idsByHash(join(folder, sqliteIndexWriter.fileName));
await writeVectorFile(
  join(modelFolder, 'vectors.bin'),
  manifest.embedder,
  new Map([...ids].map(([hash, id]) => [hash, index.vectorOf(id)])),
);
console.log(`written: models/vectors.bin, ${ids.size} vectors`);
