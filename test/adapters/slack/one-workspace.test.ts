import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Running, Services } from '../../../adapters/services.js';
import { feedbackForm } from '../../../adapters/slack/render/feedback-views.js';
import { startSlack } from '../../../adapters/slack/start.js';
import { readConfig } from '../../../src/config.js';
import { compilePackOrThrow } from '../../../src/knowledge/compile-pack.js';
import { readPackFiles } from '../../../src/knowledge/pack-files.js';
import { type Inbound, openInbound } from '../../support/inbound.js';
import { createScriptedCoach } from '../../support/scripted-coach.js';
import { createJourney, type Journey } from '../../support/slack/journey.js';
import { appToken, startLocalSlack } from '../../support/slack/local-slack.js';
import { useTemporaryFolder } from '../../support/temporary-folder.js';

describe('an answer in Slack', () => {
  const folder = useTemporaryFolder();
  let journey: Journey;
  let inbound: Inbound;
  let running: Running;

  beforeEach(async () => {
    const slack = await startLocalSlack();
    const settings = { SLACK_BOT_TOKEN: slack.team.token.value, SLACK_APP_TOKEN: appToken, SLACK_API_URL: slack.apiUrl };
    const config = readConfig(settings, process.cwd());
    inbound = await openInbound(folder.path());
    const services: Services = {
      config,
      log: pino({ level: 'silent' }),
      coach: createScriptedCoach(),
      coachState: () => ({ state: 'ready' }),
      platforms: () => [],
      pack: compilePackOrThrow(await readPackFiles(config.packDir), config.packDir),
      incoming: inbound,
      ...inbound.stores,
    };
    running = await startSlack(services);
    journey = createJourney(slack, () => {
      throw new Error('there is no process of its own');
    });
  });

  afterEach(async () => {
    await running.stop();
    await inbound.stores.close();
    await journey.slack.close();
  });

  it('is shared after all when the first press found the channel archived', async () => {
    const { slack, newMember, general, told, button, saidIn, waitFor } = journey;
    const kim = newMember();
    await kim.command(general, 'what do coders make?');
    const answer = await told(kim);
    slack.interfere(call => (call.method === 'chat.postMessage' ? { kind: 'refuse', error: 'is_archived' } : undefined));
    await kim.press(answer, button(answer, 'Share to channel'));
    await told(kim, 2);
    slack.interfere(() => undefined);
    await kim.press(answer, button(answer, 'Share to channel'));
    await waitFor(() => saidIn(general, undefined)[0], 'the shared answer');
  });

  it('answers no more when the token was revoked: the readiness says so, whether Slack told of it or not', async () => {
    const { slack, team, newMember, general, waitFor } = journey;
    const kim = newMember();
    expect(running.health()).toMatchObject({ ready: true });
    team.token.revoked = true;
    await kim.mention(general, 'what do coders make?');
    await waitFor(() => !running.health().ready, 'the look at the token');
    expect(running.health().detail).toMatch(/install the app again/);
    team.token.revoked = false;
    slack.interfere(call => (call.method === 'chat.postMessage' ? { kind: 'refuse', error: 'is_archived' } : undefined));
    await kim.mention(general, 'what do coders make?');
    await waitFor(() => running.health().ready, 'the second look');
    await kim.send('tokens-revoked', general);
    await waitFor(() => !running.health().ready, 'word of the revocation');
    expect(running.health().detail).toMatch(/revoked; install the app again/);
  });

  it('keeps the reason of a form that was sent before Slack said that it is open', async () => {
    const { slack, newMember, general, told, button, waitFor, team } = journey;
    const kim = newMember();
    await kim.command(general, 'what do coders make?');
    const answer = await told(kim);
    const press = button(answer, /^Not helpful/);
    slack.interfere(call => (call.method === 'views.open' ? { kind: 'wait', ms: 700 } : undefined));
    await kim.press(answer, press);
    const form = feedbackForm(String((press as { value?: unknown }).value).split(':')[1] ?? '');
    const reason = { reason: { selected_option: { value: 'out_of_date' } } };
    await kim.submit({ id: 'V1', view: form } as never, { reason, comment: { comment: { value: 'renamed' } } });
    await waitFor(() => slack.calls.find(call => call.method === 'views.open'), 'the form');
    await new Promise(resolve => setTimeout(resolve, 1000));
    expect(await inbound.stores.feedback.list(`slack:${team.id}`)).toEqual([
      expect.objectContaining({ helpful: false, reason: 'out_of_date', comment: 'renamed' }),
    ]);
  });
});
