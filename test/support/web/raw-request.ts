import { once } from 'node:events';
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
