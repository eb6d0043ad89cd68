import type { FigureView, PackView, RoleView } from '../../../contract.js';
import { nearestAge } from '../parts/guide-words.js';
import { SourceTag } from '../parts/source-tag.js';
import { linkTo } from '../shell/route.js';
import { rungsOf } from './career.js';
import { Climbs } from './climbs.js';
import { Levels } from './levels.js';

const mediansOf = (pack: PackView, role: RoleView): readonly FigureView[] =>
  pack.figures.filter(
    figure => figure.measure === 'pay' && figure.statistic === 'median' && figure.roles.some(id => id === role.id),
  );

const Rung = ({ pack, role, chosen }: { pack: PackView; role: RoleView; chosen: boolean }) => {
  const medians = [...new Set(mediansOf(pack, role).map(figure => figure.text))];
  return (
    <a class="rung" href={linkTo('ladder', '', { role: role.id })} aria-current={chosen ? 'true' : undefined}>
      <span class="rung-name">{role.title}</span>
      <span class="rung-facts">
        <Levels role={role} />
        {medians.length > 0 && <span>{medians.join(' or ')} median</span>}
      </span>
    </a>
  );
};

/** Whose the medians on the rungs are, and how old: said once, as they stand in few sections. */
const PaySources = ({ pack, roles }: { pack: PackView; roles: readonly RoleView[] }) => {
  const figures = roles.flatMap(role => mediansOf(pack, role));
  const sections = [...new Map(figures.map(figure => [figure.passage, figure])).values()];
  if (sections.length === 0) return null;
  return (
    <p class="more">
      Median pay:{' '}
      {sections.map(figure => {
        const guide = pack.guides.find(candidate => candidate.id === figure.guide);
        return (
          <span key={figure.passage}>
            <SourceTag cited={{ ...figure, says: '' }} guides={pack.guides} />
            {guide && `, ${nearestAge(guide, figure.section, figure.says)}`}{' '}
          </span>
        );
      })}
    </p>
  );
};

/** The rungs from the top down; above each, where it leads and what the guides ask of whoever goes there. */
export const LadderPicture = ({ pack, chosen }: { pack: PackView; chosen: string | undefined }) => {
  const rungs = rungsOf(pack);
  return (
    <>
      <PaySources pack={pack} roles={rungs.flatMap(({ roles }) => roles)} />
      <ol class="ladder">
        {rungs.map(({ rung, roles }) => (
          <li key={rung}>
            <Climbs pack={pack} from={roles} />
            <div class="rung-roles">
              {roles.map(role => (
                <Rung key={role.id} pack={pack} role={role} chosen={role.id === chosen} />
              ))}
            </div>
          </li>
        ))}
      </ol>
    </>
  );
};
