import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { type AddressInfo, connect } from 'node:net';
import { createServer } from 'node:tls';
import { fileURLToPath } from 'node:url';

const fixture = (name: string): string => fileURLToPath(new URL(`../fixtures/tls/${name}`, import.meta.url));

/** Made for tests alone and signed by itself, for slack.test, discord.test and model.test: who shall trust it is given it as NODE_EXTRA_CA_CERTS. */
export const certificatePath = fixture('certificate.pem');

/** What ends TLS before servers of this machine that speak none; which is meant it knows by the name that a client asks for. */
export const startTlsFront = async () => {
  const ports = new Map<string, number>();
  const server = createServer({ key: readFileSync(fixture('key.pem')), cert: readFileSync(certificatePath) }, client => {
    const behind = connect(ports.get(String(client.servername)) ?? 0, '127.0.0.1');
    client.pipe(behind).pipe(client);
    for (const [socket, other] of [
      [client, behind],
      [behind, client],
    ] as const)
      socket.on('error', () => other.destroy()).on('close', () => other.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    /** Where the server at a port is reached by a name from now on. */
    originOf:
      (name: string) =>
      (port: number): string => {
        ports.set(name, port);
        return `https://${name}:${(server.address() as AddressInfo).port}`;
      },
    close: (): void => void server.close(),
  };
};
export type TlsFront = Awaited<ReturnType<typeof startTlsFront>>;
