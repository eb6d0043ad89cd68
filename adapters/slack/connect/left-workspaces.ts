import { WebClient, type WebClientOptions } from '@slack/web-api';
import type { Services } from '../../services.js';
import { asNextRungError, slackCode } from '../send/slack-errors.js';
import { createInstallationStore, installedIn } from './installations.js';
import { communityOf } from './place.js';

/**
 * What Slack says of the token of a bot that is in the workspace no more: https://docs.slack.dev/reference/methods/auth.test#errors. A
 * token that is refused for another reason may be one to put right, and nothing is deleted for it.
 */
const removedCode = 'account_inactive';

/** Deletes tokens and data of workspaces that removed the app while it was off, of which no event tells. Never rejects. */
export const forgetLeftWorkspaces = async (
  { secrets, memberData, log }: Pick<Services, 'secrets' | 'memberData' | 'log'>,
  options: () => WebClientOptions,
): Promise<void> => {
  const installations = createInstallationStore(secrets);
  const check = async (id: string): Promise<void> => {
    const query = { teamId: id, enterpriseId: undefined, isEnterpriseInstall: false } as const;
    const { bot } = await installations.fetchInstallation(query);
    try {
      await new WebClient(bot?.token, options()).auth.test();
    } catch (error) {
      if (slackCode(error) !== removedCode) throw asNextRungError('The token of a workspace could not be checked', error);
      await installations.deleteInstallation?.(query);
      const deleted = await memberData.forgetCommunity(communityOf(id));
      log.warn(
        { community: communityOf(id), ...deleted },
        'the app was removed from a workspace while it was off; its token and data were deleted',
      );
    }
  };
  try {
    for (const id of await installedIn(secrets))
      await check(id).catch((err: unknown) =>
        log.warn({ err, community: communityOf(id) }, 'it is not known whether the app is still in a workspace'),
      );
  } catch (err) {
    log.warn({ err }, 'it is not known in which workspaces the app still is');
  }
};
