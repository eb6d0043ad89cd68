import type { GuideInfo } from '../domain/guide.js';
import type { Passage } from '../domain/passage.js';
import { words } from '../text/tokens.js';

const longestSuggestion = 90;
/** Titles that say what a pack is about; more would be a list that nobody reads. */
const titlesNamed = 3;
/** An opening that was cut to make a heading is no topic to offer. */
const isCut = (heading: string): boolean => heading.endsWith('…');

/** "What is it?" before "Pay before overtime", each once: the sections' own questions, then their headings. */
const startersOf = (passages: readonly Passage[]): string[] => {
  const questions = passages.flatMap(({ section, answers }) => [...(section.endsWith('?') ? [section] : []), ...answers]);
  const headings = passages.map(passage => passage.section).filter(section => !isCut(section));
  const seen = new Set<string>();
  const wanted = [...questions.filter(question => question.endsWith('?')), ...headings].filter(text => {
    const key = words(text).join(' ');
    return text.length >= 3 && text.length <= longestSuggestion && key !== '' && !seen.has(key) && Boolean(seen.add(key));
  });
  // One word is read as a remark, not as something asked, and is better than nothing to offer.
  const asked = wanted.filter(text => words(text).length > 1);
  if (asked.length > 0) return asked;
  return wanted.length > 0 ? wanted : ['What is in the guides?'];
};

const lowerFirst = (title: string): string => (/^\p{Lu}\p{Ll}/u.test(title) ? title[0]?.toLowerCase() + title.slice(1) : title);

/** What `pack.yaml` leaves out, said with the guides' own titles, headings and questions. */
export const infoOfGuides = (guides: readonly GuideInfo[], passages: readonly Passage[]): object => {
  const titles = guides.map(guide => guide.title.split(':')[0]?.trim() ?? guide.title);
  const named = titles.slice(0, titlesNamed);
  return {
    id: 'guides',
    title: named[0] ?? 'Guides',
    language: 'en',
    subject: `${named.map(lowerFirst).join(', ')}${titles.length > named.length ? ' and more' : ''}` || 'what is in the guides',
    suggestions: startersOf(passages),
  };
};
