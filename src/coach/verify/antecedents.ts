import type { Part } from '../../domain/answer.js';
import { readQuantities } from '../../text/quantities.js';
import type { Place } from './credential-names.js';
import { anyCoder, type Mention } from './mentions.js';
import type { Source } from './sources.js';

/** A credential or role that a text names, with its words and place. */
type Entity = {
  readonly kind: 'credential' | 'role';
  readonly value: string;
  readonly start: number;
  readonly end: number;
};

/** What the pronoun at the beginning of a sentence can stand for. */
type Wanted = 'role' | 'credential' | 'any';

const credentialNouns = 'credential|certification|cert|exam|designation|qualification';
const roleNouns = 'role|job|position|post|title';
const lead = String.raw`^((?:[“"(]?(?:[A-Z][\w-]*(?:[ -][\w-]+){0,4},|And|But|So|Also|Then|Still|Yet) )?)`;
const pronoun = new RegExp(
  String.raw`${lead}(It|They|He|She|Its|Their|(?:This|That|The|These|Those|Such an?) (?:same )?(?:(?:${credentialNouns})s?|(?:${roleNouns})s?|one)|Th(?:is|at|ese|ose))(?=['’ ](?:s\b|re\b|ll\b|d\b)?)`,
  'i',
);
/** "It takes five years to become ...", "it is worth asking", "it depends": this "it" stands for nothing. */
const expletive =
  /^it(?:['’]s| is| was| takes?| may| can| might| could| would| helps?| pays?| makes? sense)\b[^.;:]*?\b(?:to [a-z]+|that|worth|who)\b|^it (?:depends|all depends|varies)\b/i;
/** A noun behind "this" or "that" of its own: "this field", "that figure". */
const ownNoun =
  /^(?:this|that|these|those) (?!is\b|are\b|was\b|were\b|has\b|have\b|can\b|may\b|means?\b|comes?\b|fits?\b|suits?\b|pays?\b)/i;

const wantedBy = (word: string): Wanted => {
  const own = word.toLowerCase();
  if (new RegExp(`(?:${credentialNouns})s?$`).test(own)) return 'credential';
  if (new RegExp(`(?:${roleNouns})s?$`).test(own) || /^(?:they|he|she|their)$/.test(own)) return 'role';
  return 'any';
};

/** Pay and lengths of service are somebody's. */
const somebodys = /\b(?:earn|make|get|have|need|bring|pay|paid|start|sit)\w*\b/i;
const givenOut =
  /\b(?:issue[sd]?|award(?:s|ed)?|grant(?:s|ed)?|offered|run|owned|administered|from|by|of)\b[^.]*\b[A-Z]{3,}\b|\b[A-Z]{3,}['’]s?\b/;
const levelOrUse =
  /\b(?:inpatients?|outpatients?|hospitals?|physician[- ]offices?|(?:entry|mid|intermediate|advanced|master)[- ]levels?)\b/i;

/** Builds the reader of what a sentence's pronoun stands for: the first credential or role that the sentence before it names. */
export const createAntecedents = (credentialsIn: (text: string) => Place[], mentionsIn: (text: string) => Mention[]) => {
  const entitiesIn = (text: string): Entity[] =>
    [
      ...credentialsIn(text).map((one): Entity => ({ kind: 'credential', value: one.what, start: one.start, end: one.end })),
      ...mentionsIn(text).flatMap(({ aspect, value, start, end }): Entity[] =>
        aspect === 'role' ? [{ kind: 'role', value, start, end }] : [],
      ),
    ].sort((a, b) => a.start - b.start);

  /** Whether a sentence says of its open pronoun what is true of one credential or role only: a figure, an issuer, a use. */
  const needsOne = (text: string, wanted: Wanted): boolean => {
    const own = entitiesIn(text);
    if (own.some(one => (one.kind === 'role') === (wanted === 'role'))) return false;
    const hasFigure = readQuantities(text).quantities.some(one => one.kind !== 'year');
    if (wanted === 'role') return hasFigure && somebodys.test(text);
    return givenOut.test(text) || levelOrUse.test(text) || (wanted === 'credential' && hasFigure);
  };
  /** Whether sources speak of what a pronoun stands for, or of no role in particular. */
  const isSpokenOf = ({ kind, value }: Entity, cited: readonly Source[]): boolean => {
    if (kind === 'credential' || cited.length === 0 || value === anyCoder) return true;
    const roles = cited
      .flatMap(source => [source.passage.section, ...source.statements].flatMap(entitiesIn))
      .flatMap(one => (one.kind === 'role' ? [one.value] : []));
    return roles.includes(value) || roles.every(one => one === anyCoder);
  };

  /**
   * A sentence's parts with the name of what its first pronoun stands for in the pronoun's place, `stands for nothing` where it can be no one's
   * that the sentence before names and says what holds of one only, and undefined where there is nothing to put in.
   */
  return (
    parts: readonly Part<string>[],
    before: string,
    cited: readonly Source[],
  ): readonly Part<string>[] | 'stands for nothing' | undefined => {
    const [first, ...rest] = parts;
    const plain = (first?.text ?? '').replaceAll('**', '');
    const said = before.replaceAll('**', '');
    const [, lead = '', word = ''] = pronoun.exec(plain) ?? [];
    const tail = plain.slice(lead.length);
    const pointsAtOther = /^th(?:is|at|ese|ose)$/i.test(word) && ownNoun.test(tail);
    if (!first || !word || expletive.test(tail) || pointsAtOther) return undefined;
    const wanted = wantedBy(word);
    const named = entitiesIn(said);
    const subject =
      named.find(one => wanted === 'any' || one.kind === wanted) ?? (/^the(?:y|ir)$/i.test(word) ? named[0] : undefined);
    if (!subject)
      return needsOne(parts.map(part => part.text.replaceAll('**', '')).join(' '), wanted) ? 'stands for nothing' : undefined;
    if (!isSpokenOf(subject, cited)) return 'stands for nothing';
    const name = said.slice(subject.start, subject.end) + (/^(?:its|their)$/i.test(word) ? '’s' : '');
    const behind = tail
      .slice(word.length)
      .replace(/^['’]s\b/, ' is')
      .replace(/^['’]re\b/, ' are')
      .replace(/^['’]ll\b/, ' will');
    return [{ ...first, text: `${lead}${name}${behind}` }, ...rest];
  };
};
