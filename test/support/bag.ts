/** How often each item stands in a list: equal for lists that differ in order only. */
export const bagOf = (items: readonly string[]): ReadonlyMap<string, number> => {
  const bag = new Map<string, number>();
  for (const item of items.toSorted()) bag.set(item, (bag.get(item) ?? 0) + 1);
  return bag;
};
