/* Sentences as a prompt numbers them. */

type Numbered = { readonly n: number; readonly text: string; readonly section: string };

/** All that a model was given to choose from, in the prompt's order. */
export const numberedIn = (prompt: string): Numbered[] =>
  [...prompt.matchAll(/<passage [^>]*section="([^"]*)"[^>]*>\n([\s\S]*?)\n<\/passage>/g)].flatMap(
    ([, section = '', lines = '']) =>
      [...lines.matchAll(/^\[(\d+)\] (.*)$/gm)].map(([, n, text = '']) => ({ n: Number(n), text, section })),
  );

/** The numbers of a section's sentences. */
export const numbersUnder = (prompt: string, section: string): number[] =>
  numberedIn(prompt)
    .filter(one => one.section === section)
    .map(one => one.n);

/** The number of the first sentence that holds this; NaN for none. */
export const numberOf = (prompt: string, held: RegExp): number =>
  numberedIn(prompt).find(one => held.test(one.text))?.n ?? Number.NaN;
