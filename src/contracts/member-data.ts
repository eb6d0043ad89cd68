/** How many records of each kind were deleted. */
export type Deleted = { readonly conversations: number; readonly answers: number; readonly feedback: number };

/** Deleting what is kept of people. */
export interface MemberData {
  /** Deletes all that is kept of a member in one community. */
  forgetMember(community: string, member: string): Promise<Deleted>;
  /** Deletes all that is kept of a member in every community whose name begins so: some are of a single member, whose answers others use. */
  forgetMemberAcross(prefix: string, member: string): Promise<Deleted>;
  /** Deletes a whole community: its conversations, answers, feedback, settings and delivery marks. */
  forgetCommunity(community: string): Promise<Deleted>;
  /** The communities, of those whose names begin so, that anything is kept of. */
  communities(prefix: string): Promise<readonly string[]>;
  /** Deletes what is older than the retention; of what a restore set aside, all of it once that was before. */
  deleteOlderThan(date: Date): Promise<Deleted>;
}
