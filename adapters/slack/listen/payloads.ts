import { z } from 'zod';

/*
 * What Slack sends, parsed before use. Only what is read is named; the rest may come and go.
 */

const id = z.string().min(1).max(64);
const ts = z.string().regex(/^\d+\.\d+$/);

/** `app_mention` and `message` events. https://docs.slack.dev/reference/events/message */
export const messageSchema = z.object({
  type: z.enum(['app_mention', 'message']),
  subtype: z.string().optional(),
  /** Absent in messages of the system. */
  user: id.optional(),
  bot_id: id.nullish(),
  text: z.string().nullish(),
  blocks: z.array(z.unknown()).nullish(),
  channel: id,
  channel_type: z.string().nullish(),
  ts,
  thread_ts: ts.nullish(),
  hidden: z.boolean().optional(),
});
export type MessageEvent = z.infer<typeof messageSchema>;

/** Around every event. https://docs.slack.dev/apis/events-api */
export const envelopeSchema = z.object({ event_id: id.optional() });

/** https://docs.slack.dev/reference/events/reaction_added */
export const reactionSchema = z.object({
  user: id,
  reaction: z.string(),
  item: z.object({ type: z.string(), channel: id.optional(), ts: ts.optional() }),
});

/** https://docs.slack.dev/reference/events/app_home_opened */
export const homeOpenedSchema = z.object({ user: id, channel: id.optional(), tab: z.string().optional() });

/** https://docs.slack.dev/ai/agent-sessions */
export const sessionStoppedSchema = z.object({
  channel: id,
  thread_ts: ts,
  user: id.optional(),
  /** Messages that Slack still takes for being written. */
  streaming_message_ts: z.array(ts).nullish(),
});

/** https://docs.slack.dev/interactivity/implementing-slash-commands */
export const commandSchema = z.object({
  command: z.string(),
  text: z.string().default(''),
  user_id: id,
  channel_id: id,
  trigger_id: z.string().min(1),
});

/** https://docs.slack.dev/interactivity/implementing-shortcuts */
export const messageShortcutSchema = z.object({
  user: z.object({ id }),
  channel: z.object({ id }),
  trigger_id: z.string().min(1),
  message: z.object({
    ts,
    thread_ts: ts.nullish(),
    text: z.string().nullish(),
    blocks: z.array(z.unknown()).nullish(),
  }),
});

/** https://docs.slack.dev/reference/interaction-payloads/block_actions-payload */
export const pressSchema = z.object({
  user: z.object({ id }),
  trigger_id: z.string().min(1).optional(),
  channel: z.object({ id }).nullish(),
  container: z
    .object({
      type: z.string(),
      message_ts: ts.optional(),
      thread_ts: ts.nullish(),
      channel_id: id.optional(),
      is_ephemeral: z.boolean().optional(),
    })
    .nullish(),
  message: z.object({ ts, thread_ts: ts.nullish() }).nullish(),
  view: z
    .object({ id, state: z.object({ values: z.record(z.string(), z.record(z.string(), z.unknown())) }).optional() })
    .nullish(),
  actions: z.array(z.object({ action_id: z.string(), value: z.string().optional(), action_ts: z.string().optional() })).min(1),
});
export type Press = z.infer<typeof pressSchema>;

/** What one field of a form holds. */
export const fieldSchema = z.object({
  value: z.string().nullish(),
  selected_option: z.object({ value: z.string() }).nullish(),
});

/** https://docs.slack.dev/reference/interaction-payloads/view-interactions-payload */
export const submissionSchema = z.object({
  user: z.object({ id }),
  view: z.object({
    id,
    private_metadata: z.string().default(''),
    state: z.object({ values: z.record(z.string(), z.record(z.string(), z.unknown())) }),
  }),
});

/** https://docs.slack.dev/reference/events/tokens_revoked */
export const revokedSchema = z.object({ tokens: z.object({ bot: z.array(z.string()).nullish() }).optional() });
