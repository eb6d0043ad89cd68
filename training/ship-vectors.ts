import { join } from 'node:path';
import { byteVectorIndex } from '../src/backends/byte-vector-index.js';
import { sqliteIndexWriter } from '../src/backends/sqlite-index-writer.js';
import { nextVectorFile, readVectorFiles, writeVectorFile } from '../src/backends/vector-file.js';
import { readConfig } from '../src/config.js';
import { ensureIndex } from '../src/create-coach.js';
import { modelFolder } from '../src/model-folder.js';

/* npm run ship-vectors: brings the index up to date and writes the vectors that no models/vectors*.bin holds yet to a new one, so that a first start need not make them. */

const config = readConfig(process.env, process.cwd());
const { manifest } = await ensureIndex(config);
const folder = join(config.indexDir, manifest.folder);
const index = await byteVectorIndex.load(join(folder, byteVectorIndex.fileName), manifest.embedder.dimensions);
const ids = await sqliteIndexWriter.idsByHash(join(folder, sqliteIndexWriter.fileName));
const shipped = await readVectorFiles(modelFolder, manifest.embedder.name);
const missing = [...ids].filter(([hash]) => !shipped.has(hash));
const path = await nextVectorFile(modelFolder);
if (missing.length > 0)
  await writeVectorFile(path, manifest.embedder, new Map(missing.map(([hash, id]) => [hash, index.vectorOf(id)])));
console.log(missing.length > 0 ? `written: ${path}, ${missing.length} vectors` : 'nothing is missing');
