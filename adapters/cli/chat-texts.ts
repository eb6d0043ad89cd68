/** What the conversation says of itself; answers come from the coach. */
export const greeting = [
  'Hello, I’m NextRung, your career coach.',
  'Ask about pay, credentials, training or the way up.',
  'Each fact comes with its source and its age. /help has more.',
] as const;

export const help = [
  ['1, 2, 3', 'ask one of the suggestions under an answer'],
  ['/sources', 'what the last answer stands on, in full; before any answer, the guides'],
  ['/pay ROLE', 'what a role, level, country or number of years pays'],
  ['/path ROLE to ROLE', 'the way from one role to another'],
  ['/compare ONE vs OTHER', 'two credentials or roles side by side'],
  ['/help', 'this list'],
  ['/quit', 'leave; so do Ctrl-D, and Ctrl-C twice'],
] as const;

export const nothingPiped =
  'There is no terminal to talk in and no question came in. Pipe questions, one a line, or run: npm run --silent ask -- "your question"';
