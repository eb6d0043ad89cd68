import { byteVectorIndex } from '../src/backends/byte-vector-index.js';
import { createOnnxEmbedder } from '../src/backends/onnx-embedder.js';
import { readConfig } from '../src/config.js';
import { ensureIndex } from '../src/create-coach.js';
import { openBase } from '../src/open-base.js';
import { readHeads } from '../src/coach/read/heads.js';
import { createReader } from '../src/coach/read/read.js';
import { readChooserFit } from '../src/coach/choose/fit.js';
import { createGatherer } from '../src/coach/gather.js';
const config = readConfig(process.env, process.cwd());
const embedder = createOnnxEmbedder();
const { manifest } = await ensureIndex(config, { onProgress: () => {} });
const base = await openBase({ root: config.indexDir, manifest, embedder, vectorIndex: byteVectorIndex });
const reader = createReader(base, await readHeads('models/heads.json'));
const g = createGatherer(base, await readChooserFit('models/chooser.json'));
for (const q of process.argv.slice(2)) {
  const hist = q.split(' || ');
  const last = hist.pop()!;
  const r = await reader.read(last, hist.map(content => ({ role: 'user', content })) as any);
  console.log(JSON.stringify({ q, asks: r.asks, leansOn: r.leansOn, kind: r.kind, feeling: r.feeling }));
  const v = await reader.embed(r.asks);
  for (const a of r.asks) { const p = g.gather(reader.spell(a), v(a), { words: 110, points: 5 }); console.log('  ', a, '=>', reader.spell(a), p.choice.outcome, p.choice.chance.toFixed(2)); for (const s of p.choice.scored.slice(0, 5)) console.log('      ', s.chance.toFixed(2), s.passage.id, s.text.slice(0, 100)); }
}
process.exit();
