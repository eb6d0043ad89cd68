import type { Block, Part } from '../domain/answer.js';
import type { CareerMap, Credential, Role } from '../domain/career-map.js';
import { paragraph, sentence } from '../domain/drafting.js';
import type { Passage } from '../domain/passage.js';
import { contentStems } from '../text/tokens.js';
import { type CareerFacts, markOf, saysSentence } from './career-facts.js';
import type { Slots } from './read-slots.js';

type Cell = Part<string>;
const silent: Cell = { text: 'not stated', marks: [] };

const table = (
  names: readonly string[],
  rows: readonly (readonly [label: string, cells: readonly (Cell | undefined)[]])[],
): Block<string> | undefined => {
  const filled = rows.filter(([, cells]) => cells.some(Boolean));
  if (filled.length === 0) return undefined;
  return {
    kind: 'table',
    header: ['', ...names],
    rows: filled.map(([label, cells]) => [{ text: label, marks: [] }, ...cells.map(cell => cell ?? silent)]),
  };
};

const credentialCell = (credential: Credential, field: 'issuer' | 'stage' | 'use'): Cell | undefined => {
  const mention = credential.mentions.find(item => item[field]);
  return mention ? { text: mention[field] ?? '', marks: [markOf(mention)] } : undefined;
};

/** Two or three credentials side by side: issuer, stage, use. Cells that no guide fills say so. */
export const compareCredentials = (credentials: readonly Credential[]): Block<string>[] => {
  const row = (label: string, field: 'issuer' | 'stage' | 'use') =>
    [label, credentials.map(credential => credentialCell(credential, field))] as const;
  const names = credentials.map(credential => credential.name);
  const expansions = credentials.map(credential => {
    const mention = credential.mentions.find(item => item.says.includes(credential.expansion ?? '\0')) ?? credential.mentions[0];
    return mention && credential.expansion ? { text: credential.expansion, marks: [markOf(mention)] } : undefined;
  });
  const block = table(names, [
    ['stands for', expansions],
    row('issued by', 'issuer'),
    row('strongest for', 'use'),
    row('when', 'stage'),
  ]);
  return block ? [block] : [];
};

const yearsText = (years: { from: number; to?: number | undefined }): string =>
  years.to === undefined ? `${years.from}+ years` : `${years.from}–${years.to} years`;

const roleRows = (map: CareerMap, roles: readonly Role[]) => {
  const placed = (role: Role): Cell | undefined => {
    const [placement] = role.placements.filter(item => item.years === undefined);
    return placement ? { text: `${placement.level} level`, marks: [markOf(placement)] } : undefined;
  };
  const years = (role: Role): Cell | undefined => {
    const placement = role.placements.find(item => item.years);
    return placement?.years ? { text: yearsText(placement.years), marks: [markOf(placement)] } : undefined;
  };
  const pay = (role: Role): Cell | undefined => {
    const figure = map.figures.find(
      item => item.measure === 'pay' && item.statistic === 'median' && item.roles.includes(role.id),
    );
    return figure ? { text: figure.text, marks: [markOf(figure)] } : undefined;
  };
  return [
    ['placed at', roles.map(placed)],
    ['experience', roles.map(years)],
    ['US median pay', roles.map(pay)],
  ] as const;
};

/** Each role's duties in a sentence or two, from the section that tells them best. */
const dutySentences = (role: Role, passages: ReadonlyMap<string, Passage>, count: number) =>
  role.duties.slice(0, 1).flatMap(
    duty =>
      passages
        .get(markOf(duty))
        ?.sentences.slice(0, count)
        .map(text => sentence(text, markOf(duty))) ?? [],
  );

/** Two or three roles side by side: what people in each do, then level, experience and pay. `allTold`: each role's duties are known. */
export const compareRoles = (
  map: CareerMap,
  roles: readonly Role[],
  passages: ReadonlyMap<string, Passage>,
): { blocks: Block<string>[]; allTold: boolean } => {
  const duties = roles.map(role => dutySentences(role, passages, 2)).filter(sentences => sentences.length > 0);
  const side = table(
    roles.map(role => role.title),
    roleRows(map, roles),
  );
  return {
    blocks: [...duties.map(sentences => paragraph(...sentences)), ...(side ? [side] : [])],
    allTold: duties.length === roles.length,
  };
};

/**
 * The record's sentence for the one credential that what was asked for calls for ("for hospital work", of CPC and CCS); none when the
 * question names no use, or more than one of them is for it.
 */
const suitedTo = (question: string, credentials: readonly Credential[]): Credential['mentions'] => {
  const asked = new Set(contentStems(question));
  const suited = credentials.map(credential => {
    const ofOthers = new Set(
      credentials.flatMap(other =>
        other === credential ? [] : other.mentions.flatMap(mention => contentStems(mention.use ?? '')),
      ),
    );
    return credential.mentions.find(mention =>
      contentStems(mention.use ?? '').some(stem => asked.has(stem) && !ofOthers.has(stem)),
    );
  });
  const found = suited.flatMap(mention => mention ?? []);
  return found.length === 1 ? found : [];
};

/** Two or three credentials or roles side by side; undefined when the question does not compare any. */
export const compareFacts = (
  map: CareerMap,
  slots: Slots,
  question: string,
  passages: ReadonlyMap<string, Passage>,
): CareerFacts | undefined => {
  if (!slots.wants.has('compare')) return undefined;
  const { credentials, roles } = slots;
  if (credentials.length >= 2 && credentials.length <= 3) {
    const table = compareCredentials(credentials);
    const suited = suitedTo(question, credentials).map(mention => paragraph(saysSentence(mention)));
    return table.length > 0
      ? { blocks: [...suited, ...table], strength: 'specific', complete: suited.length > 0, conflicts: [] }
      : undefined;
  }
  if (credentials.length === 0 && roles.length >= 2 && roles.length <= 3) {
    const { blocks, allTold } = compareRoles(map, roles, passages);
    return blocks.length > 0 ? { blocks, strength: 'specific', complete: allTold, conflicts: [] } : undefined;
  }
  return undefined;
};
