import { useEffect, useState } from 'preact/hooks';
import { RequestError, unreachable } from './client.js';

export type Loaded<T> =
  | { readonly state: 'loading' }
  | { readonly state: 'loaded'; readonly value: T }
  | { readonly state: 'failed'; readonly message: string; retry(): void };

/**
 * What a promise brings, for a component. Loads anew when `key` changes; what was loaded before stays until the new is there when `keep`.
 */
export const useLoad = <T>(load: () => Promise<T>, key: string, keep = false): Loaded<T> => {
  const [attempt, setAttempt] = useState(0);
  const [loaded, setLoaded] = useState<{ readonly key: string; readonly result: Loaded<T> }>();
  useEffect(() => {
    let wanted = true;
    load().then(
      value => wanted && setLoaded({ key, result: { state: 'loaded', value } }),
      error => {
        const message = error instanceof RequestError ? error.message : unreachable;
        if (wanted) setLoaded({ key, result: { state: 'failed', message, retry: () => setAttempt(attempt + 1) } });
      },
    );
    return () => {
      wanted = false;
    };
  }, [key, attempt]);
  return loaded && (keep || loaded.key === key) ? loaded.result : { state: 'loading' };
};
