import type { Block, Part } from '../domain/answer.js';
import type { Cite, Credential, Role } from '../domain/career-map.js';
import { paragraph, sentence } from '../domain/drafting.js';
import type { GuideInfo } from '../domain/guide.js';
import type { Pack } from '../domain/pack.js';
import type { Passage } from '../domain/passage.js';
import { markOf } from './career-facts.js';
import type { Slots } from './read-slots.js';

type Cell = Part<string>;
type Row = readonly [label: string, cells: readonly (Cell | undefined)[]];
const silent: Cell = { text: 'not stated', marks: [] };

type Records = Pick<Pack, 'careerMap' | 'info'>;
/** Spoken names of guides, by id. */
type Guides = ReadonlyMap<string, Pick<GuideInfo, 'spokenName'>>;
/** What one guide says of a thing, in a few words. */
type Claim = { readonly cite: Cite; readonly text: string };

const table = (names: readonly string[], rows: readonly Row[]): Block<string> | undefined => {
  const filled = rows.filter(([, cells]) => cells.some(Boolean));
  if (filled.length === 0) return undefined;
  return {
    kind: 'table',
    header: ['', ...names],
    rows: filled.map(([label, cells]) => [{ text: label, marks: [] }, ...cells.map(cell => cell ?? silent)]),
  };
};

/** What is claimed, each text once, with all passages that say it. */
const cellOf = (claims: readonly Claim[]): Cell | undefined =>
  claims.length > 0
    ? {
        text: [...new Set(claims.map(claim => claim.text))].join(' or '),
        marks: [...new Set(claims.map(claim => markOf(claim.cite)))],
      }
    : undefined;

/**
 * The rows of one kind of claim: a single one where nobody is contradicted, otherwise a row for each guide, so that every side stands
 * with who says it and none is picked.
 */
const claimRows = (label: string, claimed: readonly (readonly Claim[])[], guides: Guides): Row[] => {
  const differ = claimed.some(claims => new Set(claims.map(claim => claim.text)).size > 1);
  if (!differ) return [[label, claimed.map(claims => cellOf(claims.slice(0, 1)))]];
  const sides = [...new Set(claimed.flat().map(claim => claim.cite.guide))];
  return sides.map(guide => [
    `${label} (${guides.get(guide)?.spokenName ?? guide})`,
    claimed.map(claims => cellOf(claims.filter(claim => claim.cite.guide === guide))),
  ]);
};

const claimsOf = (credential: Credential, field: 'issuer' | 'stage'): Claim[] =>
  credential.mentions.flatMap(mention => (mention[field] === undefined ? [] : [{ cite: mention, text: mention[field] }]));

/** Two or three credentials side by side: issuer, stage, use. Cells that no guide fills say so. */
export const compareCredentials = (credentials: readonly Credential[], guides: Guides): Block<string>[] => {
  const claims = (label: string, field: 'issuer' | 'stage') =>
    claimRows(
      label,
      credentials.map(credential => claimsOf(credential, field)),
      guides,
    );
  const names = credentials.map(credential => credential.name);
  const expansions = credentials.map(credential => {
    const mention = credential.mentions.find(item => item.says.includes(credential.expansion ?? '\0')) ?? credential.mentions[0];
    return mention && credential.expansion ? { text: credential.expansion, marks: [markOf(mention)] } : undefined;
  });
  // Uses add up; the first is the one that the credential is best known for.
  const uses = credentials.map(({ mentions }) => {
    const mention = mentions.find(item => item.use);
    return mention?.use === undefined ? undefined : { text: mention.use, marks: [markOf(mention)] };
  });
  const block = table(names, [
    ['stands for', expansions],
    ...claims('issued by', 'issuer'),
    ['strongest for', uses],
    ...claims('when', 'stage'),
  ]);
  return block ? [block] : [];
};

const yearsText = (years: { from: number; to?: number | undefined }): string =>
  years.to === undefined ? `${years.from}+ years` : `${years.from}–${years.to} years`;

const roleRows = ({ careerMap: map, info: { country } }: Records, roles: readonly Role[], guides: Guides): Row[] => {
  const placed = (role: Role): Claim[] => role.placements.map(cite => ({ cite, text: `${cite.level} level` }));
  const years = (role: Role): Claim[] =>
    role.placements.flatMap(cite => (cite.years ? [{ cite, text: yearsText(cite.years) }] : []));
  const pay = (role: Role): Claim[] =>
    map.figures.flatMap(cite =>
      cite.measure === 'pay' && cite.statistic === 'median' && cite.country === country && cite.roles.includes(role.id)
        ? [{ cite, text: cite.text }]
        : [],
    );
  return [
    ...claimRows('placed at', roles.map(placed), guides),
    ...claimRows('experience', roles.map(years), guides),
    ...claimRows(country ? `${country} median pay` : 'median pay', roles.map(pay), guides),
  ];
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
  records: Records,
  roles: readonly Role[],
  passages: ReadonlyMap<string, Passage>,
  guides: Guides,
): { blocks: Block<string>[]; allTold: boolean } => {
  const duties = roles.map(role => dutySentences(role, passages, 2)).filter(sentences => sentences.length > 0);
  const side = table(
    roles.map(role => role.title),
    roleRows(records, roles, guides),
  );
  return {
    blocks: [...duties.map(sentences => paragraph(...sentences)), ...(side ? [side] : [])],
    allTold: duties.length === roles.length,
  };
};

/** Two or three credentials or roles that a question names, as a table; none when it names fewer, more, or some of both. */
export const comparisonTable = (
  records: Records,
  { credentials, roles }: Pick<Slots, 'credentials' | 'roles'>,
  passages: ReadonlyMap<string, Passage>,
  guides: Guides,
): Block<string>[] => {
  const several = (things: readonly unknown[]): boolean => things.length >= 2 && things.length <= 3;
  if (several(credentials) && roles.length === 0) return compareCredentials(credentials, guides);
  if (several(roles) && credentials.length === 0)
    return compareRoles(records, roles, passages, guides).blocks.filter(block => block.kind === 'table');
  return [];
};
