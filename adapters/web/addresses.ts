import { BlockList, isIP } from 'node:net';

/** Whether an address to listen on can be reached from this machine alone. */
export const isLoopback = (host: string): boolean => {
  const name = host.replace(/^\[|\]$/g, '').toLowerCase();
  return name === 'localhost' || name === '::1' || /^127(\.\d{1,3}){3}$/.test(name) || name === '::ffff:127.0.0.1';
};

const familyOf = (address: string): 'ipv4' | 'ipv6' => (isIP(address) === 6 ? 'ipv6' : 'ipv4');

/** Whether an address that connects is that of a proxy of ours, or of whoever sits at this machine. */
export const isProxy = (address: string, { trustedProxies }: { readonly trustedProxies: readonly string[] }): boolean => {
  if (isLoopback(address)) return true;
  const trusted = new BlockList();
  for (const block of trustedProxies) {
    const [first = '', bits = isIP(block) === 6 ? 128 : 32] = block.split('/');
    trusted.addSubnet(first, Number(bits), familyOf(first));
  }
  return trusted.check(address, familyOf(address));
};

/** The name in a Host header, without port and brackets; undefined when it is no host at all. */
const hostNameOf = (host: string | undefined): string | undefined => {
  const [, name] = /^(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(?::\d{1,5})?$/i.exec(host ?? '') ?? [];
  return name?.replace(/^\[|\]$/g, '').toLowerCase();
};

/** The path of the public address, without a slash at its end: "/coach" of https://example.org/coach/, nothing of a name alone. */
export const basePathOf = ({ publicUrl }: { readonly publicUrl: string | undefined }): string =>
  publicUrl ? new URL(publicUrl).pathname.replace(/\/+$/, '') : '';

/** An address as one puts it in a browser: IPv6 in brackets, and an address that means "all of this machine's" as localhost. */
export const urlOf = (host: string, port: number): string => {
  const all = host === '0.0.0.0' || host === '::';
  const name = all || host === '127.0.0.1' ? 'localhost' : isIP(host) === 6 ? `[${host}]` : host;
  return `http://${name}:${port}`;
};

/**
 * Whether a Host header may name us. A page of somebody else's whose name was pointed at this machine (DNS rebinding) sends its own name:
 * so only loopback names, addresses and the configured public name are taken.
 */
export const createHostCheck = (web: { readonly host: string; readonly publicUrl: string | undefined }) => {
  const publicName = web.publicUrl ? new URL(web.publicUrl).hostname.replace(/^\[|\]$/g, '') : undefined;
  const listensInPublic = !isLoopback(web.host);
  return (host: string | undefined): boolean => {
    const name = hostNameOf(host);
    if (name === undefined) return false;
    if (name === publicName || isLoopback(name)) return true;
    return listensInPublic && (isIP(name) !== 0 || name === web.host.toLowerCase());
  };
};
