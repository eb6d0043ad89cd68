import type { Config } from '../src/config.js';
import { inspectStores } from '../src/create-stores.js';
import type { Check } from './check.js';

const megabytes = (bytes: number): string => `${(bytes / 1_000_000).toFixed(1)} MB`;

const some = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;

/** What is kept of communities, and whether it can be read. */
const checkKept = async ({ dataDir, retentionDays }: Config): Promise<Check> => {
  const name = 'Kept data';
  const forHowLong = `kept for ${retentionDays} days`;
  try {
    const found = await inspectStores({ dataDir });
    if (!found) return { name, state: 'ok', text: `nothing yet; conversations and feedback are ${forHowLong}` };
    const { conversations, answers, feedback, bytes } = found;
    return {
      name,
      state: 'ok',
      text: `${some(conversations, 'conversation')}, ${some(answers, 'answer')}, ${some(feedback, 'rating')} (${megabytes(bytes)}), ${forHowLong}`,
    };
  } catch (error) {
    return { name, state: 'problem', text: error instanceof Error ? error.message : String(error) };
  }
};

const checkQuotas = ({ quotas }: Config): Check => ({
  name: 'Quotas',
  state: 'ok',
  text: `${quotas.memberPerHour} questions an hour for a member, ${quotas.channelPerHour} for a channel`,
});

/** Secrets that are kept without the key they were sealed with are as good as lost. */
const checkEncryption = async ({ dataDir, encryptionKey }: Config): Promise<Check[]> => {
  const kept = await inspectStores({ dataDir }).catch(() => undefined);
  if (encryptionKey || !kept?.secrets) return [];
  return [
    {
      name: 'Encryption',
      state: 'problem',
      text: `${some(kept.secrets, 'secret')} kept, and ENCRYPTION_KEY is not set`,
      next: 'Set ENCRYPTION_KEY to the key they were sealed with.',
    },
  ];
};

/** Checks of what adapters share, and of each adapter that is configured: an adapter adds its own line here. */
export const checkAdapters = async (config: Config): Promise<Check[]> => {
  const checks: Promise<readonly Check[]>[] = [
    checkKept(config).then(check => [check]),
    checkEncryption(config),
    Promise.resolve([checkQuotas(config)]),
    import('./web/doctor.js').then(async ({ checkWeb }) => [await checkWeb(config)]),
    ...(config.discord ? [import('./discord/doctor.js').then(({ checkDiscord }) => checkDiscord(config))] : []),
    ...(config.slack ? [import('./slack/doctor.js').then(({ checkSlack }) => checkSlack(config))] : []),
  ];
  return (await Promise.all(checks)).flat();
};
