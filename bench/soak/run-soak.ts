import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startLocalDiscord } from '../../test/support/discord/local-discord.js';
import { rateLimited } from '../../test/support/discord/refusals.js';
import { nextrung } from '../../test/support/run-nextrung.js';
import { startLocalSlack } from '../../test/support/slack/local-slack.js';
import { type Product, startProduct } from '../../test/support/slack/run-product.js';
import { countLines } from '../slack/load.js';
import { residentOf, within } from '../support/busy-minute.js';
import { createRandom } from '../support/statistics.js';
import { discordTraffic, type Judged, slackTraffic, type Traffic, webTraffic } from './traffic.js';

export type SoakPlan = {
  readonly forMs: number;
  /** Between two questions, whichever place they are asked in. */
  readonly everyMs: number;
  /** When each fault happens, as shares of the time. */
  readonly kills: readonly number[];
  readonly disconnects: readonly number[];
  readonly indexChanges: readonly number[];
  /** Of the calls that write to a platform. */
  readonly rateLimited: number;
};

export type SoakResult = {
  readonly places: Readonly<Record<'Slack' | 'Discord' | 'page', Judged>>;
  readonly askedAgain: number;
  readonly limited: number;
  /** Resident memory when the first process could answer, when the last one ended, and the most in between. */
  readonly bytes: { readonly start: number; readonly end: number; readonly most: number };
  readonly violations: readonly string[];
  readonly logged: Readonly<Record<string, number>>;
};

/** What is asked may be answered this long after the last question. */
const patienceMs = 60_000;

/** Another edition of the pack, with the same guides: the index has to be built again, and no vector with it. */
const newEdition = async (pack: string, edition: number): Promise<void> => {
  const path = join(pack, 'pack.yaml');
  const text = await readFile(path, 'utf8');
  await writeFile(path, text.replace(/^title: (.*?)(?: \(edition \d+\))?$/m, `title: $1 (edition ${edition})`));
};

/**
 * Mixed traffic on a local Slack, a local Discord and the page at once, on one product with a data folder of its own in `folder`, while it is
 * killed, cut off, limited and given new indexes.
 *
 * @param indexOf a folder that holds the shipped pack's index
 */
export const runSoak = async (
  plan: SoakPlan,
  folder: string,
  indexOf: string,
  progress: (what: string) => void,
): Promise<SoakResult> => {
  const [slack, discord] = [await startLocalSlack(), await startLocalDiscord()];
  const [dataDir, pack] = [join(folder, 'soak'), join(folder, 'soak-pack')];
  await cp(join(indexOf, 'index'), join(dataDir, 'index'), { recursive: true, dereference: true });
  await cp('knowledge/medical-coding', pack, { recursive: true });
  const env = { LOG_LEVEL: 'warn', KNOWLEDGE_PACK: pack, DISCORD_TOKEN: discord.state.token, DISCORD_API_URL: discord.apiUrl };
  let product: Product | undefined;
  let stderr = '';
  const start = async (): Promise<void> => {
    product = await startProduct(slack, 'Socket Mode', { dataDir, env });
  };
  const address = (): string | undefined => /http:\/\/[\w.]+:\d+/.exec(product?.runs() ? product.stdout() : '')?.[0];
  const kill = async (): Promise<void> => {
    await product?.stop('SIGKILL');
    stderr += product?.stderr() ?? '';
    await start();
  };
  const random = createRandom(20_261_129);
  try {
    await start();
    const page = webTraffic(address, random);
    const traffic: Record<'Slack' | 'Discord' | 'page', Traffic> = {
      Slack: slackTraffic(slack, random),
      Discord: discordTraffic(discord, random),
      page,
    };
    const places = Object.values(traffic);
    for (const place of places) await place.ask();
    await within(patienceMs, () => places.every(place => place.isDone()));

    let limited = 0;
    const isLimited = (): boolean => random() < plan.rateLimited && ++limited > 0;
    slack.interfere(({ method }) =>
      method.startsWith('chat.') && isLimited() ? { kind: 'limit', retryAfterSeconds: 1 } : undefined,
    );
    discord.interfere(({ method, path }) =>
      method === 'POST' && path.endsWith('/messages') && isLimited() ? rateLimited(1) : undefined,
    );

    const bytes: number[] = [];
    const watch = async (): Promise<void> => {
      const now = product ? await residentOf(product.pid) : Number.NaN;
      if (Number.isFinite(now)) bytes.push(now);
    };
    await watch();
    const watching = setInterval(() => void watch(), 1_000);
    let edition = 1;
    const faults: { readonly at: number; run(): Promise<unknown> }[] = [
      ...plan.kills.map(at => ({ at, run: kill })),
      ...plan.disconnects.map((at, n) => ({
        at,
        async run() {
          discord.gateway.drop();
          await (n % 2 === 0 ? slack.sockets.cut() : slack.sockets.refresh());
        },
      })),
      ...plan.indexChanges.map(at => ({
        at,
        async run() {
          await newEdition(pack, ++edition);
          const built = await nextrung(['index'], { env: { DATA_DIR: dataDir, KNOWLEDGE_PACK: pack } });
          if (built.code !== 0) throw new Error(`the index could not be built: ${built.stderr}`);
        },
      })),
    ];
    const began = Date.now();
    const happening = faults.map(({ at, run }) => sleep(at * plan.forMs).then(run));
    const asking: Promise<void>[] = [];
    for (let at = 0; Date.now() - began < plan.forMs; at++) {
      asking.push((places[at % places.length] as Traffic).ask());
      progress(`${Math.round((Date.now() - began) / 1000)} of ${plan.forMs / 1000} s, ${at + 1} questions`);
      await sleep(plan.everyMs * (0.5 + random()));
    }
    await Promise.all(happening);
    await Promise.all(asking);
    await within(patienceMs, () => places.every(place => place.isDone()));
    // What would be sent twice is sent by now.
    await sleep(Math.min(5_000, plan.forMs / 2));
    clearInterval(watching);
    await watch();
    if (!product) throw new Error('nothing runs');
    const judged = {
      Slack: await traffic.Slack.judge(product),
      Discord: await traffic.Discord.judge(product),
      page: await traffic.page.judge(product),
    };
    return {
      places: judged,
      askedAgain: page.askedAgain(),
      limited,
      bytes: { start: bytes[0] ?? 0, end: bytes.at(-1) ?? 0, most: Math.max(...bytes) },
      violations: [...slack.state.violations, ...discord.state.violations],
      logged: countLines(stderr + product.stderr()),
    };
  } finally {
    await product?.clear();
    await slack.close();
    await discord.close();
  }
};
