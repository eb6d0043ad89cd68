import type { App, RespondFn } from '@slack/bolt';
import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import { feedbackReasons } from '../../../src/contracts/feedback-store.js';
import { answerNoLongerKept, thanksForFeedback } from '../../shared-texts.js';
import { placeOf } from '../connect/place.js';
import { actionIds, callbackIds, readFeedbackValue } from '../message.js';
import type { Parts } from '../parts.js';
import { feedbackFields, feedbackForm, feedbackSent, maxComment } from '../render/feedback-views.js';
import { fieldSchema, submissionSchema } from './payloads.js';
import { readPressed, tellPresser } from './pressed.js';

const reasonSchema = z.enum(feedbackReasons).optional().catch(undefined);

/** Buttons under an answer; one that did not help asks why. The pressing itself counts, whether the form is sent or not. */
export const listenToFeedback = (app: App, parts: Parts): void => {
  const { feedback, log } = parts;

  const openForm = async (client: WebClient, trigger: string, answerId: string): Promise<void> => {
    try {
      await client.views.open({ trigger_id: trigger, view: feedbackForm(answerId) });
    } catch (err) {
      log.warn({ err }, 'the form for feedback could not be opened; the press itself is kept');
    }
  };

  const take = async (args: {
    readonly ack: () => Promise<void>;
    readonly body: unknown;
    readonly respond: RespondFn | undefined;
    readonly client: WebClient;
    readonly context: object;
  }): Promise<void> => {
    await args.ack();
    const place = placeOf(args);
    const pressed = readPressed(args.body);
    const value = readFeedbackValue(pressed.value);
    if (!value) return;
    const { helpful, answerId } = value;
    // A trigger lives for three seconds: the form is asked for before anything else.
    const opening = !helpful && pressed.trigger ? openForm(args.client, pressed.trigger, answerId) : undefined;
    // Not behind the form: a form that is sent before Slack's answer is here would have its reason written over.
    const kept = await feedback.save({ community: place.community, answerId, member: pressed.user, helpful });
    await opening;
    if (!kept) return tellPresser(args.respond, answerNoLongerKept, pressed, log);
    if (helpful) await tellPresser(args.respond, thanksForFeedback, pressed, log);
  };

  for (const id of [actionIds.feedback, actionIds.helpful, actionIds.unhelpful]) {
    app.action(id, ({ ack, body, respond, client, context }) => take({ ack, body, respond, client, context }));
  }

  app.view(callbackIds.feedback, async ({ ack, body, client, context }) => {
    const place = placeOf({ client, context });
    const { user, view } = submissionSchema.parse(body);
    const field = (name: string) => fieldSchema.safeParse(view.state.values[name]?.[name]).data;
    const reason = reasonSchema.parse(field(feedbackFields.reason)?.selected_option?.value);
    const comment = field(feedbackFields.comment)?.value?.slice(0, maxComment);
    const kept = await feedback.save({
      community: place.community,
      answerId: view.private_metadata,
      member: user.id,
      helpful: false,
      ...(reason ? { reason } : {}),
      ...(comment ? { comment } : {}),
    });
    await ack({ response_action: 'update', view: feedbackSent(kept ? thanksForFeedback : answerNoLongerKept) });
  });
};
