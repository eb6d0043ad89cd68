/** Marks of footnotes and references whose list nobody sees: "[7]", "[12, 13]". In an answer they would look like its own citations. */
export const footnoteMark = /\s?\[\d{1,3}(?:\s?[,;–-]\s?\d{1,3})*\]/g;
