import { useEffect, useState } from 'preact/hooks';

const pages = ['ask', 'pay', 'ladder', 'compare', 'library'] as const;
export type PageName = (typeof pages)[number];

/** Where the reader is: `#/library/guild-guide?section=pay` is page, rest of the path, and query. */
export type Route = { readonly page: PageName; readonly rest: readonly string[]; readonly query: URLSearchParams };

const isPage = (name: string | undefined): name is PageName => pages.some(page => page === name);

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

/** Reads the address's fragment; an unknown page is the chat. */
export const readRoute = (hash: string): Route => {
  const [path = '', query = ''] = hash.replace(/^#\/?/, '').split(/\?(.*)/s, 2);
  const [page, ...rest] = path.split('/').map(decoded);
  return { page: isPage(page) ? page : 'ask', rest: rest.filter(Boolean), query: new URLSearchParams(query) };
};

/** The address of a page, for a link. Values that are undefined or empty are left out; several of one name stand in their order. */
export const linkTo = (
  page: PageName,
  rest = '',
  query: Readonly<Record<string, string | readonly string[] | undefined>> = {},
): string => {
  const filled = Object.entries(query).flatMap(([name, values]) =>
    [values ?? []].flat().flatMap(value => (value ? [[name, value]] : [])),
  );
  const search = new URLSearchParams(filled).toString();
  return `#/${page}${rest ? `/${encodeURIComponent(rest)}` : ''}${search ? `?${search}` : ''}`;
};

/** Goes to an address; `replace` leaves no step in the history, for choices within a page. */
export const go = (address: string, replace = false): void => {
  if (replace) {
    history.replaceState(null, '', address);
    dispatchEvent(new HashChangeEvent('hashchange'));
  } else location.hash = address;
};

export const useRoute = (): Route => {
  const [route, setRoute] = useState(() => readRoute(location.hash));
  useEffect(() => {
    const follow = (): void => setRoute(readRoute(location.hash));
    addEventListener('hashchange', follow);
    return () => removeEventListener('hashchange', follow);
  }, []);
  return route;
};
