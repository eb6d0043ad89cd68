import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createInOrder } from '../../adapters/in-order.js';
import { readConfig } from '../../src/config.js';
import { inspectIndex } from '../../src/create-coach.js';
import type { LocalDiscord } from '../../test/support/discord/local-discord.js';
import { nextrung } from '../../test/support/run-nextrung.js';
import type { LocalSlack } from '../../test/support/slack/local-slack.js';
import type { Fault } from './missed.js';
import type { SoakPlan } from './plan.js';
import type { Subject } from './subject.js';

/** `at` is a share of the time. Long ones go one after the other. */
type Planned = { readonly name: string; readonly at: number; readonly isLong: boolean; run(): Promise<unknown> };

/** The guides are edited: the index has to be built again, though no vector with it. */
const newEdition = async (pack: string, edition: number): Promise<void> => {
  const path = join(pack, 'pack.yaml');
  const text = await readFile(path, 'utf8');
  await writeFile(path, text.replace(/^title: (.*?)(?: \(edition \d+\))?$/m, `title: $1 (edition ${edition})`));
};

/** A busy machine takes long; one that has not done it by then never will. */
const freshWithinMs = 120_000;
const untilFresh = async (env: Readonly<Record<string, string>>): Promise<void> => {
  const config = readConfig(env, process.cwd());
  for (const end = Date.now() + freshWithinMs; Date.now() < end; await sleep(250))
    if ((await inspectIndex(config)).state === 'fresh') return;
  throw new Error('the guides were edited, and no new index came');
};

const planned = (
  plan: SoakPlan,
  { slack, discord }: { readonly slack: LocalSlack; readonly discord: LocalDiscord },
  { kill, pack, dataDir }: Subject,
): readonly Planned[] => {
  let edition = 1;
  return [
    ...plan.kills.map(at => ({ name: 'kill', at, isLong: true, run: kill })),
    ...plan.disconnects.map((at, n) => ({
      name: 'disconnect',
      at,
      isLong: false,
      async run() {
        discord.gateway.drop();
        await (n % 2 === 0 ? slack.sockets.cut() : slack.sockets.refresh());
      },
    })),
    ...plan.indexChanges.map((at, n) => ({
      name: n % 2 === 0 ? 'edited guides' : 'nextrung index',
      at,
      isLong: true,
      async run() {
        // Whoever edits guides does no more: the product sees it. Whoever builds from another terminal has it built anew.
        if (n % 2 === 0) {
          await newEdition(pack, ++edition);
          await untilFresh({ DATA_DIR: dataDir, KNOWLEDGE_PACK: pack });
        } else {
          const built = await nextrung(['index', '--force'], { env: { DATA_DIR: dataDir, KNOWLEDGE_PACK: pack } });
          if (built.code !== 0) throw new Error(`the index could not be built: ${built.stderr}`);
        }
      },
    })),
  ];
};

/** Has the faults of a plan happen, from now on; settles when all are over, with when each was. */
export const happen = async (
  plan: SoakPlan,
  platforms: { readonly slack: LocalSlack; readonly discord: LocalDiscord },
  subject: Subject,
): Promise<Fault[]> => {
  // On a busy machine an index takes long: a process that started meanwhile would build one too, and tell everybody to ask again.
  const inTurn = createInOrder();
  return Promise.all(
    planned(plan, platforms, subject).map(async ({ name, at, isLong, run }) => {
      await sleep(at * plan.forMs);
      return inTurn.run(isLong ? 'long' : `${name} ${at}`, async () => {
        const from = Date.now();
        await run();
        return { name, from, to: Date.now() };
      });
    }),
  );
};
