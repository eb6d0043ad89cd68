import { contentStems } from '../../text/tokens.js';
import { isTopical } from './check-topic.js';
import { acronymBehind, type Comparison, comparisonsIn, orderOf, type Side } from './comparisons.js';
import { anyCoder } from './mentions.js';
import type { Source } from './sources.js';
import type { Subject } from './subjects.js';

/** Where a sentence turns from one subject to the next. */
const clauseBreak =
  /[;:]|, (?=and|or|so|who|which|where|with|then)|,? \b(?:while|whereas|but|although|though|unlike|because|since|who|which|(?<!\b(?:on|in|of|at|for|with|from|to|by|than|like) )that|whose)\b/i;

/** What a clause says of its subject. */
type Clause = {
  readonly subjects: readonly Subject[];
  /** Its topical words without the names of the kind. */
  readonly stems: ReadonlyMap<string, ReadonlySet<string>>;
};

const listed = /^[\s,]*(?:(?:and|or|&|\/|,)[\s,]*(?:the |an? )?)+$/i;
/** What may stand before a clause's subject. */
const opener = /^\s*(?:the |an? |those (?:in|of|for|with) |for |in |as an? |most |many )*(?:the )?$/i;
const stemsIn = (clause: Clause, kind: string): string[] => [...(clause.stems.get(kind) ?? [])];

type Contrast = {
  readonly kind: string;
  readonly one: string;
  readonly other: string;
  /** What is said of the other. */
  readonly stems: ReadonlySet<string>;
};

const keyOf = (subject: Subject): string => `${subject.kind} ${subject.value}`;

/** Subjects of one kind that two clauses have instead of each other. */
const opposed = (clause: Clause, other: Clause): [Subject, Subject][] =>
  clause.subjects
    .filter(one => one.kind !== 'statistic')
    .flatMap(one =>
      other.subjects
        .filter(against => against.kind === one.kind && against.value !== one.value)
        .filter(
          against =>
            !other.subjects.some(it => keyOf(it) === keyOf(one)) && !clause.subjects.some(it => keyOf(it) === keyOf(against)),
        )
        .map((against): [Subject, Subject] => [one, against]),
    );

/** Builds the check that a sentence does not say of one thing what its sources say of the other. */
export const createExchangeCheck = (subjectsIn: (text: string) => Subject[]) => {
  /** "Billers assign codes and coders submit claims" are two clauses; "supervisors and managers lead teams" is one, and so is "both ... and". */
  const splitAtAnd = (text: string): string[] => {
    if (/\bboth\b/i.test(text)) return [text];
    for (const match of text.matchAll(/ (?:and|then|or) /g)) {
      const halves = [text.slice(0, match.index), text.slice(match.index + match[0].length)] as const;
      const [first, second] = [readClause(halves[0]), readClause(halves[1])];
      const next = second.subjects.find(one => opener.test(halves[1].slice(0, one.start)));
      const own = first.subjects.find(one => one.kind === next?.kind && one.value !== next.value);
      const isSaid = (clause: Clause): boolean => next !== undefined && stemsIn(clause, next.kind).length > 0;
      if (own && halves[0].length > own.end && isSaid(first) && isSaid(second)) return [halves[0], ...splitAtAnd(halves[1])];
    }
    return [text];
  };
  /** "The codes provided by the coder" says of the coder what he does: "the codes; the coder provided". */
  const activeOf = (text: string): string =>
    text.replace(/(?<!\b(?:is|are|was|were|be|been|being|get|gets)) (\p{L}+ed) by ([^.,;:()]*)/giu, (whole, deed, agent) => {
      const [first] = subjectsIn(agent);
      return first?.kind === 'role' && opener.test(agent.slice(0, first.start)) ? `; ${agent} ${deed}` : whole;
    });
  const readClause = (text: string): Clause => {
    const all = subjectsIn(text);
    const last = new Map<string, Subject>();
    const subjects = all.filter(one => {
      const head = last.get(one.kind);
      // Others of the kind belong to the subject where they are listed with it.
      const isSubject = !head || one.start === head.start || listed.test(text.slice(head.end, one.start));
      if (isSubject) last.set(one.kind, one);
      return isSubject;
    });
    const stemsOf = (kind: string): Set<string> => {
      let bare = text;
      for (const one of all)
        if (one.kind === kind) bare = bare.slice(0, one.start) + ' '.repeat(one.end - one.start) + bare.slice(one.end);
      return new Set(contentStems(bare).filter(isTopical));
    };
    return { subjects, stems: new Map([...last.keys()].map(kind => [kind, stemsOf(kind)])) };
  };
  const clausesOf = (text: string): Clause[] =>
    activeOf(text.replaceAll('**', '').replace(acronymBehind, ''))
      // The name of a table's row and column is the subject of its cell.
      .replace(/^((?:\S+ ){0,6}\S+): /, '$1 ')
      .split(clauseBreak)
      .flatMap(splitAtAnd)
      .map(readClause)
      .filter(clause => clause.subjects.length > 0);

  /** What a source says of each thing of a kind, and which things it sets against each other. */
  const read = (source: Source) => {
    const said = new Map<string, Set<string>>();
    const contrasts: Contrast[] = [];
    const sentences = source.statements.map(clausesOf);
    const all = sentences.flat();
    for (const clause of all)
      for (const one of clause.subjects)
        said.set(keyOf(one), new Set([...(said.get(keyOf(one)) ?? []), ...stemsIn(clause, one.kind)]));
    // What a heading names together ("X versus Y") its passage sets against each other from sentence to sentence.
    const headed = new Set(subjectsIn(source.passage.section).map(keyOf));
    const areTogether = (...keys: string[]): boolean =>
      all.some(({ subjects }) => keys.every(key => subjects.some(one => keyOf(one) === key)));
    const areHeaded = (...keys: string[]): boolean => keys.every(key => headed.has(key)) && !areTogether(...keys);
    for (const clauses of sentences)
      for (const clause of clauses)
        for (const other of all)
          for (const [one, against] of opposed(clause, other))
            if (clauses.includes(other) || areHeaded(keyOf(one), keyOf(against)))
              contrasts.push({
                kind: one.kind,
                one: keyOf(one),
                other: keyOf(against),
                stems: new Set(stemsIn(other, one.kind)),
              });
    return { said, contrasts };
  };
  const cache = new WeakMap<Source, ReturnType<typeof read>>();
  const readOnce = (source: Source): ReturnType<typeof read> => {
    const known = cache.get(source) ?? read(source);
    cache.set(source, known);
    return known;
  };

  const roleCache = new WeakMap<Source, string[]>();
  const rolesOf = (source: Source): string[] => {
    const own =
      roleCache.get(source) ??
      [source.passage.section, ...source.passage.sentences, ...source.statements].flatMap(text =>
        subjectsIn(text.replace(acronymBehind, '')).flatMap(one => (one.kind === 'role' ? [one.value] : [])),
      );
    roleCache.set(source, own);
    return own;
  };

  /** Whether a clause has of its subject what the sources say of the thing that they set against it, and nothing that they say of it alone. */
  const isAnothers = (clause: Clause, sources: readonly Source[]): boolean => {
    const keys = new Set(clause.subjects.map(keyOf));
    const known = sources.map(readOnce);
    return known
      .flatMap(source => source.contrasts)
      .filter(({ one, other }) => keys.has(one) && !keys.has(other))
      .some(({ kind, one, stems }) => {
        const own = new Set(known.flatMap(source => [...(source.said.get(one) ?? [])]));
        const said = stemsIn(clause, kind);
        return said.some(stem => stems.has(stem) && !own.has(stem)) && !said.some(stem => own.has(stem) && !stems.has(stem));
      });
  };

  /** Whether a clause is of a role that no source names, where they speak of other roles: "auditors need the RHIA" of a passage on directors. */
  const isNobodyCited = (clause: Clause, sources: readonly Source[]): boolean => {
    const roles = clause.subjects.filter(one => one.kind === 'role' && one.value !== anyCoder);
    const named = sources.flatMap(rolesOf);
    return roles.length > 0 && named.some(role => role !== anyCoder) && !roles.some(one => named.includes(one.value));
  };

  const isCrossed = (comparison: Comparison, known: readonly Comparison[]): boolean => {
    const orders = known.map(one => orderOf(comparison, one));
    return orders.includes('crossed') && !orders.includes('same');
  };

  /** What a source gives of a role: its median pay, or else its pay; the fewest years. */
  const amountOf = (side: Side, isPay: boolean, sources: readonly Source[]): number | undefined => {
    const roles = new Set(side.subjects.flatMap(one => (one.kind === 'role' ? [one.value] : [])));
    const figures = sources
      .flatMap(source => source.figures)
      .filter(figure => figure.quantity.kind === (isPay ? 'money' : 'time'))
      .filter(figure => [...(figure.aspects.get('role') ?? [])].some(role => roles.has(role)));
    const medians = figures.filter(figure => figure.aspects.get('statistic')?.has('median'));
    const values = (medians.length > 0 ? medians : figures).map(figure => figure.quantity.value);
    return roles.size === 1 && values.length > 0 ? Math.min(...values) : undefined;
  };
  /** Whether the cited figures of two roles lie the other way round. */
  const isOutranked = (comparison: Comparison, text: string, sources: readonly Source[]): boolean => {
    const isPay = comparison.measures.has('pay');
    if (!comparison.right || !(isPay || /\byears?\b/i.test(text))) return false;
    const [a, b] = [amountOf(comparison.left, isPay, sources), amountOf(comparison.right, isPay, sources)];
    return a !== undefined && b !== undefined && a !== b && a > b !== comparison.isMore;
  };

  return (text: string, sources: readonly Source[]): boolean => {
    const comparisons = comparisonsIn(text, subjectsIn);
    if (comparisons.length > 0) {
      const known = sources.flatMap(source => source.statements).flatMap(one => comparisonsIn(one, subjectsIn));
      if (comparisons.some(one => isCrossed(one, known) || isOutranked(one, text, sources))) return true;
    }
    return clausesOf(text).some(clause => isAnothers(clause, sources) || isNobodyCited(clause, sources));
  };
};
