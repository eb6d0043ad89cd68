import type { Logger } from 'pino';
import type { Coach } from '../src/coach/coach.js';
import type { Config } from '../src/config.js';
import type { ConversationStore } from '../src/contracts/conversation-store.js';
import type { DeliveryStore } from '../src/contracts/delivery-store.js';
import type { FeedbackStore } from '../src/contracts/feedback-store.js';
import type { MemberData } from '../src/contracts/member-data.js';
import type { QuotaStore } from '../src/contracts/quota-store.js';
import type { SecretStore } from '../src/contracts/secret-store.js';
import type { SettingsStore } from '../src/contracts/settings-store.js';
import type { Pack } from '../src/domain/pack.js';
import type { Redact } from '../src/open-redactor.js';
import type { AnswerIncoming } from './incoming.js';

/** Whether questions can be answered yet; `done` and `total` are texts of the index that is being built. */
export type CoachState =
  | { readonly state: 'starting' }
  | { readonly state: 'building'; readonly done: number; readonly total: number }
  /** `builtAt` is when the index in use was built, as an ISO date. */
  | { readonly state: 'ready'; readonly builtAt?: string }
  /** It could not be opened; `detail` is for the operator. */
  | { readonly state: 'failed'; readonly detail: string };

export type PlatformHealth = { readonly name: string; readonly ready: boolean; readonly detail: string };

/** What every adapter is given; made once for a process by the composition in start.ts. */
export type Services = {
  readonly config: Config;
  readonly log: Logger;
  /** Until it is ready it rejects with `coach_starting` and a kind sentence. */
  readonly coach: Coach;
  coachState(): CoachState;
  /** Whether each platform that is configured can be reached now, and why not; the page itself is none. */
  platforms(): readonly PlatformHealth[];
  /** Of the index in use: it changes when another takes its place, so it is read where it is needed. */
  readonly pack: Pack;
  readonly incoming: AnswerIncoming;
  readonly conversations: ConversationStore;
  /** Taking and marking is the inbound path's. */
  readonly deliveries: Pick<DeliveryStore, 'unanswered' | 'taken'>;
  readonly feedback: FeedbackStore;
  readonly settings: SettingsStore;
  readonly secrets: SecretStore;
  readonly memberData: MemberData;
  readonly quotas: Pick<QuotaStore, 'saltOfDay'>;
  /** What of a member's words may be shown again; undefined when nothing may. */
  readonly redact: Redact;
};

/** The same services with a log of an adapter's own. */
export const withLog = (services: Services, log: Logger): Services => ({
  ...services,
  // A spread would keep the pack of this moment.
  get pack() {
    return services.pack;
  },
  log,
});

/** An adapter that runs. */
export type Running = {
  /** What `npm start` says of it: "Slack (Socket Mode, NextRung in Acme Guild)". */
  readonly description: string;
  /** What a browser opens, for an adapter that has a page. */
  readonly address?: string;
  /** Whether it can be reached now, and in a few words why not. */
  health(): { readonly ready: boolean; readonly detail: string };
  /** Finishes answers in flight that other processes of this adapter write, as `AnswerIncoming.drain` does those of this one. */
  drain?(): Promise<void>;
  /** Takes no more events; answers in flight have been drained before. */
  stop(): Promise<void>;
};

/** Starts an adapter. Rejects with a `NextRungError` that tells the next step; another adapter's failure is not its own. */
export type StartAdapter = (services: Services) => Promise<Running>;
