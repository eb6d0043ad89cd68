import { App, type Authorize } from '@slack/bolt';
import type { SlackConfig } from '../../src/config.js';
import { NextRungError } from '../../src/domain/errors.js';
import { type Running, type Services, type StartAdapter, withLog } from '../services.js';
import { takeUpQuestions } from '../take-up-questions.js';
import { createBoltLog } from './connect/bolt-log.js';
import { createClientOptions } from './connect/client-options.js';
import type { Connection } from './connect/connection.js';
import { type Health, healthRoutes } from './connect/health.js';
import { createHttpConnection } from './connect/http-connection.js';
import { serveInstallations } from './connect/install-server.js';
import { createInstallationStore, installedIn } from './connect/installations.js';
import { createInstaller, type Route } from './connect/installer.js';
import { forgetLeftWorkspaces } from './connect/left-workspaces.js';
import { communityOf, type Place, placeOfCommunity } from './connect/place.js';
import { authorizeOne, identify } from './connect/single-workspace.js';
import { createSocketConnection } from './connect/socket-connection.js';
import { watchToken } from './connect/watch-token.js';
import { handleErrors } from './handle-errors.js';
import { createKnownThreads } from './listen/known-threads.js';
import { listenToCommands } from './listen/listen-to-commands.js';
import { listenToFeedback } from './listen/listen-to-feedback.js';
import { listenToHome } from './listen/listen-to-home.js';
import { listenToMessages } from './listen/listen-to-messages.js';
import { listenToNextQuestions } from './listen/listen-to-next-questions.js';
import { listenToRateNotices } from './listen/listen-to-rate-notices.js';
import { listenToReactions } from './listen/listen-to-reactions.js';
import { listenToRemoval } from './listen/listen-to-removal.js';
import { listenToSessions } from './listen/listen-to-sessions.js';
import { listenToSharing } from './listen/listen-to-sharing.js';
import { listenToShortcut } from './listen/listen-to-shortcut.js';
import { createOnce } from './listen/once.js';
import { takeUpMessage } from './listen/take-up-message.js';
import type { Parts } from './parts.js';

const listeners = [
  listenToCommands,
  listenToShortcut,
  listenToReactions,
  listenToNextQuestions,
  listenToSharing,
  listenToFeedback,
  listenToHome,
  listenToSessions,
];

const connect = (
  slack: SlackConfig,
  routes: readonly Route[],
  services: Services,
  options: ReturnType<typeof createClientOptions>,
): Connection => {
  if (slack.appToken)
    return createSocketConnection({
      appToken: slack.appToken,
      clientOptions: options(),
      proxy: slack.proxy,
      log: services.log,
    });
  if (!slack.signingSecret)
    throw new NextRungError('config_invalid', 'Slack: set SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET (HTTP).');
  return createHttpConnection({ signingSecret: slack.signingSecret, port: slack.port, routes, log: services.log });
};

/** Starts the Slack adapter: Socket Mode with an app-level token, signed requests without; one workspace by its token, several by OAuth. */
export const startSlack: StartAdapter = async (given): Promise<Running> => {
  const { slack } = given.config;
  if (!slack) throw new NextRungError('config_invalid', 'Slack: set SLACK_BOT_TOKEN, or SLACK_CLIENT_ID for several workspaces.');
  const services: Services = withLog(given, given.log.child({ adapter: 'slack' }));
  const { log, secrets, config, coachState } = services;

  const options = createClientOptions(slack, log);
  const identity = slack.botToken ? await identify(slack.botToken, options()) : undefined;
  const installer = identity ? undefined : createInstaller(slack, secrets, options(), log);

  let lost: string | undefined;
  let stopped = false;
  let takenUp = Promise.resolve();
  const health = (): Health => {
    if (lost) return { ready: false, detail: lost };
    const connected = connection.health();
    if (!connected.ready) return connected;
    const { state } = coachState();
    return state === 'ready' ? connected : { ready: false, detail: `the coach is ${state}` };
  };
  const routes = [...healthRoutes(health), ...(installer?.routes ?? [])];
  const connection = connect(slack, routes, services, options);

  const authorize: Authorize<boolean> = identity
    ? authorizeOne(identity)
    : (installer?.provider.authorize ?? (() => Promise.reject(new Error('no token'))));
  const app = new App({
    receiver: connection.receiver,
    authorize,
    clientOptions: options(),
    logger: createBoltLog(log),
    // Its memory of conversations is not ours, and grows without end.
    convoStore: false,
  });
  const parts: Parts = Object.assign(withLog(services, log), {
    threads: createKnownThreads(services.conversations),
    once: createOnce(),
    takenUp: () => takenUp,
  });
  const answer = listenToMessages(app, parts);
  for (const listen of listeners) listen(app, parts);
  listenToRemoval(app, parts, {
    installations: installer && createInstallationStore(secrets),
    onTokenLost: (teamId, detail) => {
      if (identity?.teamId === teamId) lost = detail;
    },
  });
  if (identity) {
    const check = (): Promise<unknown> => identify(identity.token, options());
    watchToken(services.incoming, communityOf(identity.teamId), check, detail => {
      lost = detail;
    });
  }
  listenToRateNotices(app, log);
  handleErrors(app, log);

  // In Socket Mode nothing listens on a port, but for the page that workspaces install from.
  const pages = installer && slack.appToken ? await serveInstallations(slack.port, routes) : undefined;
  const placeOf = (community: string): Promise<Place> => placeOfCommunity(community, authorize, options());
  // Begun before anything can come in, which then waits for its turn.
  takenUp = takeUpQuestions(services, {
    platform: 'slack:',
    takeUp: left => takeUpMessage(placeOf, answer, left),
    stopped: () => stopped,
  });
  const how = await connection.start();
  const where = identity
    ? `${identity.user} in ${identity.team}`
    : `${(await installedIn(secrets)).length} workspaces${pages ? `, more at http://localhost:${pages.port}/slack/install` : ', more at /slack/install'}`;
  log.info(
    { community: identity ? `slack:${identity.teamId}` : undefined, reaction: config.slack?.reaction },
    'Slack is connected',
  );
  if (installer) void forgetLeftWorkspaces(services, options);
  return {
    description: `Slack (${how}, ${where})`,
    health,
    async stop() {
      stopped = true;
      await Promise.all([connection.stop(), pages?.close()]);
    },
  };
};
