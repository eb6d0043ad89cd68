import { once } from 'node:events';
import { createServer, request as send } from 'node:http';
import { type AddressInfo, connect } from 'node:net';

export type LocalProxy = {
  readonly url: string;
  /** The request lines that went through, each behind the address that it went to: "127.0.0.1:4000 GET /api/x"; of a tunnel also that it was opened. */
  readonly passed: readonly string[];
  close(): Promise<void>;
};

const requestLines = (bytes: Buffer): string[] => bytes.toString('latin1').match(/^[A-Z]{3,7} \/\S*(?= HTTP\/1\.1)/gm) ?? [];

/** An HTTP proxy as companies have them: it tunnels (CONNECT), and passes plain requests on. Names that end in `.test` are this machine. */
export const startLocalProxy = async (): Promise<LocalProxy> => {
  const passed: string[] = [];
  const hostOf = (name: string): string => (name.endsWith('.test') ? '127.0.0.1' : name);
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/');
    passed.push(`${url.host} ${request.method} ${url.pathname}`);
    const on = send(
      {
        host: hostOf(url.hostname),
        port: url.port,
        path: url.pathname + url.search,
        method: request.method,
        headers: request.headers,
      },
      from => {
        response.writeHead(from.statusCode ?? 502, from.headers);
        from.pipe(response);
      },
    );
    on.on('error', () => response.writeHead(502).end());
    request.pipe(on);
  });
  server.on('connect', (request, client, head) => {
    const [host = '', port = '80'] = (request.url ?? '').split(':');
    passed.push(`${request.url} CONNECT`);
    const tunnel = connect(Number(port), hostOf(host), () => {
      client.write('HTTP/1.1 200 Connection established\r\n\r\n');
      tunnel.write(head);
      client.on('data', bytes => passed.push(...requestLines(bytes).map(line => `${request.url} ${line}`)));
      client.pipe(tunnel).pipe(client);
    });
    for (const [socket, other] of [
      [client, tunnel],
      [tunnel, client],
    ] as const)
      socket.on('error', () => other.destroy()).on('close', () => other.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    passed,
    async close() {
      server.closeAllConnections();
      server.close();
    },
  };
};
