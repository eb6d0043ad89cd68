import type { Tokens } from '../../contracts/chat-model.js';
import type { Usage } from '../../domain/answer.js';
import { NextRungError } from '../../domain/errors.js';

export type Prices = { readonly priceIn: number | undefined; readonly priceOut: number | undefined };

const perToken = 1_000_000;

/** What one answer costs: every call that was made for it, those that failed too. */
export const createTally = ({ priceIn, priceOut }: Prices) => {
  let [calls, inputTokens, outputTokens] = [0, 0, 0];
  const spend = (tokens: Tokens): void => {
    inputTokens += tokens.inputTokens;
    outputTokens += tokens.outputTokens;
  };
  return {
    /** A call that gave a reply. */
    add(reply: Tokens): void {
      calls++;
      spend(reply);
    },
    /** What a call that failed may be charged for; `addFailure` counts it. */
    spend,
    /** A call without a reply counts, unless it was never made. */
    addFailure(error: unknown): void {
      const made = !(error instanceof NextRungError && ['model_paused', 'model_over_budget'].includes(error.code));
      if (made) calls++;
    },
    usage(): Usage | undefined {
      if (calls === 0) return undefined;
      const cost =
        priceIn === undefined && priceOut === undefined
          ? undefined
          : (inputTokens * (priceIn ?? 0) + outputTokens * (priceOut ?? 0)) / perToken;
      return { calls, inputTokens, outputTokens, ...(cost === undefined ? {} : { cost }) };
    },
  };
};
export type Tally = ReturnType<typeof createTally>;
