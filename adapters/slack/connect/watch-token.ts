import type { Services } from '../../services.js';
import { isDeadToken } from '../send/slack-errors.js';

/**
 * Looks at the one workspace's token when an answer could not be given there: a revocation that came while nobody listened is told by no
 * event. One look at a time; gives the reason that the token is lost, and undefined when it is good.
 */
export const watchToken = (
  incoming: Pick<Services['incoming'], 'onSettled'>,
  community: string,
  check: () => Promise<unknown>,
  onChecked: (lost: string | undefined) => void,
): void => {
  let isChecking = false;
  const look = async (): Promise<void> => {
    if (isChecking) return;
    isChecking = true;
    try {
      await check();
      onChecked(undefined);
    } catch (error) {
      // A network that is away says nothing of the token.
      if (isDeadToken(error)) onChecked('Slack takes the bot token no more; install the app again');
    } finally {
      isChecking = false;
    }
  };
  incoming.onSettled(settled => {
    if (settled.community === community && settled.result === 'failed') void look();
  });
};
