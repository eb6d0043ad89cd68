import { openStores } from '../../src/create-stores.js';

/*
 * Takes a message in a process of its own, says on standard output what came of it, and then waits to be killed:
 * `take-delivery.ts FOLDER COMMUNITY KEYS [sending]`. With `race` it takes many, one after another, as fast as it can, and ends.
 */

const [folder = '', community = '', keys = '', then] = process.argv.slice(2);
const { deliveries, close } = await openStores({ dataDir: folder, encryptionKey: undefined });

if (then === 'race') {
  const fresh: string[] = [];
  for (let at = 0; at < Number(keys); at++)
    if ((await deliveries.take(community, [`message-${at}`])) === 'fresh') fresh.push(`${at}`);
  process.stdout.write(JSON.stringify(fresh));
  await close();
} else {
  process.stdout.write(await deliveries.take(community, keys.split(',')));
  if (then === 'sending') await deliveries.sending(community, keys.split(','));
  process.stdout.write('\n');
  setInterval(() => undefined, 1_000);
}
