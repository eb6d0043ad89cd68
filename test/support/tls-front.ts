import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer } from 'node:tls';
import { generate } from 'selfsigned';

const names = ['slack.test', 'discord.test', 'model.test'];

/** A certificate for names that no machine has, signed by itself, in a folder of its own: who shall trust it is given its path as NODE_EXTRA_CA_CERTS. */
const makeCertificate = async () => {
  const { private: key, cert } = await generate([{ name: 'commonName', value: 'local tests' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    extensions: [
      { name: 'basicConstraints', cA: true },
      { name: 'subjectAltName', altNames: names.map(value => ({ type: 2, value })) },
    ],
  });
  const folder = await mkdtemp(join(tmpdir(), 'nextrung-tls-'));
  const path = join(folder, 'certificate.pem');
  await writeFile(path, cert);
  return { key, cert, path, remove: () => rm(folder, { recursive: true, force: true }) };
};

/** What ends TLS before servers of this machine that speak none; which is meant it knows by the name that a client asks for. */
export const startTlsFront = async () => {
  const ports = new Map<string, number>();
  const { key, cert, path: certificatePath, remove } = await makeCertificate();
  const server = createServer({ key, cert }, client => {
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
    certificatePath,
    async close(): Promise<void> {
      server.close();
      await remove();
    },
  };
};
export type TlsFront = Awaited<ReturnType<typeof startTlsFront>>;
