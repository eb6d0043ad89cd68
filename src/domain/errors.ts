/** Every way NextRung can fail, as a closed set: a new failure gets a code here first. */
const errorCodes = {
  config_invalid: 'A setting could not be read.',
  pack_invalid: 'The knowledge pack has mistakes.',
  index_foreign: 'The saved index was made by something else.',
  index_corrupt: 'The saved index is damaged.',
  index_unwritable: 'The index cannot be saved.',
  embedder_failed: 'The embedding model could not run.',
  question_empty: 'There was no question.',
  question_too_long: 'The question is too long.',
  question_binary: 'The question is not text.',
  input_invalid: 'The input could not be read.',
  model_rejected: 'The chat model refused the key or does not know the name.',
  model_failed: 'The chat model was slow, down or over its limit.',
  model_unusable: 'The chat model sent nothing that can be read.',
  model_filtered: 'The chat model’s provider filtered a question.',
  model_paused: 'The chat model is left alone for a while.',
  model_over_budget: 'The day’s tokens are spent.',
  cancelled: 'The work was stopped.',
  store_unreadable: 'What was kept of communities cannot be read or written.',
  store_newer: 'What was kept of communities is a newer version’s.',
  slack_failed: 'Slack refused a call, or could not be reached.',
  secret_unreadable: 'A secret was sealed with another key.',
  encryption_key_missing: 'There is no key to seal secrets with.',
  coach_starting: 'The coach is not ready yet.',
  adapter_failed: 'An adapter could not be started.',
  platform_refused: 'Slack or Discord refused what was asked of it.',
  platform_unreachable: 'Slack or Discord could not be reached.',
} as const;

type ErrorCode = keyof typeof errorCodes;

/**
 * The one error class. `message` says what happened and the next step, for the log and the operator; `memberSentence` is what
 * a member may see. The original failure stays in `cause`.
 */
export class NextRungError extends Error {
  readonly code: ErrorCode;
  /** What a member is told: kind, and free of paths and stack traces. Empty where nothing is left to say, or nowhere to say it. */
  readonly memberSentence: string;

  constructor(code: ErrorCode, message: string, options: { memberSentence?: string | undefined; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'NextRungError';
    this.code = code;
    this.memberSentence = options.memberSentence ?? 'Something went wrong on my side. Please ask again in a minute.';
  }
}
