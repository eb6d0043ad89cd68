/** One mistake in a pack, named so that its author can go straight to it. */
export type PackProblem = {
  /** Path inside the pack: `guides/ladder.md`. */
  readonly file: string;
  /** Counted from 1; 1 when the mistake is of the whole file. */
  readonly line: number;
  /** What is wrong and what to do. */
  readonly reason: string;
};

/** `guides/a.md:12: the section has 12 words; write 30 to 150`. */
export const formatProblem = (problem: PackProblem): string => `${problem.file}:${problem.line}: ${problem.reason}`;

/** Collects problems so that all are reported at once, in file and line order. */
export type ProblemList = { readonly problems: PackProblem[]; add(file: string, line: number, reason: string): void };

export const createProblemList = (): ProblemList => {
  const problems: PackProblem[] = [];
  return { problems, add: (file, line, reason) => void problems.push({ file, line, reason }) };
};
