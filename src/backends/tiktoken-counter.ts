/**
 * Counts tokens with OpenAI's cl100k encoding (tiktoken). Other models cut text a little differently; for budgets it is near enough. Loaded
 * when a model is configured: its table takes a quarter of a second to read.
 */
export const createTokenCounter = async (): Promise<(text: string) => number> => {
  const [{ Tiktoken }, { default: ranks }] = await Promise.all([
    import('js-tiktoken/lite'),
    import('js-tiktoken/ranks/cl100k_base'),
  ]);
  const encoding = new Tiktoken(ranks);
  // Text that looks like a special token is text.
  return text => encoding.encode(text, [], []).length;
};
