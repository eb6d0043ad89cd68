/** Text cut to a length in characters, at a word where there is one, with an ellipsis for what is gone. */
export const shorten = (text: string, length: number): string => {
  if (text.length <= length) return text;
  const cut = text.slice(0, length - 1).replace(/[\uD800-\uDBFF]$/, '');
  const word = cut.lastIndexOf(' ');
  return `${(word > length / 2 ? cut.slice(0, word) : cut).replace(/[\s,;:…]+$/, '')}…`;
};
