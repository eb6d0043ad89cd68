/** Members, roles, channels, commands, timestamps and emoji of a server, as Discord writes them into a message. */
const codes = /<(?:@[!&]?|#|a?:\w+:|t:|\/[^:>]+:|id:)[^>\s]*>/g;

/** What a member asks, without the mention that called the coach and without codes that mean nothing to it. */
export const questionText = (content: string): string =>
  content
    .replace(codes, ' ')
    .replace(/[^\S\n]+/g, ' ')
    .replace(/\s+([?!.,;:])/g, '$1')
    .trim();
