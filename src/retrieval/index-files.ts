/** Names of files in an index folder, beside those that the backends name. */
export const packFileName = 'pack.json';
export const judgmentsFileName = 'judgments.json';
export const judgedWordsFileName = 'judged-words.u32';
