import type { CareerMap, Cite } from '../domain/career-map.js';
import { type Passage, passageText } from '../domain/passage.js';
import { figuresIn } from '../text/figures.js';
import { passageIdOf } from '../text/slug.js';
import { fold } from '../text/tokens.js';
import type { ProblemList } from './pack-problem.js';
import type { ReadYaml } from './read-yaml.js';

type Path = readonly PropertyKey[];

/** What every check of a record needs. */
type Checks = {
  readonly map: CareerMap;
  add(path: Path, reason: string): void;
  /** Reports a section that does not exist; else gives its text. */
  section(cite: Cite, path: Path): string | undefined;
  /** The text of a section, without a report. */
  textOf(cite: Cite): string | undefined;
  mustHold(text: string | undefined, phrase: string | undefined, path: Path): void;
  mustHoldFigures(text: string | undefined, says: string, path: Path): void;
  mustBeRole(id: string, path: Path): void;
  isUnreadable(guide: string): boolean;
};

const checksOf = (
  read: ReadYaml<CareerMap>,
  passages: readonly Passage[],
  unreadable: ReadonlySet<string>,
  file: string,
  list: ProblemList,
): Checks => {
  const texts = new Map(passages.map(passage => [passage.id, `${passage.section}. ${passageText(passage)}`]));
  const roleIds = new Set(read.value.roles.map(role => role.id));
  const add = (path: Path, reason: string): void => list.add(file, read.lineOf(path), reason);
  const textOf = (cite: Cite): string | undefined => texts.get(passageIdOf(cite));
  return {
    map: read.value,
    add,
    textOf,
    isUnreadable: guide => unreadable.has(guide),
    section(cite, path) {
      const text = textOf(cite);
      if (text === undefined && !unreadable.has(cite.guide)) add(path, `no section "${cite.section}" in guide "${cite.guide}"`);
      return text;
    },
    mustHold(text, phrase, path) {
      if (text !== undefined && phrase && !fold(text).includes(fold(phrase)))
        add(path, `"${phrase}" does not stand in the section it cites`);
    },
    mustHoldFigures(text, says, path) {
      if (text === undefined) return;
      const known = new Set(figuresIn(text).map(figure => figure.value));
      for (const figure of figuresIn(says))
        if (!known.has(figure.value)) add(path, `the figure "${figure.raw.trim()}" does not stand in the section it cites`);
    },
    mustBeRole(id, path) {
      if (!roleIds.has(id)) add(path, `no role "${id}"; add it under roles or correct the reference`);
    },
  };
};

const checkIds = ({ map, add }: Checks): void => {
  for (const kind of ['roles', 'credentials', 'figures', 'conflicts'] as const) {
    const ids = map[kind].map(record => record.id);
    for (const [at, id] of ids.entries()) if (ids.indexOf(id) !== at) add([kind, at], `duplicate id "${id}"`);
  }
};

const checkRoles = ({ map, section, mustHold, mustHoldFigures }: Checks): void => {
  for (const [at, role] of map.roles.entries()) {
    for (const [n, placement] of role.placements.entries()) {
      const path = ['roles', at, 'placements', n];
      const text = section(placement, path);
      mustHold(text, placement.as, path);
      if (placement.years)
        mustHoldFigures(text, `${placement.years.from}${placement.years.to ? ` to ${placement.years.to}` : ''} years`, path);
    }
    for (const [n, duty] of role.duties.entries()) section(duty, ['roles', at, 'duties', n]);
  }
};

const checkCredentials = ({ map, add, section, textOf, mustHold, mustHoldFigures, isUnreadable }: Checks): void => {
  for (const [at, credential] of map.credentials.entries()) {
    for (const [n, mention] of credential.mentions.entries()) {
      const path = ['credentials', at, 'mentions', n];
      const text = section(mention, path);
      mustHold(text, credential.name, path);
      mustHold(text, mention.issuer, path);
      mustHoldFigures(text, mention.says, path);
    }
    const expanded = credential.mentions.some(mention => {
      const text = textOf(mention);
      return text === undefined ? isUnreadable(mention.guide) : fold(text).includes(fold(credential.expansion ?? ''));
    });
    if (credential.expansion && !expanded)
      add(['credentials', at], `no cited section holds the expansion "${credential.expansion}"`);
  }
};

const checkFigures = ({ map, add, section, mustHold, mustHoldFigures, mustBeRole }: Checks): void => {
  for (const [at, figure] of map.figures.entries()) {
    const path = ['figures', at];
    const text = section(figure, path);
    mustHold(text, figure.text, path);
    mustHoldFigures(text, figure.says, path);
    for (const role of figure.roles) mustBeRole(role, path);
    const values = typeof figure.value === 'number' ? [figure.value] : [figure.value.low, figure.value.high];
    const read = new Set(figuresIn(figure.text).map(found => found.value));
    if (values.some(value => !read.has(value))) add(path, `value ${values.join('-')} is not what "${figure.text}" says`);
    if ((figure.statistic === 'percentile') !== (figure.percentile !== undefined))
      add(path, 'statistic percentile goes with a percentile, and only with it');
  }
};

const checkMoves = ({ map, add, section, mustHoldFigures, mustBeRole }: Checks): void => {
  const credentialIds = new Set(map.credentials.map(credential => credential.id));
  for (const [at, move] of map.moves.entries()) {
    const path = ['moves', at];
    mustHoldFigures(section(move, path), move.says, path);
    mustBeRole(move.from, path);
    mustBeRole(move.to, path);
    for (const credential of move.credentials) if (!credentialIds.has(credential)) add(path, `no credential "${credential}"`);
  }
};

const checkConflicts = ({ map, section, mustHoldFigures }: Checks): void => {
  for (const [at, conflict] of map.conflicts.entries()) {
    for (const [n, side] of conflict.sides.entries()) {
      const path = ['conflicts', at, 'sides', n];
      mustHoldFigures(section(side, path), `${side.value} ${side.says}`, path);
    }
  }
};

const checkCompared = ({ map, add }: Checks): void => {
  const known = [map.roles, map.credentials].map(records => new Set(records.map(({ id }) => id)));
  for (const [at, ids] of map.compared.entries())
    if (!known.some(own => ids.every(id => own.has(id))))
      add(['compared', at], `${ids.join(', ')} are not all roles, nor all credentials, of this map`);
};

/**
 * Holds the career map against the guides: each record's section exists, its names, issuers and figures stand there word for
 * word or number for number, ids are unique and references live.
 *
 * @param unreadable ids of guides with a mistake of their own: what cites them is not held against them
 */
export const checkCareerMap = (...given: Parameters<typeof checksOf>): void => {
  const checks = checksOf(...given);
  for (const check of [checkIds, checkRoles, checkCredentials, checkFigures, checkMoves, checkConflicts, checkCompared])
    check(checks);
};
