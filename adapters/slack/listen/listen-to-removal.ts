import type { App } from '@slack/bolt';
import type { InstallationStore } from '@slack/oauth';
import { z } from 'zod';
import { communityOf } from '../connect/place.js';
import type { Parts } from '../parts.js';
import { revokedSchema } from './payloads.js';

/** These two come without a token, so the workspace is read from the envelope. */
const envelopeSchema = z.object({ team_id: z.string().min(1), enterprise_id: z.string().nullish() });

export type RemovalOptions = {
  /** Where tokens of several workspaces are kept; none when there is one workspace, whose token is a setting. */
  readonly installations: InstallationStore | undefined;
  /** The token of the one workspace is dead: nothing can be answered until someone acts. */
  readonly onTokenLost: (teamId: string, detail: string) => void;
};

/** The app was removed, or its tokens were revoked: what was kept to speak there is deleted. */
export const listenToRemoval = (app: App, { memberData, log }: Parts, { installations, onTokenLost }: RemovalOptions): void => {
  const removeToken = async (teamId: string, enterpriseId: string | undefined, isEnterpriseInstall: boolean): Promise<void> => {
    await installations?.deleteInstallation?.({ teamId, enterpriseId, isEnterpriseInstall });
  };

  app.event('app_uninstalled', async ({ body, context }) => {
    const { team_id: teamId, enterprise_id: enterpriseId } = envelopeSchema.parse(body);
    await removeToken(teamId, enterpriseId ?? undefined, context.isEnterpriseInstall);
    const deleted = await memberData.forgetCommunity(communityOf(teamId));
    onTokenLost(teamId, 'the app was removed from the workspace; install it again');
    log.warn(
      { community: communityOf(teamId), ...deleted },
      'the app was removed from a workspace; its token and data were deleted',
    );
  });

  app.event('tokens_revoked', async ({ event, body, context }) => {
    const { tokens } = revokedSchema.parse(event);
    // A member's own token is not ours to miss.
    if ((tokens?.bot ?? []).length === 0) return;
    const { team_id: teamId, enterprise_id: enterpriseId } = envelopeSchema.parse(body);
    await removeToken(teamId, enterpriseId ?? undefined, context.isEnterpriseInstall);
    onTokenLost(teamId, 'the bot token was revoked; install the app again');
    log.warn({ community: communityOf(teamId) }, 'the bot token of a workspace was revoked; install the app there again');
  });
};
