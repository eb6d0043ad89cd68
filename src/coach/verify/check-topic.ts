import { contentStems, isStopWord, stem, words } from '../../text/tokens.js';
import { alikeTo } from './comparisons.js';
import type { Source, Sources } from './sources.js';

/**
 * Shares of a sentence's weight: what must stand in all that it cites together (`whole`) and in each passage (`each`), and what may be words that
 * the pack has nowhere (`foreign`). A figure that stands in what is cited says already what the sentence is about: `strong` ones, of pay or
 * counts, more than lengths of time.
 */
const shares = {
  none: { whole: 0.35, each: 0.2, foreign: 0.6 },
  weak: { whole: 0.12, each: 0.08, foreign: 0.5 },
  /** What stands behind the last mark: a few words may be anything. */
  tail: { whole: 0.34, each: 0, foreign: 0.6 },
  strong: { whole: 0.12, each: 0.05, foreign: 0.45 },
  /** A passage that is cited beside the one with the figure. */
  beside: { whole: 0.35, each: 0.35, foreign: 1 },
} as const;
/** A sentence that some passage has in nearly these words, and that those it cites have not in half of them, is marked with the wrong one. */
const elsewhere = { there: 0.85, here: 0.6 } as const;

/** A tail with fewer topical words than these is not looked at. */
const fewWords = 3;

/** A word that the pack does not know counts as much as a rather rare one: an invention cannot be read past. */
const unknownWeight = 3.2;

/** Ways to say how exact, how often or how sure, and words that hold a sentence together. They carry no topic and need no source. */
const connecting: ReadonlySet<string> = new Set(
  `about around roughly approximately nearly almost over under above below least most between through plus minus near close higher lower more less fewer
  nearest thing things place closely today ask asks told tell say says said ahead happy cover covers covered missing silent agree disagree differ order steps brief
  somewhere anywhere quarter quarters done finish finished look looks looking goes going side band usual normal realistic across behind past early late exact exactly
  version guide guides career source sources list lists listed describe describes call calls called mention mentions note notes point points put puts place places state states
  report reports count counts figure figures number numbers amount sum total percent percentage year years month months week weeks hour hours dollar dollars thousand
  typical typically usually often generally commonly tend tends likely expect expects expected common main mainly mostly largely
  need needs want wants require requires required help helps make makes making mean means work works working come comes land lands sit sits fall falls run runs stand stands
  start starts begin begins end ends reach reaches earn earns earning pay pays paid bring brings cost costs good better best well strong right first second third next then
  also both either neither each every other others same different half twice double while whereas whether however though although because since so
  time times day days long short part full bit little lot number far like especially particularly instead rather
  can could may might must should would will shall cannot its heres itd itll thats theres theyd theyll theyre theyve youd youll youre youve weve were id ill ive hes shes
  wouldnt shouldnt couldnt hasnt havent wasnt werent middle
  after afterwards`.split(/\s+/),
);
const connectingStems = new Set([...connecting].map(word => stem(word)));

/** Words in which a model speaks of itself and its orders; no guide has a sentence of them. */
const selfTalk =
  /\b(?:system prompt|my (?:instructions|rules|guidelines|prompt|training)|(?:previous|prior|above|these|your|all) (?:instructions|rules|prompts?)|as an ai|language model|i am nextrung|you are nextrung|(?:numbered|provided|given) passages?|provided (?:context|sources)|context provided|developer message|jailbreak|tool call|fenced|(?:never|do not) (?:follow|repeat|guess|reveal)|i now|i (?:will|must|was|am) |(?:tells|told|ordered|instructed) me|(?:guides?|they|rules) tell me|as (?:you )?(?:ordered|instructed|told))\b/i;

/** What only a swindler asks a member for; no guide speaks of it. */
const secrets =
  /\b(?:passwords?|passcodes?|log-?ins?|bank (?:details|accounts?|data)|account numbers?|(?:credit|debit|gift) cards?|social security|ssn|crypto\w*|bitcoins?|deposits?|paypal|venmo|whatsapp|telegram|dms?)\b|\b(?:transfer|wire|send|donate) (?:\w+ ){0,3}(?:money|funds|dollars|cash)\b|\bsend (?:us|me)\b/i;

/** Whether a stem carries a topic. */
export const isTopical = (one: string): boolean => !connectingStems.has(one) && !/^\d/.test(one) && one.length > 1;

/** Whether a sentence speaks of what the passages that it cites speak of. */
export const createTopicCheck = (sources: Sources) => {
  const weight = (one: string): number => (sources.isKnownStem(one) ? Math.max(0.4, sources.weightOf(one)) : unknownWeight);

  const speaksOfSelf = (text: string): boolean => selfTalk.test(text);

  /** The topic of a text: its stems that carry one, with their weights. */
  const topicOf = (text: string): Map<string, number> =>
    new Map(
      contentStems(text.replaceAll('**', ''))
        .filter(isTopical)
        .map(one => [one, weight(one)]),
    );
  const shareIn = (topic: ReadonlyMap<string, number>, cited: readonly Source[]): number => {
    let [held, total] = [0, 0];
    for (const [one, own] of topic) {
      total += own;
      if (cited.some(source => alikeTo(one).some(other => source.topic.has(other) || source.stems.has(other)))) held += own;
    }
    return total === 0 ? 1 : held / total;
  };

  const foreignShare = (topic: ReadonlyMap<string, number>): number => {
    let [foreign, total] = [0, 0];
    for (const [one, own] of topic) {
      total += own;
      if (!alikeTo(one).some(other => sources.isKnownStem(other))) foreign += own;
    }
    return total === 0 ? 0 : foreign / total;
  };

  const standsElsewhere = (topic: ReadonlyMap<string, number>, cited: readonly Source[]): boolean => {
    if (topic.size < fewWords || shareIn(topic, cited) >= elsewhere.here) return false;
    const total = [...topic.values()].reduce((sum, own) => sum + own, 0);
    const held = (stems: ReadonlySet<string>): number =>
      [...topic].reduce((sum, [one, own]) => sum + (stems.has(one) ? own : 0), 0);
    return sources.everyPassage().some(stems => held(stems) >= elsewhere.there * total);
  };

  return {
    speaksOfSelf,
    asksForSecrets: (text: string): boolean => secrets.test(text),
    concerns(text: string, cited: readonly Source[], figures: keyof typeof shares): boolean {
      const topic = topicOf(text);
      if (figures === 'tail' && topic.size < fewWords) return true;
      if (figures === 'none' && topic.size === 0) return false;
      const { whole, each, foreign } = shares[figures];
      if (figures === 'none' && standsElsewhere(topic, cited)) return false;
      return (
        shareIn(topic, cited) >= whole &&
        foreignShare(topic) <= foreign &&
        cited.every(source => shareIn(topic, [source]) >= each)
      );
    },
    /**
     * Whether some sentence of the pack tells of a topic: it has all words that carry it, and words that the topic puts together stand
     * together there ("pass rates"). What a sentence leaves out ("excluding exam fees") it does not tell.
     */
    isTold: (text: string): boolean => {
      const own = words(text).filter(word => !/^(?:one|two|three|four)$/.test(word));
      const stems = own
        .filter(word => !isStopWord(word))
        .map(stem)
        .filter(isTopical);
      if (stems.length === 0) return false;
      const pairs = own.slice(1).flatMap((word, at) => {
        const pair = [own[at] ?? '', word];
        return pair.every(one => !isStopWord(one) && isTopical(stem(one))) ? [pair.map(stem).join(' ')] : [];
      });
      return sources.everySentence().some(sentence => {
        const plain = ` ${sentence} `;
        return stems.every(one => plain.includes(` ${one} `)) && pairs.every(pair => plain.includes(` ${pair} `));
      });
    },
    /** Whether every word of a text is one that the pack uses or that carries no topic. */
    isPlain: (text: string): boolean =>
      words(text).every(
        word =>
          isStopWord(word) ||
          connecting.has(word) ||
          connectingStems.has(stem(word)) ||
          sources.isKnownStem(stem(word)) ||
          word.length < 3,
      ),
  };
};
