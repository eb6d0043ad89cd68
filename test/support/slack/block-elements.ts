import { z } from 'zod';
import * as limits from './limits.js';

/* Texts and elements of Block Kit with their documented limits; what is not listed is refused, as Slack does. */

const text = (longest: number) => z.string().min(1).max(longest);

export const plainText = (longest: number) =>
  z.strictObject({ type: z.literal('plain_text'), text: text(longest), emoji: z.boolean().optional() });
const mrkdwn = (longest: number) =>
  z.strictObject({ type: z.literal('mrkdwn'), text: text(longest), verbatim: z.boolean().optional() });
export const anyText = (longest: number) => z.discriminatedUnion('type', [plainText(longest), mrkdwn(longest)]);

const actionId = z.string().min(1).max(limits.actionId).optional();
const url = z.url().max(3000);

const confirmation = z.strictObject({
  title: plainText(100),
  text: anyText(300),
  confirm: plainText(30),
  deny: plainText(30),
  style: z.enum(['primary', 'danger']).optional(),
});

export const button = z.strictObject({
  type: z.literal('button'),
  text: plainText(limits.buttonText),
  action_id: actionId,
  value: text(limits.buttonValue).optional(),
  url: url.optional(),
  style: z.enum(['primary', 'danger']).optional(),
  confirm: confirmation.optional(),
  accessibility_label: text(75).optional(),
});

const slackFile = z.union([z.strictObject({ id: z.string().min(1) }), z.strictObject({ url })]);
export const imageSource = { image_url: url.optional(), slack_file: slackFile.optional() };
export const imageElement = z.strictObject({ type: z.literal('image'), alt_text: text(limits.altText), ...imageSource });

const option = z.strictObject({
  text: anyText(75),
  value: text(150),
  description: anyText(75).optional(),
});
const placeholder = plainText(150).optional();

export const staticSelect = z.strictObject({
  type: z.literal('static_select'),
  action_id: actionId,
  placeholder,
  options: z.array(option).min(1).max(100),
  initial_option: option.optional(),
  confirm: confirmation.optional(),
  focus_on_load: z.boolean().optional(),
});
export const overflow = z.strictObject({
  type: z.literal('overflow'),
  action_id: actionId,
  options: z.array(option).min(1).max(5),
  confirm: confirmation.optional(),
});
export const radioButtons = z.strictObject({
  type: z.literal('radio_buttons'),
  action_id: actionId,
  options: z.array(option).min(1).max(10),
  initial_option: option.optional(),
  focus_on_load: z.boolean().optional(),
});
export const checkboxes = z.strictObject({
  type: z.literal('checkboxes'),
  action_id: actionId,
  options: z.array(option).min(1).max(10),
  initial_options: z.array(option).optional(),
});
export const plainTextInput = z.strictObject({
  type: z.literal('plain_text_input'),
  action_id: actionId,
  placeholder,
  initial_value: z.string().max(3000).optional(),
  multiline: z.boolean().optional(),
  min_length: z.number().int().min(0).max(3000).optional(),
  max_length: z.number().int().min(1).max(3000).optional(),
  dispatch_action_config: z.strictObject({ trigger_actions_on: z.array(z.string()) }).optional(),
  focus_on_load: z.boolean().optional(),
});

const feedbackButton = z.strictObject({
  text: plainText(75),
  value: text(limits.buttonValue),
  accessibility_label: text(75).optional(),
});
export const feedbackButtons = z.strictObject({
  type: z.literal('feedback_buttons'),
  action_id: actionId,
  positive_button: feedbackButton,
  negative_button: feedbackButton,
});
export const iconButton = z.strictObject({
  type: z.literal('icon_button'),
  icon: z.literal('trash'),
  text: plainText(75),
  action_id: actionId,
  value: text(limits.buttonValue).optional(),
  confirm: confirmation.optional(),
  accessibility_label: text(75).optional(),
  visible_to_user_ids: z.array(z.string()).optional(),
});

const style = z
  .strictObject({
    bold: z.boolean().optional(),
    italic: z.boolean().optional(),
    strike: z.boolean().optional(),
    code: z.boolean().optional(),
    underline: z.boolean().optional(),
  })
  .optional();
/** Those that mention someone are let through here and counted as pings. */
const richTextLeaf = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('text'), text: z.string().min(1), style }),
  z.strictObject({
    type: z.literal('link'),
    url: z.string().min(1),
    text: z.string().optional(),
    style,
    unsafe: z.boolean().optional(),
  }),
  z.strictObject({ type: z.literal('emoji'), name: z.string(), unicode: z.string().optional() }),
  z.strictObject({ type: z.literal('user'), user_id: z.string(), style }),
  z.strictObject({ type: z.literal('usergroup'), usergroup_id: z.string(), style }),
  z.strictObject({ type: z.literal('channel'), channel_id: z.string(), style }),
  z.strictObject({ type: z.literal('broadcast'), range: z.enum(['here', 'channel', 'everyone']) }),
]);
const richTextSection = z.strictObject({ type: z.literal('rich_text_section'), elements: z.array(richTextLeaf) });
const richTextElement = z.discriminatedUnion('type', [
  richTextSection,
  z.strictObject({
    type: z.literal('rich_text_list'),
    style: z.enum(['bullet', 'ordered']),
    elements: z.array(richTextSection),
    indent: z.number().optional(),
    offset: z.number().optional(),
    border: z.number().optional(),
  }),
  z.strictObject({ type: z.literal('rich_text_quote'), elements: z.array(richTextLeaf), border: z.number().optional() }),
  z.strictObject({ type: z.literal('rich_text_preformatted'), elements: z.array(richTextLeaf), border: z.number().optional() }),
]);
export const richText = z.strictObject({
  type: z.literal('rich_text'),
  block_id: z.string().max(255).optional(),
  elements: z.array(richTextElement).min(1),
});

const tableCell = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('raw_text'), text: z.string().min(1) }),
  z.strictObject({ type: z.literal('raw_number'), value: z.number(), text: z.string().min(1).optional() }),
  richText,
]);
export const tableRow = z.array(tableCell).min(1).max(limits.tableColumns);
