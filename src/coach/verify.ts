import type { Block, Draft, Part, Sentence } from '../domain/answer.js';
import type { CareerMap } from '../domain/career-map.js';
import type { GuideInfo } from '../domain/guide.js';
import type { Passage } from '../domain/passage.js';
import { readQuantities } from '../text/quantities.js';
import { createAntecedents } from './verify/antecedents.js';
import { bearsFigureOf, checkFigures, type FigureFault, type SourcedPart } from './verify/check-figures.js';
import { createIssuerCheck } from './verify/check-issuers.js';
import { createMeaningCheck, type MeaningFault } from './verify/check-meaning.js';
import { createNameCheck, type NameFault } from './verify/check-names.js';
import { createTableCheck } from './verify/check-table.js';
import { createTopicCheck } from './verify/check-topic.js';
import { createCredentialFinder } from './verify/credential-names.js';
import { createGuideCheck, withoutGuideNames } from './verify/guide-names.js';
import { mayStandUnmarked } from './verify/may-stand-unmarked.js';
import { createMentionFinder } from './verify/mentions.js';
import { once } from './verify/once.js';
import { readProperNames } from './verify/proper-names.js';
import { createRepair } from './verify/repair.js';
import { bareText, createSources, exactText, type Source } from './verify/sources.js';
import { readSpeltNames } from './verify/spelt-names.js';
import { createTaintCheck } from './verify/taint.js';

export type Verified = {
  readonly blocks: readonly Block<string>[];
  /** Sentences and cells that were removed, for the log; empty for a sound draft. */
  readonly dropped: readonly string[];
  /** Sentences in whose place a record's own sentence stands now. */
  readonly repaired: readonly string[];
};

type VerifyContext = {
  /** Ids of the passages that the writer was given: what cites another fails. */
  readonly allowed?: ReadonlySet<string>;
  /** The sentence that is read right before the draft, for what its first pronoun stands for; empty where none is. */
  readonly before?: string;
};

export type Verifier = (draft: Draft, context?: VerifyContext) => Verified;

type Fault =
  | NameFault
  | FigureFault
  | 'unknown mark'
  | 'tainted source'
  | 'wrong issuer'
  | MeaningFault
  | 'off topic'
  | 'stands for nothing'
  | 'speaks of itself'
  | 'asks for secrets'
  | 'too long'
  | 'no mark';

/** Nobody reads a longer sentence to its end, and the checks read each many times over. */
const longestSentence = 600;

const marksOf = (parts: readonly Part<string>[]): string[] => [...new Set(parts.flatMap(part => part.marks))];
const textOf = (parts: readonly Part<string>[]): string => parts.map(part => part.text).join(' ');

/**
 * Holds every sentence of a draft against the passages it cites. Its figures, with unit and with what they are said to be of, its names and
 * its topic must stand there; who issues what must agree with the career map. What fails is replaced by a record's own sentence where there
 * is no doubt which was meant, and else dropped; a table cell becomes "not stated". It trusts no writer, and a draft may be a single sentence.
 */
export const createVerifier = (
  passages: ReadonlyMap<string, Passage>,
  guides: ReadonlyMap<string, GuideInfo>,
  map: CareerMap,
): Verifier => {
  /** A role's title by itself, as at the head of a step, tells nothing. */
  const titles = new Set(map.roles.map(role => bareText(role.title)));
  const mentionFinder = once(() => createMentionFinder(map));
  const credentialsIn = once(() => createCredentialFinder(map));
  const antecedents = once(() => createAntecedents(credentialsIn(), mentionFinder()));
  const sources = createSources(passages, guides, map, text => mentionFinder()(text));
  const isTainted = createTaintCheck(passages);
  // What only a sentence that is not the guides' own needs is made for the first of them.
  const checks = once(() => {
    const spelt = readSpeltNames(passages, map);
    return {
      mentionsIn: mentionFinder(),
      nameFault: createNameCheck(map, spelt, sources.isKnownStem, readProperNames(passages.values())),
      issuers: createIssuerCheck(map, spelt),
      topic: createTopicCheck(sources),
      namesOtherGuide: createGuideCheck(guides.values()),
      meaningFault: createMeaningCheck(credentialsIn(), mentionFinder()),
      repair: createRepair(map, mentionFinder()),
    };
  });

  const withoutRoles = (text: string): string =>
    mentionFinder()(text)
      .filter(one => one.aspect === 'role')
      .reduceRight((left, { start, end }) => `${left.slice(0, start)}${left.slice(Math.min(end, left.length))}`, text)
      .trim();

  const faultOf = (
    parts: readonly Part<string>[],
    allowed: ReadonlySet<string> | undefined,
    read: 'sentence' | 'cell' | 'placed',
  ): Fault | undefined => {
    const ids = marksOf(parts);
    if (ids.some(id => !passages.has(id) || (allowed && !allowed.has(id)))) return 'unknown mark';
    if (ids.some(isTainted)) return 'tainted source';
    if (ids.length === 0 && titles.has(bareText(textOf(parts)))) return undefined;
    const sourcesOf = (marks: readonly string[]): Source[] => marks.flatMap(id => sources.of(id) ?? []);
    const all = sourcesOf(ids);
    const whole = textOf(parts);
    const exact = exactText(whole);
    if (all.length > 0 && all.every(source => source.sentences.has(exact))) return undefined;
    if (whole.length > longestSentence) return 'too long';
    const { mentionsIn, nameFault, issuers, topic, meaningFault, namesOtherGuide } = checks();
    if (topic.speaksOfSelf(whole)) return 'speaks of itself';
    if (topic.asksForSecrets(whole)) return 'asks for secrets';
    // Words behind the last mark lean on the marks of the sentence.
    const sourced = parts.map((part): SourcedPart => {
      const own = part.marks.length > 0 ? sourcesOf(part.marks) : all;
      return { text: withoutGuideNames(part.text, own), sources: own };
    });
    if (parts.some((part, at) => namesOtherGuide(part.text, sourced[at]?.sources ?? []))) return 'unknown name';
    for (const part of read === 'placed' ? [] : sourced) {
      const fault = nameFault(part.text, part.sources);
      if (fault) return fault;
    }
    const figureFault = checkFigures(sourced, mentionsIn);
    if (figureFault) return figureFault;
    const text = sourced.map(part => part.text).join(' ');
    if (!issuers.statedIn(text).every(one => issuers.isBorneOut(one, all))) return 'wrong issuer';
    if (read === 'cell') return undefined;
    const meant = meaningFault(text, all);
    if (meant) return meant;
    if (all.length === 0) return mayStandUnmarked(whole, topic) ? undefined : 'no mark';
    // Words behind the last mark are not read past either.
    const tail = parts.length > 1 ? parts.at(-1) : undefined;
    if (tail && tail.marks.length === 0 && !topic.concerns(tail.text, all, 'tail')) return 'off topic';
    const reading = readQuantities(text);
    const isStrong = reading.quantities.some(one => one.kind === 'money' || one.kind === 'percent' || one.value >= 100);
    const figures = reading.quantities.length === 0 ? 'none' : isStrong ? 'strong' : 'weak';
    if (!topic.concerns(reading.text, all, figures)) return 'off topic';
    // A figure says what a sentence is about only where it stands: what is cited beside that is held against the words.
    const beside = all.filter(source => figures !== 'none' && !bearsFigureOf(source, reading));
    return beside.every(source => topic.concerns(reading.text, [source], 'beside')) ? undefined : 'off topic';
  };

  /** A sentence whose pronoun stands for what the one before it names must hold with that name in the pronoun's place. */
  const faultBehind = (
    parts: readonly Part<string>[],
    allowed: ReadonlySet<string> | undefined,
    before: string,
  ): Fault | undefined => {
    const fault = faultOf(parts, allowed, 'sentence');
    if (fault) return fault;
    const cited = marksOf(parts).flatMap(id => sources.of(id) ?? []);
    const named = antecedents()(parts, before, cited);
    return named === undefined || named === 'stands for nothing' ? named : faultOf(named, allowed, 'sentence');
  };

  const repaired = (
    parts: readonly Part<string>[],
    fault: Fault,
    allowed: ReadonlySet<string> | undefined,
  ): Sentence<string> | undefined => {
    if (
      fault !== 'wrong issuer' &&
      fault !== 'unknown name' &&
      fault !== 'unknown figure' &&
      fault !== 'figure of something else'
    )
      return undefined;
    const { issuers, repair } = checks();
    const text = textOf(parts);
    const sections = [new Set(marksOf(parts)), ...(allowed ? [allowed] : [])];
    const wrong = issuers.statedIn(text).filter(one => !issuers.isBorneOut(one, []));
    const made =
      wrong.length > 0 ? repair.issuing(wrong, sections) : fault === 'unknown name' ? undefined : repair.figure(text, sections);
    return made && faultOf(made.parts, allowed, 'sentence') === undefined ? made : undefined;
  };

  return (draft, { allowed, before = '' } = {}) => {
    let previous = before;
    const dropped: string[] = [];
    const mended: string[] = [];
    const said = new Set(
      draft.blocks
        .flatMap(block => (block.kind === 'table' ? [] : block.kind === 'list' ? block.items.flat() : block.sentences))
        .map(one => bareText(textOf(one.parts))),
    );
    const keep = (sentence: Sentence<string>): Sentence<string>[] => {
      const fault = faultBehind(sentence.parts, allowed, previous);
      const text = textOf(sentence.parts);
      previous = fault ? '' : text;
      if (!fault) return [sentence];
      const made = repaired(sentence.parts, fault, allowed);
      // What is said already is not said again.
      if (!made || said.has(bareText(textOf(made.parts)))) {
        dropped.push(text);
        return [];
      }
      said.add(bareText(textOf(made.parts)));
      mended.push(text);
      return [made];
    };
    const keepTable = createTableCheck({
      passages,
      withoutRoles,
      isPlain: text => checks().topic.isPlain(text),
      faultOf: (text, marks, read) => faultOf([{ text, marks }], allowed, read),
    });
    const blocks = draft.blocks.flatMap((block): Block<string>[] => {
      switch (block.kind) {
        case 'paragraph': {
          const sentences = block.sentences.flatMap(keep);
          return sentences.length > 0 ? [{ kind: 'paragraph', sentences }] : [];
        }
        case 'list': {
          const items = block.items.map(item => item.flatMap(keep)).filter(item => item.length > 0);
          return items.length > 0 ? [{ ...block, items }] : [];
        }
        case 'table':
          return keepTable(block, text => dropped.push(text));
        default:
          return block satisfies never;
      }
    });
    return { blocks, dropped, repaired: mended };
  };
};
