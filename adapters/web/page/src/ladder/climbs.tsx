import type { PackView, RoleView } from '../../../contract.js';
import { guideNameOf } from '../parts/guide-words.js';
import { openSource } from '../parts/source.js';
import { linkTo } from '../shell/route.js';
import { climbsFrom, needsOf } from './career.js';

/** Where roles lead, and what each guide asks of whoever goes there: years, credentials, schooling. */
export const Climbs = ({ pack, from }: { pack: PackView; from: readonly RoleView[] }) => {
  const climbs = climbsFrom(pack, from);
  if (climbs.length === 0) return null;
  return (
    <ul class="climbs" aria-label={`What it takes from ${from.map(role => role.title).join(' or ')}`}>
      {climbs.map(({ to, moves }) => (
        <li key={to.id}>
          <a href={linkTo('ladder', '', { role: to.id })}>to {to.title}</a>
          {moves.map(move => (
            <button
              key={`${move.passage}${move.says}`}
              type="button"
              class="need"
              title={move.says}
              onClick={() => openSource({ passage: move.passage, quote: move.says })}
            >
              {needsOf(pack, move).join(' · ')}
              <span class="need-guide">{guideNameOf(pack, move.guide)}</span>
            </button>
          ))}
        </li>
      ))}
    </ul>
  );
};
