import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import type { button, feedbackButtons, overflow, staticSelect } from './block-elements.js';
import type { SlackBlock } from './block-rules.js';
import type { View } from './call.js';
import type { Delivery } from './deliver.js';
import type { LocalSlack } from './local-slack.js';
import { addMessage } from './methods/chat.js';
import { type Names, type Payload, readPayload, typed } from './payload.js';
import { newResponseUrl, respond } from './response-url.js';
import { type Channel, directMessagesOf, type Message, newId, newTs, type Team } from './world.js';

type Said = { readonly message: Message; readonly deliveries: readonly Delivery[] };
type Where = { readonly thread?: string | undefined; readonly blocks?: readonly object[] };

/** What a member of a workspace does, and what Slack then sends to the app. Each waits until the app has acknowledged it. */
export const memberOf = (slack: LocalSlack, team: Team, user: string) => {
  const { state } = slack;
  const direct = (): Channel => directMessagesOf(team, user);

  const names = (channel: Channel): Names => ({
    T06ACME00: team.id,
    U06RUTH00: user,
    U06SAM000: [...team.members.keys()].find(id => id !== user) ?? user,
    C06GENERAL: channel.id,
    D06DIRECT: direct().id,
    U06NEXTRUNG: team.bot.userId,
    B06NEXTRUNG: team.bot.botId,
  });
  const kinds = { public: 'channel', private: 'group', im: 'im', mpim: 'mpim' } as const;

  /** An event in its envelope, with a new id and the time. */
  const eventPayload = (scenario: string, channel: Channel, event: object, envelope: object = {}): Payload =>
    readPayload(scenario, names(channel), {
      event_id: newId('Ev'),
      event_time: Math.floor(Date.now() / 1000),
      event: { event_ts: newTs(), ...event },
      ...envelope,
    });
  const send = (scenario: string, channel: Channel, event: object = {}, envelope: object = {}): Promise<Delivery> =>
    slack.deliver('events_api', eventPayload(scenario, channel, event, envelope));

  const write = (channel: Channel, text: string, { thread }: Where): Message =>
    addMessage({ team }, channel, { text, how: 'member', author: user, thread });
  const eventOf = (channel: Channel, { ts, text, thread }: Message, { blocks }: Where = {}): object => ({
    ts,
    event_ts: ts,
    text,
    client_msg_id: randomUUID(),
    channel: channel.id,
    channel_type: kinds[channel.kind],
    blocks: blocks ?? typed(text),
    ...(thread ? { thread_ts: thread } : {}),
  });

  const interaction = (channel: Channel, message?: Message): { trigger_id: string; response_url: string } => {
    const trigger = newId('Tr');
    state.triggers.set(trigger, { at: Date.now(), team: team.id, used: false });
    return { trigger_id: trigger, response_url: newResponseUrl(state, { team: team.id, channel: channel.id, user, message }) };
  };
  const asSent = (message: Message): object => ({
    ts: message.ts,
    text: message.text || message.markdown,
    blocks: message.blocks,
    thread_ts: message.thread,
  });

  return {
    id: user,
    direct,
    send,
    /** Puts a message of the member's into a channel, of which the app hears nothing. */
    write: (channel: Channel, text: string, where: Where = {}): Message => write(channel, text, where),
    /** Mentions the bot: Slack sends an app_mention and, of the same message, a message event. */
    async mention(channel: Channel, text: string, where: Where = {}): Promise<Said> {
      const message = write(channel, `<@${team.bot.userId}> ${text}`, where);
      const event = eventOf(channel, message, where);
      const { channel_type: _, ...mention } = event as { channel_type: string };
      return {
        message,
        deliveries: await Promise.all([send('mention', channel, mention), send('channel-message', channel, event)]),
      };
    },
    /** Writes in a channel or thread, without a mention unless the text holds one. */
    async say(channel: Channel, text: string, where: Where = {}): Promise<Said> {
      const message = write(channel, text, where);
      const scenario = where.thread ? 'thread-reply' : 'channel-message';
      return { message, deliveries: [await send(scenario, channel, eventOf(channel, message, where))] };
    },
    async writeDirectly(text: string, where: Where = {}): Promise<Said> {
      const message = write(direct(), text, where);
      return { message, deliveries: [await send('direct-message', direct(), eventOf(direct(), message, where))] };
    },
    /** A slash command; a body in the acknowledgement is shown to the member as Slack does. */
    async command(channel: Channel, text: string): Promise<Delivery> {
      const payload = readPayload('slash-command', names(channel), {
        ...interaction(channel),
        text,
        channel_name: channel.kind === 'im' ? 'directmessage' : channel.name,
        channel_id: channel.id,
        team_domain: team.domain,
      });
      const delivery = await slack.deliver('slash_commands', payload);
      const { body } = delivery;
      const shown = typeof body === 'string' ? { text: body } : (body as { text?: string; blocks?: object[] } | undefined);
      if (shown?.text || shown?.blocks) respond(state, { team: team.id, channel: channel.id, user }, { ...shown });
      return delivery;
    },
    async shortcut(channel: Channel, message: Message, callbackId: string): Promise<Delivery> {
      return slack.deliver(
        'interactive',
        readPayload('message-shortcut', names(channel), {
          ...interaction(channel, message),
          callback_id: callbackId,
          channel: { id: channel.id, name: channel.name },
          message_ts: message.ts,
          message: { ...asSent(message), user: message.author, blocks: typed(message.text) },
        }),
      );
    },
    react: (channel: Channel, message: Message, emoji: string): Promise<Delivery> =>
      send('reaction-added', channel, {
        user,
        reaction: emoji,
        item: { type: 'message', channel: channel.id, ts: message.ts },
        item_user: message.author,
      }),
    /** Presses a button, a feedback button or an option that a message shows. */
    async press(message: Message, action: PressedAction): Promise<Delivery> {
      const channel = team.channels.get(message.channel) ?? direct();
      const scenario = message.onlyFor ? 'ephemeral-button-click' : 'button-click';
      return slack.deliver(
        'interactive',
        readPayload(scenario, names(channel), {
          ...interaction(channel, message),
          channel: { id: channel.id, name: channel.kind === 'im' ? 'directmessage' : channel.name },
          container: { message_ts: message.ts, channel_id: channel.id, thread_ts: message.thread },
          ...(message.onlyFor ? {} : { message: asSent(message) }),
          actions: [{ action_ts: newTs(), ...action }],
        }),
      );
    },
    /** Presses a button of the home page, with what was filled in there. */
    async pressInHome(action: PressedAction, home: View, values: object = {}): Promise<Delivery> {
      const { trigger_id } = interaction(direct());
      const view = { ...home.view, id: home.id, state: { values } };
      return slack.deliver(
        'interactive',
        readPayload('home-click', names(direct()), { trigger_id, view, actions: [{ action_ts: newTs(), ...action }] }),
      );
    },
    /** Sends a modal that was opened, with what was filled in: block id to action id to value. */
    async submit(modal: View, values: object): Promise<Delivery> {
      const { trigger_id } = interaction(direct());
      const view = { ...modal.view, id: modal.id, state: { values } };
      return slack.deliver('interactive', readPayload('view-submission', names(direct()), { trigger_id, view }));
    },
    openHome: (): Promise<Delivery> => send('app-home-opened', direct(), { channel: direct().id }),
    openMessages: (): Promise<Delivery> => send('messages-tab-opened', direct(), { channel: direct().id }),
    /** Presses the stop button that Slack shows while a session is at work. */
    stop: (channel: Channel, thread: string, streams: readonly string[] = []): Promise<Delivery> =>
      send('agent-session-stopped', channel, { channel: channel.id, thread_ts: thread, streaming_message_ts: streams }),
  };
};

export type Member = ReturnType<typeof memberOf>;
type PressedAction = { readonly action_id: string; readonly block_id: string; readonly type: string } & Payload;

type ActionElement = z.infer<typeof button | typeof feedbackButtons | typeof overflow | typeof staticSelect>;

const actionsOf = (element: ActionElement, blockId: string): { label: string; action: PressedAction }[] => {
  const base = { action_id: element.action_id ?? '', block_id: blockId, type: element.type };
  switch (element.type) {
    case 'button': {
      const { text, value } = element;
      return [{ label: text.text, action: { ...base, text, ...(value ? { value } : {}) } }];
    }
    case 'feedback_buttons':
      return [element.positive_button, element.negative_button].map(({ text, value }) => ({
        label: text.text,
        action: { ...base, text, value },
      }));
    case 'overflow':
    case 'static_select':
      return element.options.map(option => ({ label: option.text.text, action: { ...base, selected_option: option } }));
    default:
      element satisfies never;
      return [];
  }
};

/** The buttons of a message or view, with what a press of each sends. */
export const buttonsIn = (blocks: readonly SlackBlock[]): { readonly label: string; readonly action: PressedAction }[] =>
  blocks.flatMap((block, at) => {
    const elements: readonly object[] =
      block.type === 'section' ? [block.accessory ?? {}] : 'elements' in block ? block.elements : [];
    return elements.flatMap(element => actionsOf(element as ActionElement, block.block_id ?? `b${at}`));
  });
