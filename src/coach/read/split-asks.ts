import type { Vocabulary } from '../../domain/pack.js';
import { contentStems, stem, words } from '../../text/tokens.js';
import { type Asking, askingOf, asksOpenly, goesOn, opensClause, opensPredicate, opensTelling } from './asking.js';
import { createCutter, itemsIn, type Stretch, sentencesOf } from './cut.js';
import { topicOf } from './restate.js';

/** One thing asked: standing alone, and in the words that ask it. */
export type Ask = { readonly text: string; readonly typed: string };

/** A question with what was told beside it. */
type Question = { readonly typed: string; readonly told: string };

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
/** One or many. */
const anyThing = (texts: readonly string[]): string => texts.map(text => `${escaped(text).replace(/s$/, '')}s?`).join('|');

/** "median pay, years it takes, and charts per hour": a list of things asked about one subject. */
const listOfAsks = /^(.{3,60}?)[:,] (.+?),? (?:and|plus|&) (.+)$|^(.{3,60}?): (.+), (.+)$/i;
/** "Three quick ones:" announces a list and is no subject. */
const announces = /\b(quick|questions?|ones|things?|couple|few|asks?|wondering)\b/i;

const maxParts = 3;
/** Told before a question, or after the last, more than this is a story and not its subject; in words. */
const mostTold = { before: 25, after: 14 } as const;
/** A question with as many words of substance stands alone. */
const standsAlone = 3;
/** As does one that names a role or a credential, and points back at nothing. */
const pointsBack = /\b(?:it|that|this|those|these|them|one|ones)\b/i;
/** A question without any asks something all the same when it has so many words: "what would i need?". */
const asksByItself = 4;

const joined = (...texts: readonly string[]): string => texts.filter(Boolean).join(' ');

/** What was told before a question that it may go on from: all of it when short, else its last sentence. */
const subjectIn = (told: string): string => {
  const last = words(told).length <= mostTold.before ? told : (sentencesOf(told).at(-1) ?? '');
  return words(last).length <= mostTold.before ? last : '';
};

type Asked = Stretch & { readonly asking: Asking };

/** Stretches with how each asks: by itself, or as the other half of a question that does. */
const withAsking = (stretches: readonly Stretch[], marks: boolean): Asked[] => {
  const own = stretches.map(({ text }) => askingOf(text, marks));
  const half = ({ text, joined }: Stretch, at: number): Asking => {
    const [before, after] = [own[at - 1], own[at + 1]];
    if (joined && !before && opensPredicate(text)) return undefined;
    if (joined === 'and' && before) return opensClause(text) && before === 'plainly' ? own[at] && 'by its mark' : before;
    const isFirst = stretches[at + 1]?.joined === 'and' && !opensTelling(text) && contentStems(text).length > 1;
    return (own[at] === 'by its mark' || !own[at]) && isFirst ? (after ?? own[at]) : own[at];
  };
  return stretches.map((stretch, at) => ({ ...stretch, asking: half(stretch, at) }));
};

/** The questions of a message, in order, each with what is told before it; what is told last belongs to the last. */
const questionsOf = (
  stretches: readonly Asked[],
  isWhole: (stretch: Asked, told: string, isFirst: boolean) => boolean,
): Question[] => {
  const questions: Question[] = [];
  let told = '';
  for (const stretch of stretches) {
    const { text, asking, link, joined } = stretch;
    const last = questions.at(-1);
    if (isWhole(stretch, told, !last)) {
      questions.push({ typed: text, told: subjectIn(told) });
      told = '';
    } else if (last && told === '' && (asking || joined))
      questions.push({ ...last, typed: questions.pop()?.typed + link + text });
    else if (!announces.test(text) || contentStems(text).length > 2) told = told === '' ? text : told + link + text;
  }
  const last = questions.pop();
  if (!last) return [];
  return [...questions, words(told).length <= mostTold.after ? { ...last, told: joined(last.told, told) } : last];
};

/** "1) if it grows and 2) whether it pays": each is asked, where the first is or the list is announced. */
const countedIn = (message: string): Question[] => {
  const list = itemsIn(message);
  const [first = ''] = list?.items ?? [];
  if (!list || !(announces.test(list.lead) || askingOf(first, false))) return [];
  const lead = announces.test(list.lead) ? '' : list.lead;
  return list.items.map((item, at) => ({ typed: item, told: at === 0 ? subjectIn(lead) : '' }));
};

/**
 * Cuts a message into the things that it asks, up to three, each with what was told before it ("im new in ohio."), or with the topic of the one
 * before where it says little itself ("... and is it remote?"). A message that asks one thing, nothing plainly, or more than three comes back whole: its
 * story helps to find.
 */
export const createSplitter = (
  { attributes }: Pick<Vocabulary, 'attributes'>,
  isNaming: (text: string) => boolean,
): ((message: string) => Ask[]) => {
  const attribute = attributes.length > 0 ? new RegExp(String.raw`\b(?:${anyThing(attributes)})\b`, 'i') : /(?!)/;
  const cut = createCutter(anyThing(attributes));
  const attributeStems = new Set(attributes.flatMap(contentStems));

  /** "median pay, years it takes, and charts per hour" as a question each; none where it is no such list. */
  const listedIn = (message: string): Question[] => {
    const list = listOfAsks.exec(message.replace(/\?+$/, ''));
    if (!list || /\?./.test(message)) return [];
    const [subject = '', middle = '', last = ''] = list[1] === undefined ? list.slice(4) : list.slice(1);
    const items = [...middle.split(/, /), last].map(item => item.trim());
    const isList = items.length <= maxParts && items.every(item => attribute.test(item) && words(item).length <= 12);
    if (!isList || askingOf(subject, false)) return [];
    return items.map(item => ({ typed: `${item}?`, told: announces.test(subject) ? '' : `${subject}:` }));
  };

  const askedIn = (message: string): Question[] => {
    const stretches = withAsking(cut(message), /\?/.test(message));
    const isPlain = stretches.some(({ asking }) => asking === 'plainly');
    /** What is too little for a question of its own goes on with the one beside it: "which one?", "law, tech, what?". */
    const isWhole = ({ text, asking, joined }: Asked, told: string, isFirst: boolean): boolean => {
      const own = contentStems(text).length;
      if (!asking || goesOn(text)) return false;
      if (own === 0) return asking === 'plainly' && words(text).length >= asksByItself;
      if (asking === 'by its mark') return !isPlain && attribute.test(text);
      if (attribute.test(text) || joined || !isFirst || asking === 'in other words' || asksOpenly(text)) return true;
      return contentStems(`${told} ${text}`).length > 1;
    };
    return questionsOf(stretches, isWhole);
  };

  /** Each question alone: behind what was told before it, or the topic of the one before where it says little itself. */
  const standing = (questions: readonly Question[]): Ask[] => {
    let before = '';
    return questions.map(({ typed, told }) => {
      const isFull = told !== '' || contentStems(typed).length >= standsAlone || (isNaming(typed) && !pointsBack.test(typed));
      const topic = isFull
        ? [told]
        : topicOf(before)
            .split(' ')
            .filter(word => !attributeStems.has(stem(word)));
      before = joined(...topic, typed);
      return { typed, text: before };
    });
  };

  return message => {
    const found = [listedIn, countedIn, askedIn].map(way => way(message));
    const questions = found.find(({ length }) => length > 1 && length <= maxParts);
    return questions ? standing(questions) : [{ text: message, typed: message }];
  };
};
