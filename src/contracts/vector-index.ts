/** A stored vector near a query. `cosineSimilarity` is -1 to 1, higher is nearer: never a distance. */
export type VectorMatch = { readonly id: number; readonly cosineSimilarity: number };

/** A read-only set of vectors that can be searched by cosine similarity. Queries never write. */
export interface VectorIndex {
  readonly size: number;
  /** Up to `count` matches, nearest first; fewer when the index holds fewer. A zero vector matches nothing. */
  search(vector: Float32Array, count: number): VectorMatch[];
}

/** Builds, saves and loads vector indexes of one kind. An id is the vector's place in the list it was built from. */
export interface VectorIndexBackend {
  readonly name: string;
  /** File name inside the index folder. */
  readonly fileName: string;
  /** Writes an index of these vectors to `path`; all have `dimensions` numbers. An empty list is allowed. */
  build(vectors: readonly Float32Array[], dimensions: number, path: string): Promise<void>;
  /** Opens a saved index. Throws `index_corrupt` when the file is damaged or has other dimensions. */
  load(path: string, dimensions: number): Promise<VectorIndex>;
}
