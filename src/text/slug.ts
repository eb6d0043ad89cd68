import { words } from './tokens.js';

/** A heading as an id: "Pay by percentile" -> "pay-by-percentile". */
export const slugOf = (heading: string): string => words(heading).join('-');

/** The id of the passage under a heading of a guide. */
export const passageIdOf = (cite: { guide: string; section: string }): string => `${cite.guide}#${slugOf(cite.section)}`;
