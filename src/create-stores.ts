import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { openCommunityDatabase } from './backends/community-database.js';
import { backupCommunityFile, deleteLeftByRestore, restoreCommunityFile } from './backends/copy-community-file.js';
import { type CommunityFile, describeCommunityFile } from './backends/describe-community-file.js';
import { openProcessMark, type ProcessMark } from './backends/process-mark.js';
import { createSqliteConversationStore } from './backends/sqlite-conversation-store.js';
import { createSqliteDeliveryStore } from './backends/sqlite-delivery-store.js';
import { createSqliteFeedbackStore } from './backends/sqlite-feedback-store.js';
import { createSqliteLastRun } from './backends/sqlite-last-run.js';
import { createSqliteMemberData } from './backends/sqlite-member-data.js';
import { createSqliteQuotaStore } from './backends/sqlite-quota-store.js';
import { createSqliteSecretStore } from './backends/sqlite-secret-store.js';
import { createSqliteSettingsStore } from './backends/sqlite-settings-store.js';
import { answerToMarkdown } from './coach/answer-to-markdown.js';
import type { Config } from './config.js';
import type { ConversationStore } from './contracts/conversation-store.js';
import type { DeliveryStore } from './contracts/delivery-store.js';
import type { FeedbackStore } from './contracts/feedback-store.js';
import type { LastRun } from './contracts/last-run.js';
import type { MemberData } from './contracts/member-data.js';
import type { QuotaStore } from './contracts/quota-store.js';
import type { SecretStore } from './contracts/secret-store.js';
import type { SettingsStore } from './contracts/settings-store.js';
import { diskReason } from './domain/disk-reason.js';
import { NextRungError } from './domain/errors.js';
import { openRedactor, type Redact } from './open-redactor.js';

export type OpenedStores = {
  readonly conversations: ConversationStore;
  readonly deliveries: DeliveryStore;
  readonly feedback: FeedbackStore;
  readonly settings: SettingsStore;
  readonly secrets: SecretStore;
  readonly memberData: MemberData;
  readonly quotas: QuotaStore;
  readonly lastRun: LastRun;
  /** What all words of members' go through before they are kept. */
  readonly redact: Redact;
  close(): Promise<void>;
};

const communityFile = 'community.sqlite';

const describeSaved = (path: string): CommunityFile => {
  const found = describeCommunityFile(path);
  if (!found) throw new NextRungError('store_unreadable', `${path} is gone again. Try once more.`);
  return found;
};

/** What is kept so far, without changing it; undefined when nothing is. Rejects as `openStores` does. */
export const inspectStores = async ({ dataDir }: Pick<Config, 'dataDir'>): Promise<CommunityFile | undefined> =>
  describeCommunityFile(join(dataDir, communityFile));

/** Saves what is kept as one file, while processes may write to it; gives what is in it. Rejects with the next step. */
export const backupStores = async ({ dataDir }: Pick<Config, 'dataDir'>, file: string): Promise<CommunityFile> => {
  const from = join(dataDir, communityFile);
  if (describeCommunityFile(from) === undefined)
    throw new NextRungError('input_invalid', `There is nothing to save yet: ${from} is made when the first question is kept.`);
  await backupCommunityFile(from, file);
  return describeSaved(file);
};

/**
 * Puts back what `backupStores` saved, of this version or an older one; processes that run go on with it. Gives what is in it, and where
 * what was there before is kept. Rejects with the next step, and then nothing was changed.
 */
export const restoreStores = async (
  { dataDir }: Pick<Config, 'dataDir'>,
  file: string,
): Promise<CommunityFile & { readonly before: string | undefined }> => {
  if (!existsSync(file)) throw new NextRungError('input_invalid', `There is no file ${file}. Name one that backup has saved.`);
  mkdirSync(dataDir, { recursive: true });
  const before = await restoreCommunityFile(file, join(dataDir, communityFile));
  return { ...describeSaved(join(dataDir, communityFile)), before };
};

/** Of a question about a patient nothing is kept, whoever hands it over; what an older version kept is shown as it would be kept today. */
const keepingRedacted = (conversations: ConversationStore, redact: Redact): ConversationStore => ({
  ...conversations,
  remember: (key, given) => conversations.remember(key, { ...given, question: redact(given.question) ?? '' }),
  async findAnswer(community, answerId) {
    const given = await conversations.findAnswer(community, answerId);
    return given && { ...given, question: redact(given.question) ?? '' };
  },
});

/** A member who complains may paste what the question was about: such words are not kept, the complaint is. */
const savingRedacted = (feedback: FeedbackStore, redact: Redact): FeedbackStore => ({
  ...feedback,
  save({ comment, ...rest }) {
    const kept = comment && redact(comment);
    return feedback.save(kept ? { ...rest, comment: kept } : rest);
  },
});

/** What a restore has set aside is of members too, and goes when it is too old. */
const deletingLeft = (memberData: MemberData, path: string): MemberData => ({
  ...memberData,
  async deleteOlderThan(date) {
    deleteLeftByRestore(path, date);
    return memberData.deleteOlderThan(date);
  },
});

/** The mark of this process; without it nothing is opened, as no other process could tell that this one runs. */
const openMark = (folder: string, database: { close(): void }): ProcessMark => {
  try {
    return openProcessMark(folder);
  } catch (cause) {
    database.close();
    const why = diskReason(cause);
    throw new NextRungError(
      'store_unreadable',
      `${folder} cannot be written${why ? `: ${why}` : ''}. Make it a folder that you may write to, with room on its disk, or set DATA_DIR to another.`,
      { cause },
    );
  }
};

/**
 * The composition root of what is kept of communities: picks the backends and opens them in `dataDir`. Words of members' are redacted before any backend has them. Several processes may have it open.
 * Rejects with `store_unreadable` or `store_newer`, each with the next step; then nothing was changed.
 */
export const openStores = async (
  config: Pick<Config, 'dataDir' | 'encryptionKey'>,
  { now = () => new Date(), redact: given }: { readonly now?: () => Date; readonly redact?: Redact } = {},
): Promise<OpenedStores> => {
  const redact = given ?? (await openRedactor());
  const path = join(config.dataDir, communityFile);
  const database = await openCommunityDatabase(path);
  const process = openMark(join(config.dataDir, 'running'), database);
  return {
    conversations: keepingRedacted(createSqliteConversationStore(database, { wordsOf: answerToMarkdown, now }), redact),
    deliveries: createSqliteDeliveryStore(database, { process, now }),
    feedback: savingRedacted(createSqliteFeedbackStore(database, { now }), redact),
    settings: createSqliteSettingsStore(database),
    secrets: createSqliteSecretStore(database, config.encryptionKey),
    memberData: deletingLeft(createSqliteMemberData(database), path),
    quotas: createSqliteQuotaStore(database, { now }),
    lastRun: createSqliteLastRun(database),
    redact,
    async close() {
      process.close();
      database.close();
    },
  };
};
