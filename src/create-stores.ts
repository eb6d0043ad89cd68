import { join } from 'node:path';
import { openCommunityDatabase } from './backends/community-database.js';
import { type CommunityFile, describeCommunityFile } from './backends/describe-community-file.js';
import { openProcessMark } from './backends/process-mark.js';
import { createSqliteConversationStore } from './backends/sqlite-conversation-store.js';
import { createSqliteDeliveryStore } from './backends/sqlite-delivery-store.js';
import { createSqliteFeedbackStore } from './backends/sqlite-feedback-store.js';
import { createSqliteMemberData } from './backends/sqlite-member-data.js';
import { createSqliteSecretStore } from './backends/sqlite-secret-store.js';
import { createSqliteSettingsStore } from './backends/sqlite-settings-store.js';
import { answerToMarkdown } from './coach/answer-to-markdown.js';
import { holdsPatientData } from './coach/patient-data.js';
import type { Config } from './config.js';
import type { ConversationStore } from './contracts/conversation-store.js';
import type { DeliveryStore } from './contracts/delivery-store.js';
import type { FeedbackStore } from './contracts/feedback-store.js';
import type { MemberData } from './contracts/member-data.js';
import type { SecretStore } from './contracts/secret-store.js';
import type { SettingsStore } from './contracts/settings-store.js';

export type OpenedStores = {
  readonly conversations: ConversationStore;
  readonly deliveries: DeliveryStore;
  readonly feedback: FeedbackStore;
  readonly settings: SettingsStore;
  readonly secrets: SecretStore;
  readonly memberData: MemberData;
  close(): Promise<void>;
};

const communityFile = 'community.sqlite';

/** What is kept so far, without changing it; undefined when nothing is. Rejects as `openStores` does. */
export const inspectStores = async ({ dataDir }: Pick<Config, 'dataDir'>): Promise<CommunityFile | undefined> =>
  describeCommunityFile(join(dataDir, communityFile));

/** A member who complains may paste what the question was about: such words are not kept, the complaint is. */
const withoutPatientData = (feedback: FeedbackStore): FeedbackStore => ({
  ...feedback,
  save: ({ comment, ...rest }) => feedback.save(comment === undefined || holdsPatientData(comment) ? rest : { ...rest, comment }),
});

/**
 * The composition root of what is kept of communities: picks the backends and opens them in `dataDir`. Several processes may have it open.
 * Rejects with `store_unreadable` or `store_newer`, each with the next step; then nothing was changed.
 */
export const openStores = async (
  config: Pick<Config, 'dataDir' | 'encryptionKey'>,
  { now = () => new Date() }: { readonly now?: () => Date } = {},
): Promise<OpenedStores> => {
  const database = await openCommunityDatabase(join(config.dataDir, communityFile));
  const process = openProcessMark(join(config.dataDir, 'running'));
  return {
    conversations: createSqliteConversationStore(database, { wordsOf: answerToMarkdown, now }),
    deliveries: createSqliteDeliveryStore(database, { process, now }),
    feedback: withoutPatientData(createSqliteFeedbackStore(database, { now })),
    settings: createSqliteSettingsStore(database),
    secrets: createSqliteSecretStore(database, config.encryptionKey),
    memberData: createSqliteMemberData(database),
    async close() {
      process.close();
      database.close();
    },
  };
};
