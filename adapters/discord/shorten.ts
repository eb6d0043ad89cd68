/** Text cut to a length with an ellipsis; never within a letter of two halves (an emoji), whose first alone Discord refuses. */
export const shorten = (text: string, length: number): string => {
  if (text.length <= length) return text;
  const cut = text.slice(0, length - 1).replace(/[\uD800-\uDBFF]$/, '');
  return `${cut.trimEnd()}…`;
};
