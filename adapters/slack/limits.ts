/*
 * What Slack takes, with its source; where a limit is not documented, what was seen to pass. Text lengths are in characters.
 */

/** https://docs.slack.dev/reference/block-kit/blocks */
export const maxBlocks = 50;
/**
 * Text of all blocks of one message together. Not documented: 9,597 were seen to pass and 11,341 to be refused with `msg_blocks_too_long`
 * (slackapi/bolt-js#2509).
 */
export const maxTextOfBlocks = 9000;
/** Of a section; nothing longer is put into any one block. https://docs.slack.dev/reference/block-kit/blocks/section-block */
export const maxBlockText = 3000;
/** https://docs.slack.dev/reference/block-kit/blocks/context-block */
export const maxContextElements = 10;
/** Of a button. https://docs.slack.dev/reference/block-kit/block-elements/button-element */
export const maxButtonText = 75;
export const maxButtonValue = 2000;

/** Slack's advice for `text`, and the limit of `chat.update`; 40,000 would be cut. https://docs.slack.dev/changelog/2018-truncating-really-long-messages */
export const maxMessageText = 3900;
/** Of all `markdown_text` of one streamed message. https://docs.slack.dev/reference/methods/chat.appendStream */
export const maxStreamedText = 11_000;

/** https://docs.slack.dev/reference/block-kit/blocks/table-block; `only_one_table_allowed` beyond one in a message. */
export const maxTableRows = 100;
export const maxTableColumns = 20;
export const maxTableText = 6000;
export const maxTables = 1;

/** https://docs.slack.dev/reference/block-kit/blocks/data-visualization-block; the older copy of it says 6 series, newer ones 12. */
export const maxChartTitle = 50;
export const maxChartLabel = 20;
export const maxChartPoints = 20;
export const maxChartSeries = 6;
/** Not documented: a third is refused. */
export const maxCharts = 2;
/** https://docs.slack.dev/reference/block-kit/blocks/image-block */
export const maxAltText = 2000;

/** Uses of one `response_url`, within 30 minutes. https://docs.slack.dev/interactivity/handling-user-interaction */
export const maxResponses = 5;
/** https://docs.slack.dev/reference/methods/assistant.threads.setSuggestedPrompts */
export const maxPrompts = 4;
