/** Why an answer did not help; undefined while the member has not said. */
export const feedbackReasons = ['wrong_source', 'wrong_answer', 'out_of_date', 'not_what_i_asked'] as const;
export type FeedbackReason = (typeof feedbackReasons)[number];

type Feedback = {
  readonly community: string;
  readonly answerId: string;
  readonly member: string;
  readonly helpful: boolean;
  readonly reason?: FeedbackReason;
  /** The member's own words, at most 2,000 characters. */
  readonly comment?: string;
};

/** What members thought of answers, stored with question, answer and passages. One member's later word on an answer replaces the earlier. */
export interface FeedbackStore {
  /** False when the answer is not known in this community (any more). */
  save(feedback: Feedback): Promise<boolean>;
  list(community: string): Promise<readonly (Feedback & { readonly question: string; readonly passages: readonly string[] })[]>;
}
