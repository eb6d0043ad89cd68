/** A read-only list of unit vectors that is compared with whole: nothing counts as far because it was outside a list of neighbours. */
export interface VectorIndex {
  readonly size: number;
  /** Cosine similarity of every stored vector to this one, -1 to 1, by id; 0 where either is zero. */
  similarities(vector: Float32Array): Float32Array;
  /** Cosine similarities of one stored vector to others, in their order; all by id. */
  cosines(id: number, others: readonly number[]): Float32Array;
  /** A copy of one stored vector, of unit length or zero; all zero for an id that does not exist. */
  vectorOf(id: number): Float32Array;
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
