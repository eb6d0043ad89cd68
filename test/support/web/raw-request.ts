import { once } from 'node:events';
import { type IncomingHttpHeaders, request } from 'node:http';
import { connect } from 'node:net';

/** Sends bytes as they are and gives all that comes back: for headers that `fetch` would not send. */
export const rawRequest = async (url: string, text: string): Promise<string> => {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  await once(socket, 'connect');
  let answer = '';
  socket.setEncoding('utf8').on('data', piece => {
    answer += piece;
  });
  socket.end(text);
  await once(socket, 'close');
  return answer;
};

/** A GET with a Host header of one's choice. */
export const getWithHost = (url: string, host: string, path = '/api/status', more = ''): Promise<string> =>
  rawRequest(url, `GET ${path} HTTP/1.1\r\nHost: ${host}\r\n${more}Connection: close\r\n\r\n`);

export type AskedAs = { readonly method?: string; readonly headers?: Readonly<Record<string, string>>; readonly body?: string };
export type Answered = { readonly status: number; readonly headers: IncomingHttpHeaders; readonly text: string };

/** A whole request under a name of one's choice, as a reverse proxy passes it on. */
export const requestAs = (
  url: string,
  host: string,
  path: string,
  { method = 'GET', headers = {}, body }: AskedAs = {},
): Promise<Answered> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(url);
    const sent = request({ hostname, port, path, method, headers: { host, connection: 'close', ...headers } }, response => {
      let text = '';
      response.setEncoding('utf8').on('data', piece => {
        text += piece;
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, text }));
    });
    sent.on('error', reject);
    sent.end(body);
  });
