/** A model's reply without what it thought before, also where the thinking has no end, or a server's template took its beginning. */
export const withoutThought = (reply: string): string =>
  reply
    .replace(/<think(?:ing)?>[\s\S]*?(?:<\/think(?:ing)?>|$)/g, '')
    .replace(/^[\s\S]*<\/think(?:ing)?>/, '')
    .trim();
