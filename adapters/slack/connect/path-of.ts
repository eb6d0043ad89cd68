import type { IncomingMessage } from 'node:http';

/** The path that a request asks for; undefined when it holds no address. Anyone may send anything to an open port: `GET //` is a request too. */
export const pathOf = ({ url = '/' }: Pick<IncomingMessage, 'url'>): string | undefined => {
  const base = 'http://localhost';
  return URL.canParse(url, base) ? new URL(url, base).pathname : undefined;
};
