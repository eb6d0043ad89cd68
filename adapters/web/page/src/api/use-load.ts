import { useEffect, useState } from 'preact/hooks';
import { RequestError, unreachable } from './client.js';

export type Loaded<T> =
  | { readonly state: 'loading' }
  | { readonly state: 'loaded'; readonly value: T }
  | { readonly state: 'failed'; readonly message: string; retry(): void };

/** What was loaded once is there at once when it is shown again: nothing flickers, nothing moves. */
const known = new Map<string, unknown>();

/** Loads something ahead, so that `useLoad` has it under `key` from the first moment on. A failure is left to `useLoad`. */
export const loadAhead = async <T>(key: string, load: () => Promise<T>): Promise<void> => {
  await load().then(
    value => known.set(key, value),
    () => undefined,
  );
};

/** What a promise brings, for a component. `key` names what is loaded, among everything that the page loads; it loads anew when that changes. */
export const useLoad = <T>(key: string, load: () => Promise<T>): Loaded<T> => {
  const [attempt, setAttempt] = useState(0);
  const [failure, setFailure] = useState<{ readonly key: string; readonly message: string }>();
  const [, setShown] = useState(0);
  useEffect(() => {
    if (known.has(key)) return;
    let wanted = true;
    load().then(
      value => {
        known.set(key, value);
        if (wanted) setShown(count => count + 1);
      },
      error => {
        if (wanted) setFailure({ key, message: error instanceof RequestError ? error.message : unreachable });
      },
    );
    return () => {
      wanted = false;
    };
  }, [key, attempt]);
  if (known.has(key)) return { state: 'loaded', value: known.get(key) as T };
  if (failure?.key !== key) return { state: 'loading' };
  const retry = (): void => {
    setFailure(undefined);
    setAttempt(attempt + 1);
  };
  return { state: 'failed', message: failure.message, retry };
};
