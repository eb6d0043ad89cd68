type Count = (text: string) => number;

const load = async (): Promise<Count> => {
  const [{ Tiktoken }, { default: ranks }] = await Promise.all([
    import('js-tiktoken/lite'),
    import('js-tiktoken/ranks/cl100k_base'),
  ]);
  const encoding = new Tiktoken(ranks);
  // Text that looks like a special token is text.
  return text => encoding.encode(text, [], []).length;
};

let loading: Promise<Count> | undefined;

/**
 * Counts tokens with OpenAI's cl100k encoding (tiktoken). Other models cut text a little differently; for budgets it is near enough. Loaded
 * when a model is configured, and once: its table takes a quarter of a second to read.
 */
export const createTokenCounter = (): Promise<Count> => {
  loading ??= load();
  return loading;
};
