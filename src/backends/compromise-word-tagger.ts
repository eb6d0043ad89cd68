import type { WordTagger } from '../contracts/word-tagger.js';

type Tagged = { readonly terms: readonly { readonly tags: readonly string[] }[] };

/** Of the tags that a word has, those that tell most of what its sentence does, before the ones that tell less. */
const tellingTags = [
  ...['Imperative', 'Pronoun', 'Possessive', 'Copula', 'Modal', 'Auxiliary', 'Gerund', 'PastTense', 'Infinitive'],
  ...['PresentTense', 'Plural', 'Singular', 'QuestionWord', 'Negative', 'Cardinal', 'Reflexive'],
];

/** Tags words with compromise, an English tagger: one tag a word. */
export const createWordTagger = async (): Promise<WordTagger> => {
  const { default: nlp } = await import('compromise');
  return text => {
    const sentences = nlp(text).json() as readonly Tagged[];
    return sentences.flatMap(({ terms }) =>
      terms.map(({ tags }) => tellingTags.find(tag => tags.includes(tag)) ?? tags[0] ?? 'Other'),
    );
  };
};
