/** Whether every number is 0: the vector of a blank text, near to nothing. */
export const isZeroVector = (vector: Float32Array): boolean => vector.every(value => value === 0);

/** Cosine similarity, -1 to 1; 0 when either vector is zero. Both must have the same length. */
export const cosineSimilarity = (a: Float32Array, b: Float32Array): number => {
  let dot = 0;
  let normA = 0;
  let normB = 0;
  for (let at = 0; at < a.length; at++) {
    const x = a[at] as number;
    const y = b[at] as number;
    dot += x * y;
    normA += x * x;
    normB += y * y;
  }
  return normA === 0 || normB === 0 ? 0 : dot / Math.sqrt(normA * normB);
};

/** Half way between two unit vectors, of unit length. */
export const meanOf = (a: Float32Array, b: Float32Array): Float32Array => {
  const sum = a.map((value, at) => value + (b[at] ?? 0));
  const length = Math.hypot(...sum) || 1;
  return sum.map(value => value / length);
};
