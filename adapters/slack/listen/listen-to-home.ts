import type { App } from '@slack/bolt';
import { shorten } from '../../shorten.js';
import { type Place, placeOf } from '../connect/place.js';
import { maxPrompts } from '../limits.js';
import { actionIds, callbackIds } from '../message.js';
import type { Parts } from '../parts.js';
import { calmText } from '../render/calm-text.js';
import { askForm, homeView } from '../render/home-view.js';
import { asNextRungError } from '../send/slack-errors.js';
import { askFromHome } from './ask-from-home.js';
import { fieldSchema, homeOpenedSchema, submissionSchema } from './payloads.js';
import { readPressed } from './pressed.js';
import { readText } from './read-text.js';

type FormState = { readonly values: Readonly<Record<string, Readonly<Record<string, unknown>>>> };

/** What stands in the form's only field, whatever number its block has by now. */
const typedIn = (state: FormState | undefined): string => {
  const fields = Object.values(state?.values ?? {}).map(block => fieldSchema.safeParse(block[actionIds.homeQuestion]).data);
  return fields.find(field => field?.value)?.value?.trim() ?? '';
};

/** The Home tab with its form, and the prompts of an agent's Messages tab. */
export const listenToHome = (app: App, parts: Parts): void => {
  const { config, log } = parts;
  let forms = 0;

  const publish = async ({ client }: Place, user: string, note?: string): Promise<void> => {
    forms += 1;
    const view = homeView({
      pack: parts.pack,
      config,
      formNumber: forms,
      ...(note ? { note } : {}),
    });
    try {
      await client.views.publish({ user_id: user, view });
    } catch (error) {
      throw asNextRungError('The Home tab could not be shown', error);
    }
  };

  const suggest = async ({ client }: Place, channel: string): Promise<void> => {
    const prompts = parts.pack.info.suggestions
      .slice(0, maxPrompts)
      .map(question => ({ title: shorten(calmText(question), 75), message: question }));
    const [first, ...rest] = prompts;
    if (!first) return;
    try {
      await client.assistant.threads.setSuggestedPrompts({ channel_id: channel, title: 'Try asking', prompts: [first, ...rest] });
    } catch (err) {
      log.warn({ err }, 'prompts could not be suggested; is the agent view on, and the scope assistant:write given?');
    }
  };

  app.event('app_home_opened', async ({ event, client, context }) => {
    const place = placeOf({ client, context });
    const { user, tab, channel } = homeOpenedSchema.parse(event);
    if (tab === 'messages' && channel) await suggest(place, channel);
    else if (tab !== 'messages') await publish(place, user);
  });

  const askOnce = async (place: Place, user: string, question: string, name: string): Promise<void> => {
    if (!parts.once(`${place.community} ${name}`)) return;
    await askFromHome(parts, { place, user, question, name, note: text => publish(place, user, text) });
  };

  app.action(new RegExp(`^${actionIds.askFromHome}(?:_\\d)?$`), async ({ ack, body, client, context }) => {
    await ack();
    const place = placeOf({ client, context });
    const { user, actionId, value, trigger, press } = readPressed(body);
    const fromForm = actionId === actionIds.askFromHome;
    const question = readText(fromForm ? typedIn(press.view?.state) : value, place.botUserId);
    if (question) return askOnce(place, user, question, `home:${trigger ?? `${press.view?.id}:${press.actions[0]?.action_ts}`}`);
    if (trigger) await client.views.open({ trigger_id: trigger, view: askForm(parts.pack) });
  });

  app.view(callbackIds.askForm, async ({ ack, body, client, context }) => {
    await ack();
    const place = placeOf({ client, context });
    const { user, view } = submissionSchema.parse(body);
    const question = readText(typedIn(view.state), place.botUserId);
    if (question) await askOnce(place, user.id, question, `form:${view.id}`);
  });
};
