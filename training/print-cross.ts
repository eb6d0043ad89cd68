import { type Head, likeliest } from '../src/coach/read/heads.js';
import { areaUnder } from './listing.js';

/* How well a fit does on lines that it has not seen. */

const parts = 3;
/** Lines of one writer stand together: they are left out together. */
const blockLines = 100;
const partOf = (at: number): number => Math.floor(at / blockLines) % parts;

/** Share right and AUC on lines that were left out, a third at a time. */
export const printCross = <T>(
  title: string,
  lines: readonly T[],
  wanted: (line: T) => boolean,
  chancesOn: (kept: readonly T[], left: readonly T[]) => readonly number[],
): void => {
  const each = Array.from({ length: parts }, (_, part) => {
    const left = lines.filter((_, at) => partOf(at) === part);
    const chances = chancesOn(
      lines.filter((_, at) => partOf(at) !== part),
      left,
    );
    return left.map((line, at) => ({ wanted: wanted(line), chance: chances[at] ?? 0 }));
  }).flat();
  const right = each.filter(one => one.chance >= 0.5 === one.wanted).length / each.length;
  console.log(
    `${title}: ${lines.length} lines, right ${right.toFixed(3)}, AUC ${areaUnder(
      each.filter(one => one.wanted).map(one => one.chance),
      each.filter(one => !one.wanted).map(one => one.chance),
    ).toFixed(3)}`,
  );
};

export type Named = { readonly name: string; readonly vector: Float32Array };

/** Share of names right on lines that were left out, a third at a time, and of those that are said with .5 and more. */
export const printNamed = (title: string, lines: readonly Named[], fitOn: (kept: readonly Named[]) => Head): void => {
  const each = Array.from({ length: parts }, (_, part) => {
    const fitted = fitOn(lines.filter((_, at) => partOf(at) !== part));
    return lines
      .filter((_, at) => partOf(at) === part)
      .map(({ name, vector }) => {
        const [most] = likeliest(fitted, vector);
        return { isRight: most?.[0] === name, isSure: (most?.[1] ?? 0) >= 0.5 };
      });
  }).flat();
  const shareRight = (some: typeof each): string => (some.filter(one => one.isRight).length / some.length).toFixed(3);
  const sure = each.filter(one => one.isSure);
  console.log(
    `${title}: ${lines.length} lines, right ${shareRight(each)}; of the ${sure.length} with .5 and more ${shareRight(sure)}`,
  );
};
