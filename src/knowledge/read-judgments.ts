import { createHash } from 'node:crypto';
import { type Judgment, judgmentSchema } from '../domain/judgment.js';
import type { Gap } from '../domain/pack.js';
import type { Passage } from '../domain/passage.js';
import type { ProblemList } from './pack-problem.js';

export const judgmentsFile = 'judgments.jsonl';

/** How a judgment names a sentence: by its passage and the beginning of its text's SHA-256. */
export const markOfSentence = (passageId: string, sentence: string): string =>
  `${passageId}:${createHash('sha256').update(sentence).digest('hex').slice(0, 5)}`;

/**
 * Reads judged messages. Lines of another form go to `list`. A mark whose sentence was changed or taken away is left out and goes to `lost`,
 * once a sentence: the judgment stands without it.
 *
 * @param known gaps are undefined where `scope.yaml` itself cannot be read: that is the mistake to name, and not each judgment's
 */
export const readJudgments = (
  text: string,
  { passages, gaps }: { readonly passages: readonly Passage[]; readonly gaps: readonly Pick<Gap, 'id'>[] | undefined },
  list: ProblemList,
  lost: ProblemList,
): Judgment[] => {
  const gapIds = gaps && new Set(gaps.map(({ id }) => id));
  const numberOf = new Map(
    passages
      .flatMap(passage => passage.sentences.map(sentence => markOfSentence(passage.id, sentence)))
      .map((mark, at) => [mark, at] as const),
  );
  const marksLost = new Map<string, { line: number; count: number }>();
  const seen = new Set<string>();
  const resolve = (marks: readonly string[], line: number): number[] =>
    marks.flatMap(mark => {
      const number = numberOf.get(mark);
      if (number !== undefined) return number;
      const known = marksLost.get(mark);
      marksLost.set(mark, { line: known?.line ?? line, count: (known?.count ?? 0) + 1 });
      return [];
    });
  const judgments = text.split('\n').flatMap((source, at): Judgment[] => {
    if (!source.trim()) return [];
    const line = at + 1;
    const parsed = judgmentSchema.safeParse(parseJson(source));
    if (!parsed.success) {
      const [issue] = parsed.error.issues;
      list.add(judgmentsFile, line, `${issue?.path.map(String).join('.') || 'the line'}: ${issue?.message ?? 'is no judgment'}`);
      return [];
    }
    if (seen.has(parsed.data.message)) list.add(judgmentsFile, line, 'the message stands twice; keep one');
    seen.add(parsed.data.message);
    const { gap } = parsed.data;
    if (gap !== undefined && gapIds?.has(gap) === false) list.add(judgmentsFile, line, `scope.yaml has no gap "${gap}"`);
    const [best, useful] = [resolve(parsed.data.best, line), resolve(parsed.data.useful, line)];
    // Whose every mark is gone tells nothing any more.
    if (best.length + useful.length === 0 && parsed.data.best.length + parsed.data.useful.length > 0) return [];
    return [{ ...parsed.data, best, useful }];
  });
  for (const [mark, { line, count }] of marksLost)
    lost.add(
      judgmentsFile,
      line,
      `the sentence of ${mark} has changed or gone (${count} ${count === 1 ? 'mark' : 'marks'}); judge those messages again`,
    );
  return judgments;
};

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return undefined;
  }
};
