/** Counts the tokens of a day, over restarts. Days are UTC. */
export interface TokenLedger {
  spentToday(): Promise<number>;
  add(tokens: number): Promise<void>;
}
