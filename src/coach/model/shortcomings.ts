import { NextRungError } from '../../domain/errors.js';
import type { Shortcoming } from './still-answers.js';

/** The log is told of one kind once in this time, however many ask. */
const quietMs = 10 * 60_000;
/** A sound model loses an answer now and then; so many in a row are worth a line. */
const lossesInRow = 3;

/** What the model did, by kind; and whether that alone tells that it does not fit. */
const kinds: Readonly<Record<Shortcoming, { readonly what: string; readonly plain: boolean }>> = {
  'other-language': { what: 'are not in English', plain: true },
  data: { what: 'are data (JSON or the like), not sentences', plain: true },
  uncited: { what: 'cite no passage; it refuses, or does not follow its instructions', plain: true },
  unsupported: { what: 'say what the passages they cite do not', plain: false },
  'beside-the-question': { what: 'do not answer what was asked', plain: false },
};

/** Tells the operator of replies that came and could not be shown, with the next step: at once where the fault is plain, else when they go on. */
export const createShortcomings = (model: string, onTrouble: (trouble: NextRungError) => void) => {
  const toldAt = new Map<Shortcoming, number>();
  let inRow = 0;
  return {
    add(shortcoming: Shortcoming): void {
      inRow++;
      const { what, plain } = kinds[shortcoming];
      const last = toldAt.get(shortcoming);
      const now = performance.now();
      if (!(plain || inRow >= lossesInRow) || (last !== undefined && now - last < quietMs)) return;
      toldAt.set(shortcoming, now);
      onTrouble(
        new NextRungError(
          'model_unusable',
          `Replies of "${model}" ${what}; the extractive writer answers. If this goes on, try another OPENAI_MODEL, or set ANSWER_WRITER=extractive.`,
        ),
      );
    },
    /** A reply that could be shown. */
    clear(): void {
      inRow = 0;
    },
  };
};
