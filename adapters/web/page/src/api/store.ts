import { useLayoutEffect, useState } from 'preact/hooks';

/** A value that outlives the page that shows it. */
export type Store<T> = { get(): T; set(value: T): void; subscribe(listener: () => void): () => void };

export const createStore = <T>(first: T): Store<T> => {
  let value = first;
  const listeners = new Set<() => void>();
  return {
    get: () => value,
    set(next) {
      value = next;
      for (const listener of listeners) listener();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
};

export const useStore = <T>(store: Store<T>): T => {
  const [value, setValue] = useState(store.get);
  // Before anything is painted, so that what is set while a page opens is never missed for a frame.
  useLayoutEffect(() => {
    setValue(store.get);
    return store.subscribe(() => setValue(store.get));
  }, [store]);
  return value;
};
