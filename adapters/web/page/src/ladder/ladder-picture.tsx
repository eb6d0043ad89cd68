import type { PackView, RoleView } from '../../../contract.js';
import { Icon } from '../parts/icon.js';
import { openSource } from '../parts/source.js';
import { linkTo } from '../shell/route.js';
import { levelsOf, movesBetween, needsOf, rungsOf } from './career.js';

const medianOf = (pack: PackView, role: RoleView): string | undefined =>
  pack.figures.find(figure => figure.measure === 'pay' && figure.statistic === 'median' && figure.roles.includes(role.id))?.text;

/** "mid, advanced or senior". */
const either = new Intl.ListFormat('en-GB', { type: 'disjunction' });

const Rung = ({ pack, role, chosen }: { pack: PackView; role: RoleView; chosen: boolean }) => {
  const levels = levelsOf(role);
  const median = medianOf(pack, role);
  return (
    <a class="rung" href={linkTo('ladder', '', { role: role.id })} aria-current={chosen ? 'true' : undefined}>
      <span class="rung-name">{role.title}</span>
      <span class="rung-facts">
        <span class={levels.length > 1 ? 'levels differ' : 'levels'}>
          {either.format(levels)} level{levels.length > 1 && <span class="unseen">; the guides differ</span>}
        </span>
        {median && <span>{median} median</span>}
      </span>
    </a>
  );
};

/** The rungs from the top down, and between them what the guides ask of whoever climbs. */
export const LadderPicture = ({ pack, chosen }: { pack: PackView; chosen: string | undefined }) => {
  const rungs = rungsOf(pack);
  return (
    <ol class="ladder">
      {rungs.map(({ rung, roles }, at) => {
        const below = rungs[at + 1];
        const moves = below ? movesBetween(pack, below.roles, roles) : [];
        return (
          <li key={rung}>
            <div class="rung-roles">
              {roles.map(role => (
                <Rung key={role.id} pack={pack} role={role} chosen={role.id === chosen} />
              ))}
            </div>
            {below && (
              <ul class="climb" aria-label={`What it takes from ${below.roles.map(role => role.title).join(' or ')}`}>
                {moves.map(move => (
                  <li key={`${move.passage}${move.says}`}>
                    <button
                      type="button"
                      class="need"
                      title={move.says}
                      onClick={() => openSource({ passage: move.passage, quote: move.says })}
                    >
                      <Icon name="send" size={14} />
                      {needsOf(pack, move)}
                    </button>
                  </li>
                ))}
              </ul>
            )}
          </li>
        );
      })}
    </ol>
  );
};
