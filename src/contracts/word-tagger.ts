/** Names the part of speech of each word of a text, in its order: "Imperative", "Pronoun", "Plural". */
export type WordTagger = (text: string) => string[];
