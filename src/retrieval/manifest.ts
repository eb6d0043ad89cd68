import { z } from 'zod';

/** Raised when the saved form, or how a pack is read, changes: an index of another version is built again. */
export const formatVersion = 14;

const fileSchema = z.strictObject({ name: z.string(), bytes: z.number().int().min(0), sha256: z.string().length(64) });

/** How a saved index was made, and what its files must be. Written last, renamed into place: what it names is whole. */
export const manifestSchema = z.strictObject({
  format: z.literal('nextrung-index'),
  version: z.number().int(),
  /** Folder beside the manifest that holds the files. */
  folder: z.string().regex(/^[a-z0-9-]+$/),
  contentHash: z.string().length(64),
  embedder: z.strictObject({ name: z.string(), dimensions: z.number().int().min(1) }),
  vectorIndex: z.string(),
  passages: z.number().int().min(0),
  units: z.number().int().min(0),
  builtAt: z.string(),
  files: z.array(fileSchema),
});

export type Manifest = z.infer<typeof manifestSchema>;
