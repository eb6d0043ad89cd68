import { type CareerFacts, conflictBlock } from '../career/career-facts.js';
import { compareFacts } from '../career/compare.js';
import { correctIssuer, credentialFacts, credentialsAtStage, credentialsFor } from '../career/credentials.js';
import { dutiesFacts } from '../career/duties.js';
import { outlookFacts } from '../career/outlook.js';
import { pathFacts } from '../career/path.js';
import { payFacts } from '../career/pay.js';
import { createSlotReader, type Slots } from '../career/read-slots.js';
import { trainingFacts } from '../career/training.js';
import type { Evidence } from '../contracts/answer-writer.js';
import type { Sentence } from '../domain/answer.js';
import type { Role } from '../domain/career-map.js';
import { type Passage, passageText } from '../domain/passage.js';
import type { Retrieval } from '../retrieval/hybrid-retriever.js';
import { createReranker } from '../retrieval/rerank.js';
import { topicalStems } from '../retrieval/topical-words.js';
import { placesIn } from '../text/places.js';
import { contentStems, words } from '../text/tokens.js';
import { cosineSimilarity } from '../text/vectors.js';
import { judge, knownGapsOf, type Verdict } from './judge.js';
import type { KnowledgeBase } from './knowledge-base.js';
import type { Signs } from './signs.js';

/** One part of a question with all that was found for it. */
export type Gathered = {
  readonly question: string;
  readonly verdict: Verdict;
  /** What the verdict was read from. */
  readonly signs: Signs;
  readonly facts: CareerFacts | undefined;
  readonly evidence: readonly Evidence[];
  /** A false premise put right, with its source. */
  readonly correction: Sentence<string> | undefined;
  readonly retrieval: Retrieval;
  readonly slots: Slots;
};

/** Passages found, and passages kept after a second look. */
const passagesFound = 25;
const passagesKept = 8;
/** A conflict leads when the question is this near to one of its own, by words and meaning together. */
const conflictQuestion = 0.62;
/** A conflict about a role or credential that the question names. */
const namedBonus = 0.2;

/** How much a word that names no topic says beside one that does. */
const chatShare = 0.6;

/** Words that say nothing beyond "a coder" and "tell me": a question of these and its slots alone is generic. */
const generic = new Set(
  contentStems(`medical coder coders coding code people folks job jobs field career occupation profession work guide guides source sources national nationally us
  usa average median mean typical typically usually normal year yearly annual annually month rate figure figures number amount money salary pay paid wage wages earn
  earning earnings income compensation comp making makes total overall expect currently now today these days exactly roughly approximately bls new level position
  role title percentile hourly hour range tier rung sit sits belong belongs considered count counts ladder stage where fall falls stand stands mean means meaning full name issue issues issued issuer award awards give gives cert certs certification credential
  exam letters abbreviation long form short growth grow growing outlook projected projection openings opening decade percent`),
);

const year = /\b(?:19|20)\d\d\b/g;

/** Asks which credential, whatever role it is for. */
const plainlyCredential =
  /\b(which|what|any|best|right) (of the )?(\w+ )?(certs?|certifications?|certificates?(?! programs?)|credentials?|letters|badges?)\b/;

/** Asks what people do in a role, whatever else its words could mean. */
const plainlyDuties =
  /\b(be doing|duties|responsib\w+|remit|day[- ]to[- ]day|in charge|job description|do all (day|week)|actually do)\b/;

export const createGatherer = (base: KnowledgeBase) => {
  const { pack, passages, guides, keywords, units, retriever } = base;
  const readSlots = createSlotReader(pack.careerMap, pack.vocabulary);
  const topical = topicalStems(pack);
  const conflictsById = new Map(pack.careerMap.conflicts.map(conflict => [conflict.id, conflict]));
  /** Inverse document frequency (Sparck Jones 1972); a word that stands nowhere weighs less than the rarest that does: it may be chat. */
  const rarity = (stem: string): number => {
    const frequency = keywords.documentFrequency(stem);
    const inverse = frequency === 0 ? 2.5 : Math.log(1 + keywords.documentCount / frequency);
    return topical.has(stem) ? inverse : inverse * chatShare;
  };
  const reranker = createReranker(rarity);

  const gaps = knownGapsOf(pack.scope);
  /** Pay asked for a credential, or for a role that the career map has no figure for. */
  const payUnknown = (slots: Slots, facts: CareerFacts | undefined): boolean =>
    slots.wants.has('pay') &&
    (slots.credentials.length > 0 ||
      slots.roles.some(role => !pack.careerMap.figures.some(figure => figure.roles.includes(role.id)))) &&
    facts?.strength !== 'specific';
  const countryNames = new Set(Object.keys(pack.vocabulary.countries).map(name => words(name).join(' ')));
  const countriesOf = new Map(
    [...passages.values()].map(passage => {
      const heading = ` ${words(passage.section).join(' ')} `;
      const named = Object.entries(pack.vocabulary.countries).flatMap(([name, country]) =>
        heading.includes(` ${words(name).join(' ')} `) ? country : [],
      );
      return [passage.id, named] as const;
    }),
  );
  /** Pay in a country that the question does not name: of no use beside facts that answer it whole. */
  const isForeign = (passage: Passage, slots: Slots): boolean => {
    const named = countriesOf.get(passage.id) ?? [];
    return named.length > 0 && !named.some(country => slots.countries.includes(country));
  };
  const guideText = ` ${words(pack.passages.map(passageText).join(' ')).join(' ')} `;
  const knownYears = new Set(pack.passages.flatMap(passage => passageText(passage).match(year) ?? []));
  const strangeYear = (question: string): boolean => (question.match(year) ?? []).some(one => !knownYears.has(one));
  const strangePlace = (question: string): boolean =>
    placesIn(question).some(place => !countryNames.has(place) && !guideText.includes(` ${place} `));
  const residualOf = (question: string, slots: Slots): number => {
    const named = new Set([
      ...slots.roles.flatMap(role => contentStems([role.title, ...role.aliases].join(' '))),
      ...slots.credentials.flatMap(credential =>
        contentStems([credential.name, credential.expansion ?? '', ...credential.aliases].join(' ')),
      ),
      ...Object.entries(pack.vocabulary.countries).flatMap(([word, country]) =>
        slots.countries.includes(country) ? contentStems(word) : [],
      ),
      ...slots.issuers.flatMap(contentStems),
    ]);
    return new Set(contentStems(question).filter(stem => !generic.has(stem) && !named.has(stem) && !/^\d/.test(stem))).size;
  };

  const guideNames = [...guides.values()].map(guide => ({
    id: guide.id,
    stems: contentStems(guide.spokenName).filter(stem => !['career', 'guid', 'path'].includes(stem)),
  }));
  /** Guides that a question asks about by name: "does Himalayas say the same". */
  const guidesNamed = (question: string): string[] => {
    const asked = new Set(contentStems(question));
    return guideNames
      .filter(guide => guide.stems.length > 0 && guide.stems.every(stem => asked.has(stem)))
      .map(guide => guide.id);
  };

  const conflictFacts = (retrieval: Retrieval, question: string, slots: Slots, onlyNamed = false): CareerFacts | undefined => {
    const names = [...slots.credentials.map(credential => credential.name), ...slots.roles.map(role => role.title)].map(name =>
      name.toLowerCase(),
    );
    const [nearest] = retrieval.conflicts
      .map(found => {
        const topic = ` ${words(conflictsById.get(found.owner)?.topic ?? '').join(' ')} `;
        return { ...found, relevance: found.relevance + (names.some(name => topic.includes(` ${name} `)) ? namedBonus : 0) };
      })
      .toSorted((a, b) => b.relevance - a.relevance);
    const conflict = nearest && conflictsById.get(nearest.owner);
    const disagree =
      /\b((heard|hearing|told|seen) (both|two)|keep hearing|which is it|disagree|agree|agreement|differ|conflict|contradict|line up|sources|guides|references|consistent)\b/.test(
        question,
      );
    const passage = retrieval.passages[0]?.relevance ?? 0;
    if (!conflict) return undefined;
    const near = nearest.question > conflictQuestion && nearest.keyword > 0.8 && nearest.relevance > passage;
    const topic = ` ${words(conflict.topic).join(' ')} `;
    const named = names.some(name => topic.includes(` ${name} `));
    if (onlyNamed && !(named && disagree)) return undefined;
    const nearEnough = disagree && nearest.relevance > 0.7 * passage && nearest.keyword > 0.5;
    if (!near && !nearEnough) return undefined;
    return {
      blocks: [conflictBlock(conflict)],
      strength: disagree ? 'specific' : 'general',
      complete: false,
      conflicts: [conflict],
    };
  };

  const factsFor = (question: string, slots: Slots, retrieval: Retrieval): CareerFacts | undefined => {
    const residual = residualOf(question, slots);
    return (
      // "CDI: mid level or senior? I keep hearing both" compares no roles; it asks about a known disagreement.
      conflictFacts(retrieval, question, slots, true) ??
      compareFacts(pack.careerMap, slots, question, passages, guides) ??
      payFacts(pack.careerMap, slots, question, residual) ??
      outlookFacts(pack.careerMap, slots, question, residual <= 1) ??
      trainingFacts(pack.careerMap, slots, question) ??
      credentialsAtStage(pack.careerMap, slots, question) ??
      (plainlyCredential.test(question) ? credentialsFor(pack.careerMap, slots, question, retrieval.credentials) : undefined) ??
      (plainlyDuties.test(question) ? dutiesFacts(slots, passages) : undefined) ??
      conflictFacts(retrieval, question, slots) ??
      pathFacts(pack.careerMap, slots, question, guides, residual) ??
      dutiesFacts(slots, passages) ??
      credentialFacts(slots, question, residual) ??
      credentialsFor(pack.careerMap, slots, question, retrieval.credentials)
    );
  };

  /** The role one rung up or down the ladder, when both have a rung. */
  const roleBeside = (role: Role, step: 1 | -1): Role | undefined =>
    role.rung === undefined ? undefined : pack.careerMap.roles.find(other => other.rung === (role.rung ?? 0) + step);

  return {
    readSlots,
    roleBeside,
    rarity,
    gather(question: string, vector: Float32Array): Gathered {
      const slots = readSlots(question);
      const retrieval = retriever.retrieve({ text: question, vector }, passagesFound);
      const facts = factsFor(question, slots, retrieval);
      const { verdict, signs } = judge(
        {
          question,
          retrieval,
          facts,
          coverage: text => reranker.coverageOfText(question, text),
          payUnknown: payUnknown(slots, facts),
          strangePlace: strangePlace(question),
          strangeYear: strangeYear(question),
          asksPay: slots.wants.has('pay') || slots.statistic !== undefined,
        },
        gaps,
        pack.scope.outOfScope,
      );
      const names = [
        ...slots.roles.map(role => [role.title, ...role.aliases]),
        ...slots.credentials.map(credential => [credential.name, ...credential.aliases]),
      ];
      const evidence = reranker
        .rerank(question, retrieval.passages, { names, guides: guidesNamed(question) })
        .filter(({ passage }) => !(facts?.complete && isForeign(passage, slots)))
        .slice(0, passagesKept)
        .map(({ passage, relevance }) => ({
          passage,
          relevance,
          sentenceSimilarities: units.vectorsOf(passage.id, 'sentence').map(own => cosineSimilarity(own, vector)),
        }));
      return { question, signs, verdict, facts, evidence, correction: correctIssuer(slots, question), retrieval, slots };
    },
  };
};
