/** What a member fills into a form: the reason that holds this value, and a comment in the first field for text. */
export const fillIn = (view: object, reason: string, comment: string): object => {
  const blocks = (view as { blocks: { type: string; block_id?: string; element?: Record<string, unknown> }[] }).blocks;
  return Object.fromEntries(
    blocks.flatMap(({ type, block_id, element }) => {
      if (type !== 'input' || !element || !block_id) return [];
      const options = element.options as { value: string }[] | undefined;
      const value = options
        ? { type: element.type, selected_option: options.find(option => option.value.includes(reason)) }
        : { type: element.type, value: comment };
      return [[block_id, { [String(element.action_id)]: value }]];
    }),
  );
};
