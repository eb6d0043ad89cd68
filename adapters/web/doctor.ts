import { once } from 'node:events';
import { createServer } from 'node:net';
import type { Config } from '../../src/config.js';
import { NextRungError } from '../../src/domain/errors.js';
import type { Check } from '../check.js';
import { checkExposure } from './access.js';
import { urlOf } from './addresses.js';
import { builtPage } from './static-page.js';
import { whyNot } from './why-not.js';

/** Whether the address can be had: listens on it for a moment. */
const tryAddress = async ({ host, port }: Config['web']): Promise<void> => {
  const server = createServer().listen(port, host);
  try {
    await once(server, 'listening');
  } catch (error) {
    throw whyNot(error as NodeJS.ErrnoException, host, port);
  } finally {
    server.close();
  }
};

/** The page: whether it is built, and whether its address can be had and does not stand open to everybody. */
export const checkWeb = async ({ web }: Pick<Config, 'web'>): Promise<Check> => {
  const name = 'Web page';
  const address = web.publicUrl ?? urlOf(web.host, web.port);
  try {
    checkExposure(web);
    await tryAddress(web);
  } catch (error) {
    const taken = error instanceof NextRungError && (error.cause as NodeJS.ErrnoException)?.code === 'EADDRINUSE';
    // One that runs already is no problem, and the terminal needs no address.
    return { name, state: taken ? 'note' : 'problem', text: error instanceof Error ? error.message : String(error) };
  }
  if (!builtPage()) return { name, state: 'note', text: 'not built yet', next: 'Run npm run build.' };
  return { name, state: 'ok', text: `${address}${web.accessToken ? ', asks for WEB_ACCESS_TOKEN' : ', for this machine alone'}` };
};
