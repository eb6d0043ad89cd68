/** Lower triangle of a symmetric positive matrix: it times its transpose gives the matrix (Cholesky). Works in place, row after row. */
export const decompose = (matrix: Float64Array, size: number): void => {
  for (let row = 0; row < size; row++)
    for (let column = 0; column <= row; column++) {
      let sum = matrix[row * size + column] as number;
      for (let at = 0; at < column; at++) sum -= (matrix[row * size + at] as number) * (matrix[column * size + at] as number);
      matrix[row * size + column] = row === column ? Math.sqrt(sum) : sum / (matrix[column * size + column] as number);
    }
};

/** Solves for one right side, in place, with what `decompose` left. */
export const solve = (lower: Float64Array, size: number, side: Float64Array): void => {
  for (let row = 0; row < size; row++) {
    let sum = side[row] as number;
    for (let at = 0; at < row; at++) sum -= (lower[row * size + at] as number) * (side[at] as number);
    side[row] = sum / (lower[row * size + row] as number);
  }
  for (let row = size - 1; row >= 0; row--) {
    const value = (side[row] as number) / (lower[row * size + row] as number);
    side[row] = value;
    for (let at = 0; at < row; at++) side[at] = (side[at] as number) - (lower[row * size + at] as number) * value;
  }
};
