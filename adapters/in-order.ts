/**
 * Runs work one after another under a name, in the order of the calls; work under different names runs side by side. What is called with
 * `after` has its turn behind what was called until that settled.
 */
export type InOrder = {
  run<Result>(name: string, work: () => Promise<Result>, after?: Promise<void>): Promise<Result>;
};

/** Nothing is kept of a name once its work is done. */
export const createInOrder = (): InOrder => {
  const last = new Map<string, Promise<unknown>>();
  const inOrder: InOrder = {
    run(name, work, after) {
      if (after) return after.then(() => inOrder.run(name, work));
      const mine = (last.get(name) ?? Promise.resolve()).then(work);
      const settled = mine
        .catch(() => undefined)
        .then(() => {
          if (last.get(name) === settled) last.delete(name);
        });
      last.set(name, settled);
      return mine;
    },
  };
  return inOrder;
};
