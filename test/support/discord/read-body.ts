import type { IncomingMessage } from 'node:http';
import type { Json } from './payloads.js';

export type ReadBody = { readonly json: Json; readonly files: readonly { readonly name: string; readonly bytes: Buffer }[] };

/** A request's JSON, or of a multipart request its `payload_json` and files. */
export const readBody = async (request: IncomingMessage): Promise<ReadBody> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const bytes = Buffer.concat(chunks);
  const type = request.headers['content-type'] ?? '';
  if (bytes.length === 0) return { json: {}, files: [] };
  if (!type.startsWith('multipart/')) return { json: JSON.parse(bytes.toString()), files: [] };
  const form = await new Response(bytes, { headers: { 'content-type': type } }).formData();
  const files = await Promise.all(
    [...form.entries()].flatMap(([name, value]) =>
      typeof value === 'string' || !name.startsWith('files[')
        ? []
        : [value.arrayBuffer().then(buffer => ({ name: value.name, bytes: Buffer.from(buffer) }))],
    ),
  );
  const payload = form.get('payload_json');
  return { json: typeof payload === 'string' ? JSON.parse(payload) : {}, files };
};
