import type { RoleView } from '../../../contract.js';
import { levelsOf } from './career.js';

/** "mid or advanced". */
const either = new Intl.ListFormat('en-GB', { type: 'disjunction' });

/** The levels at which guides place a role: both, or all, where they differ. Nothing for a role that none places. */
export const Levels = ({ role }: { role: RoleView }) => {
  const levels = levelsOf(role);
  if (levels.length === 0) return null;
  return (
    <span class={levels.length > 1 ? 'levels differ' : 'levels'}>
      {either.format(levels)} level{levels.length > 1 && <span class="unseen">; the guides differ</span>}
    </span>
  );
};
