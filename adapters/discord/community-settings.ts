import { LRUCache } from 'lru-cache';
import type { Logger } from 'pino';
import { z } from 'zod';
import type { SettingsStore } from '../../src/contracts/settings-store.js';

/** Looked through at every message. */
export const mostChannels = 100;

const id = z.string().regex(/^\d{5,25}$/);

const settingsSchema = z.object({
  /** Channels where it answers; none means everywhere. */
  channels: z.array(id).max(mostChannels).default([]),
  /** A Unicode emoji, or `name:id` of the server's own; none means off. */
  reaction: z.string().max(80).optional(),
  /** Whether only those who may manage messages summon an answer by reaction. */
  reactionByModeratorsOnly: z.boolean().default(false),
  /** Questions of one member within an hour, in place of the configured number. */
  memberPerHour: z.number().int().min(1).max(100_000).optional(),
  /** Whether `/ask`, `/path` and `/compare` answer the asker alone unless asked otherwise. */
  privateByDefault: z.boolean().default(false),
});

/** What the officers of a server set. */
export type CommunitySettings = z.output<typeof settingsSchema>;

const defaultSettings = settingsSchema.parse({});

export type CommunitySettingsReader = {
  read(community: string): Promise<CommunitySettings>;
  write(community: string, settings: CommunitySettings): Promise<void>;
  forget(community: string): void;
};

/** Settings of each server, read once and kept at hand: an interaction's three seconds leave no time to wait for a disk. */
export const createCommunitySettings = (store: SettingsStore, log: Logger): CommunitySettingsReader => {
  const known = new LRUCache<string, CommunitySettings>({ max: 5000 });
  return {
    async read(community) {
      const kept = known.get(community);
      if (kept) return kept;
      const parsed = settingsSchema.safeParse((await store.read(community)) ?? {});
      if (!parsed.success)
        log.warn({ community }, 'the settings of a server could not be read; set them again with /coach-settings');
      const settings = parsed.data ?? defaultSettings;
      known.set(community, settings);
      return settings;
    },
    async write(community, settings) {
      await store.write(community, settings);
      known.set(community, settings);
    },
    forget: community => void known.delete(community),
  };
};

/** Whether officers let it answer in a channel, or in the channel that a thread belongs to. */
export const answersIn = ({ channels }: CommunitySettings, channelId: string, parentId: string | null): boolean =>
  channels.length === 0 || channels.includes(channelId) || (parentId !== null && channels.includes(parentId));
