import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';

const schema = z.object({
  features: z.object({ shortcuts: z.array(z.object({ callback_id: z.string() })).min(1) }),
  oauth_config: z.object({ scopes: z.object({ bot: z.array(z.string()).min(1) }) }),
  settings: z.object({ event_subscriptions: z.object({ bot_events: z.array(z.string()).min(1) }) }),
});

/** What an officer pastes into Slack: the local Slack gives the app these scopes and no other. */
export const manifest = schema.parse(
  parse(readFileSync(new URL('../../../adapters/slack/manifest.yaml', import.meta.url), 'utf8')),
);
