import { NextRungError } from '../../domain/errors.js';

/** The log is told once in this time, however many ask. */
const quietMs = 10 * 60_000;

/** Tells the operator of replies that came and chose nothing, with the next step. */
export const createShortcomings = (model: string, onTrouble: (trouble: NextRungError) => void) => {
  let toldAt = Number.NEGATIVE_INFINITY;
  return (): void => {
    const now = performance.now();
    if (now - toldAt < quietMs) return;
    toldAt = now;
    onTrouble(
      new NextRungError(
        'model_unusable',
        `A reply of "${model}" chose no sentence that it was given, and did not say NONE; the extractive writer answers. If this goes on, try another OPENAI_MODEL, or set ANSWER_WRITER=extractive.`,
      ),
    );
  };
};
