import type { Authorize } from '@slack/bolt';
import { WebClient, type WebClientOptions } from '@slack/web-api';
import { z } from 'zod';
import { NextRungError } from '../../../src/domain/errors.js';
import { asNextRungError } from '../send/slack-errors.js';

const identitySchema = z.object({
  team: z.string().default('a workspace'),
  team_id: z.string().min(1),
  enterprise_id: z.string().nullish(),
  user: z.string().default('NextRung'),
  user_id: z.string().min(1),
  bot_id: z.string().min(1),
});

/** Who a bot token is, and where. */
export type Identity = {
  readonly token: string;
  readonly team: string;
  readonly teamId: string;
  readonly enterpriseId: string | undefined;
  readonly user: string;
  readonly userId: string;
  readonly botId: string;
};

/** Asks Slack whose token this is. Rejects with `slack_failed` and the next step. */
export const identify = async (token: string, options: WebClientOptions): Promise<Identity> => {
  try {
    const found = identitySchema.parse(await new WebClient(token, options).auth.test());
    return {
      token,
      team: found.team,
      teamId: found.team_id,
      enterpriseId: found.enterprise_id ?? undefined,
      user: found.user,
      userId: found.user_id,
      botId: found.bot_id,
    };
  } catch (error) {
    if (error instanceof z.ZodError)
      throw new NextRungError('slack_failed', 'SLACK_BOT_TOKEN is not a bot’s token. Copy the one that begins with xoxb-.', {
        cause: error,
      });
    throw asNextRungError('SLACK_BOT_TOKEN could not be checked', error);
  }
};

/** Lets in what comes from the token's own workspace or its organisation, and nothing else. */
export const authorizeOne =
  (identity: Identity): Authorize<boolean> =>
  async ({ teamId, enterpriseId, isEnterpriseInstall }) => {
    const own =
      teamId === identity.teamId || (isEnterpriseInstall && enterpriseId !== undefined && enterpriseId === identity.enterpriseId);
    if (!own)
      throw new Error(`an event of workspace ${teamId ?? enterpriseId ?? 'unknown'} came in, which this token is not for`);
    return {
      botToken: identity.token,
      botId: identity.botId,
      botUserId: identity.userId,
      teamId: identity.teamId,
      ...(identity.enterpriseId ? { enterpriseId: identity.enterpriseId } : {}),
    };
  };
