/** A numbered passage as a model reads it. */
export type PromptPassage = {
  /** Passage id. */
  readonly id: string;
  /** What the model reads of it, number and fence included. */
  readonly text: string;
};

/** One call of a chat model. */
export type ModelTask = {
  readonly name: 'answer' | 'rewrite' | 'judge';
  /** What the coach tells the model; the only text in which instructions stand. */
  readonly instructions: string;
  /** The question that stands alone; the trace of a call is found by it. */
  readonly question: string;
  readonly passages: readonly PromptPassage[];
  /** Everything else, each piece fenced as data; follows the passages. */
  readonly request: string;
};

export type Tokens = { readonly inputTokens: number; readonly outputTokens: number };

/** Tokens are as the provider counted them or, where it did not, as we did. */
export type ModelReply = Tokens & {
  readonly text: string;
  /** False when the model stopped at its limit: the last sentence may be half. */
  readonly complete: boolean;
};

export type ReplyOptions = {
  /** No reply is worth waiting for after this, on the clock of `performance.now()`. */
  readonly until: number;
  readonly signal?: AbortSignal;
  /** Asks for a stream, and is told each stretch of text as it comes; together they are the reply's text. */
  readonly onText?: (text: string) => void;
  /** Told what a call that fails may be charged for, before it rejects; not where nothing was sent, or the server refused it. */
  readonly onSpent?: (spent: Tokens) => void;
};

/** A chat model. Swappable: any provider, in any guise. */
export interface ChatModel {
  /** The provider's name for it. */
  readonly name: string;
  /** Tokens of a text, near enough for budgets. */
  countTokens(text: string): number;
  /**
   * One call. Rejects with `model_rejected` (key or name refused), `model_failed` (slow, down, over its limit), `model_unusable` (no text to
   * read), `model_filtered` (that question only), `model_paused` (not called, after failures), `model_over_budget`, and with `cancelled` when `signal` aborts.
   */
  reply(task: ModelTask, options: ReplyOptions): Promise<ModelReply>;
}
