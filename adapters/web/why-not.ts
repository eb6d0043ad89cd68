import { NextRungError } from '../../src/domain/errors.js';

/** Why an address cannot be listened on, with the next step. */
export const whyNot = (error: NodeJS.ErrnoException, host: string, port: number): NextRungError => {
  const reasons: Readonly<Record<string, string>> = {
    EADDRINUSE: `port ${port} is taken, perhaps by another NextRung. Stop that one, or set PORT to another.`,
    EACCES: `port ${port} may not be used by this user. Set PORT to 1024 or more.`,
    EADDRNOTAVAIL: `this machine has no address ${host}. Set HOST to one that it has, or leave it unset.`,
    ENOTFOUND: `HOST=${host} is no address. Set HOST to an address of this machine, or leave it unset.`,
  };
  const reason = reasons[error.code ?? ''] ?? 'the address cannot be listened on. Check HOST and PORT.';
  return new NextRungError('adapter_failed', `The page cannot be served: ${reason}`, { cause: error });
};
