/** Turns texts into vectors. Swappable: a local model, or any embeddings service. */
export interface Embedder {
  /** Name and version of the model: vectors of different names are never compared. */
  readonly name: string;
  readonly dimensions: number;
  /**
   * One vector per text, in order, each of length `dimensions`. Blank texts are allowed and give a zero vector. An empty list gives an
   * empty list. Rejects with `embedder_failed` when the model cannot run, and with `cancelled` when `signal` aborts.
   */
  embed(texts: readonly string[], signal?: AbortSignal): Promise<Float32Array[]>;
  /** Frees threads and connections; may be called twice. */
  close(): Promise<void>;
}
