/*
 * What the local Slack holds its callers to. Each stands in Slack's reference unless it says otherwise; where sources differ, the lower.
 */

/** https://docs.slack.dev/reference/block-kit/blocks */
export const blocksPerMessage = 50;
export const blocksPerView = 100;

/** Longer `text` is cut with a warning (changelog of April 2018). */
export const messageText = 40_000;
/** chat.update refuses a longer `text` with msg_too_long. */
export const updatedText = 4000;
/** Of a call's `markdown_text`, and of all markdown blocks of a message together. */
export const markdownText = 12_000;
/**
 * Text of all blocks of a message together, beyond which `msg_blocks_too_long` is answered. Not documented: slackapi/bolt-js#2509 and #2867
 * report 9,597 accepted and 11,341 refused.
 */
export const allBlocksText = 9600;

export const sectionText = 3000;
export const fieldText = 2000;
export const headerText = 150;
export const buttonText = 75;
export const buttonValue = 2000;
export const actionId = 255;
export const altText = 2000;
export const contextElements = 10;
export const actionsElements = 25;

export const tableRows = 100;
export const tableColumns = 20;
export const tableText = 10_000;
/** Not documented: more is refused. */
export const chartsPerMessage = 2;
/** The older copy of the reference; newer ones say 12. */
export const chartSeries = 6;
export const chartPoints = 20;
export const chartLabel = 20;

/** Events and interactions are acknowledged within this; trigger ids live as long. */
export const acknowledgeMs = 3000;
export const triggerMs = 3000;
export const responseUrlUses = 5;
export const responseUrlMs = 30 * 60_000;
/** Not documented: slackapi/node-slack-sdk#2702. */
export const streamMs = 5 * 60_000;
