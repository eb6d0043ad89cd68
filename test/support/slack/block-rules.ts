import { z } from 'zod';
import {
  anyText,
  button,
  checkboxes,
  feedbackButtons,
  iconButton,
  imageElement,
  imageSource,
  overflow,
  plainText,
  plainTextInput,
  radioButtons,
  richText,
  staticSelect,
  tableRow,
} from './block-elements.js';
import * as limits from './limits.js';

const blockId = z.string().min(1).max(255).optional();
const alt = z.string().min(1).max(limits.altText);

const name = z.string().min(1).max(limits.chartLabel);
const point = z.strictObject({ label: name, value: z.number() });
const axes = z.strictObject({
  categories: z.array(name).min(1).max(limits.chartPoints),
  x_label: z.string().max(50).optional(),
  y_label: z.string().max(50).optional(),
});
const seriesChart = (type: 'bar' | 'line' | 'area') =>
  z.strictObject({
    type: z.literal(type),
    series: z
      .array(z.strictObject({ name, data: z.array(point).min(1).max(limits.chartPoints) }))
      .min(1)
      .max(limits.chartSeries),
    axis_config: axes,
  });
const chart = z
  .discriminatedUnion('type', [
    z.strictObject({
      type: z.literal('pie'),
      segments: z
        .array(point.extend({ value: z.number().positive() }))
        .min(1)
        .max(limits.chartSeries),
    }),
    seriesChart('bar'),
    seriesChart('line'),
    seriesChart('area'),
  ])
  .refine(
    drawn =>
      drawn.type === 'pie' ||
      drawn.series.every(
        ({ data }) => JSON.stringify(data.map(({ label }) => label)) === JSON.stringify(drawn.axis_config.categories),
      ),
    'each series has one point per category, in their order',
  )
  .refine(drawn => {
    const names = drawn.type === 'pie' ? drawn.segments.map(({ label }) => label) : drawn.series.map(series => series.name);
    return new Set(names).size === names.length;
  }, 'names are unique');

/** The blocks that a message may hold. Container, video, file and the like are refused: nothing of ours sends them. */
const messageBlock = z.discriminatedUnion('type', [
  z
    .strictObject({
      type: z.literal('section'),
      block_id: blockId,
      text: anyText(limits.sectionText).optional(),
      fields: z.array(anyText(limits.fieldText)).min(1).max(10).optional(),
      accessory: z
        .discriminatedUnion('type', [button, staticSelect, overflow, radioButtons, checkboxes, imageElement])
        .optional(),
      expand: z.boolean().optional(),
    })
    .refine(block => block.text || block.fields, 'a section has text or fields'),
  z.strictObject({
    type: z.literal('header'),
    block_id: blockId,
    text: plainText(limits.headerText),
    level: z.number().optional(),
  }),
  z.strictObject({ type: z.literal('divider'), block_id: blockId }),
  z.strictObject({
    type: z.literal('context'),
    block_id: blockId,
    elements: z
      .array(z.union([anyText(limits.sectionText), imageElement]))
      .min(1)
      .max(limits.contextElements),
  }),
  z.strictObject({
    type: z.literal('actions'),
    block_id: blockId,
    elements: z
      .array(z.discriminatedUnion('type', [button, staticSelect, overflow, radioButtons, checkboxes]))
      .min(1)
      .max(limits.actionsElements),
  }),
  z.strictObject({
    type: z.literal('context_actions'),
    block_id: blockId,
    elements: z
      .array(z.discriminatedUnion('type', [feedbackButtons, iconButton]))
      .min(1)
      .max(5),
  }),
  z
    .strictObject({
      type: z.literal('image'),
      block_id: blockId,
      alt_text: alt,
      title: plainText(2000).optional(),
      ...imageSource,
    })
    .refine(block => Boolean(block.image_url) !== Boolean(block.slack_file), 'an image has one source'),
  z.strictObject({
    type: z.literal('markdown'),
    block_id: z.string().optional(),
    text: z.string().min(1).max(limits.markdownText),
  }),
  richText,
  z.strictObject({
    type: z.literal('table'),
    block_id: blockId,
    rows: z.array(tableRow).min(1).max(limits.tableRows),
    column_settings: z
      .array(
        z.strictObject({ align: z.enum(['left', 'center', 'right']).optional(), is_wrapped: z.boolean().optional() }).nullable(),
      )
      .max(limits.tableColumns)
      .optional(),
  }),
  z.strictObject({
    type: z.literal('data_table'),
    block_id: blockId,
    caption: z.string().min(1),
    rows: z
      .array(tableRow)
      .min(2)
      .max(limits.tableRows + 1),
    page_size: z.number().int().min(1).max(100).optional(),
    row_header_column_index: z.number().int().min(0).optional(),
  }),
  z.strictObject({ type: z.literal('data_visualization'), block_id: blockId, title: z.string().min(1).max(50), chart }),
  z.strictObject({
    type: z.literal('alert'),
    block_id: blockId,
    text: anyText(limits.sectionText),
    level: z.string().optional(),
  }),
  z.strictObject({
    type: z.literal('task_card'),
    block_id: blockId,
    task_id: z.string(),
    title: z.string(),
    status: z.enum(['pending', 'in_progress', 'complete', 'error']),
    details: richText.optional(),
    output: richText.optional(),
    sources: z.array(z.strictObject({ type: z.literal('url'), url: z.url(), text: z.string() })).optional(),
  }),
]);

const inputBlock = z.strictObject({
  type: z.literal('input'),
  block_id: blockId,
  label: plainText(2000),
  hint: plainText(2000).optional(),
  optional: z.boolean().optional(),
  dispatch_action: z.boolean().optional(),
  element: z.discriminatedUnion('type', [plainTextInput, staticSelect, radioButtons, checkboxes]),
});

export type SlackBlock = z.infer<typeof messageBlock> | z.infer<typeof inputBlock>;

const tooMuch = (blocks: readonly SlackBlock[]): string | undefined => {
  const count = (...types: string[]): number => blocks.filter(block => types.includes(block.type)).length;
  if (count('table', 'data_table') > 1) return 'only_one_table_allowed';
  if (count('data_visualization') > limits.chartsPerMessage) return 'invalid_blocks';
  const cells = blocks.flatMap(block => (block.type === 'table' || block.type === 'data_table' ? block.rows.flat() : []));
  if (textLength(cells) > limits.tableText) return 'invalid_blocks';
  const markdown = blocks.flatMap(block => (block.type === 'markdown' ? block.text : [])).join('');
  if (markdown.length > limits.markdownText) return 'invalid_blocks';
  return undefined;
};

const twice = (values: readonly string[]): boolean => new Set(values).size !== values.length;

const repeatedIds = (blocks: readonly SlackBlock[]): boolean =>
  twice(blocks.flatMap(block => block.block_id ?? [])) ||
  blocks.some(
    block => 'elements' in block && twice(block.elements.flatMap(element => ('action_id' in element && element.action_id) || [])),
  );

/** The letters of every text in a value, as Slack seems to count them for the total of a message. */
const textLength = (value: unknown): number => {
  if (Array.isArray(value)) return value.reduce<number>((sum, item) => sum + textLength(item), 0);
  if (typeof value !== 'object' || value === null) return 0;
  return Object.entries(value).reduce(
    (sum, [key, item]) =>
      sum + (typeof item === 'string' ? (['text', 'title'].includes(key) ? item.length : 0) : textLength(item)),
    0,
  );
};

export type BlockRefusal = { readonly error: string; readonly messages: readonly string[] };
type Checked = { readonly blocks: readonly SlackBlock[] } | BlockRefusal;

/** Parses the blocks of a message or a view as Slack would: the error and where it stands, or the blocks. */
export const checkBlocks = (blocks: unknown, surface: 'message' | 'modal' | 'home'): Checked => {
  const most = surface === 'message' ? limits.blocksPerMessage : limits.blocksPerView;
  const known = surface === 'message' ? messageBlock : z.union([messageBlock, inputBlock]);
  const parsed = z.array(known).max(most).safeParse(blocks);
  if (!parsed.success)
    return {
      error: 'invalid_blocks',
      messages: parsed.error.issues.map(issue => `[ERROR] ${issue.message} [json-pointer:/blocks/${issue.path.join('/')}]`),
    };
  if (repeatedIds(parsed.data)) return { error: 'invalid_blocks', messages: ['[ERROR] ids are used twice'] };
  const excess = tooMuch(parsed.data);
  if (excess) return { error: excess, messages: ['[ERROR] too much'] };
  if (surface === 'message' && textLength(parsed.data) > limits.allBlocksText)
    return { error: 'msg_blocks_too_long', messages: [`[ERROR] ${textLength(parsed.data)} characters in all`] };
  return { blocks: parsed.data };
};
