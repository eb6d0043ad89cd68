import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import type { LocalDiscord } from '../../test/support/discord/local-discord.js';
import type { LocalSlack } from '../../test/support/slack/local-slack.js';
import { type Product, startProduct } from '../../test/support/slack/run-product.js';
import { residentOf } from '../support/busy-minute.js';

/** The product under test: one process after the other, on one data folder. */
export type Subject = {
  readonly dataDir: string;
  readonly pack: string;
  /** Of its page, while it runs. */
  address(): string | undefined;
  /** Ends it without a word, and starts another. */
  kill(): Promise<void>;
  /** What all processes so far have logged. */
  log(): string;
  /** Bytes that it holds in memory; NaN while none runs. */
  resident(): Promise<number>;
  clear(): Promise<void>;
};

/**
 * Starts the product with a data folder of its own in `folder`.
 *
 * @param indexOf a folder that holds the shipped pack's index
 */
export const startSubject = async (
  { slack, discord }: { readonly slack: LocalSlack; readonly discord: LocalDiscord },
  folder: string,
  indexOf: string,
): Promise<Subject> => {
  const [dataDir, pack] = [join(folder, 'soak'), join(folder, 'soak-pack')];
  await cp(join(indexOf, 'index'), join(dataDir, 'index'), { recursive: true, dereference: true });
  await cp('knowledge/medical-coding', pack, { recursive: true });
  const env = { LOG_LEVEL: 'info', KNOWLEDGE_PACK: pack, DISCORD_TOKEN: discord.state.token, DISCORD_API_URL: discord.apiUrl };
  const start = (): Promise<Product> => startProduct(slack, 'Socket Mode', { dataDir, env });
  let product = await start();
  let before = '';
  return {
    dataDir,
    pack,
    address: () => /http:\/\/[\w.]+:\d+/.exec(product.runs() ? product.stdout() : '')?.[0],
    async kill() {
      await product.stop('SIGKILL');
      before += product.stderr();
      product = await start();
    },
    log: () => before + product.stderr(),
    resident: () => residentOf(product.pid),
    clear: () => product.clear(),
  };
};
