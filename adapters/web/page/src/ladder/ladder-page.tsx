import { useEffect, useRef } from 'preact/hooks';
import type { PackView } from '../../../contract.js';
import { getPack, getPath } from '../api/client.js';
import { loadAhead, useLoad } from '../api/use-load.js';
import { Failed, Loading } from '../parts/states.js';
import { linkTo, type Route } from '../shell/route.js';
import { useTitle } from '../shell/use-title.js';
import { besideOf } from './career.js';
import { Climbs } from './climbs.js';
import { LadderPicture } from './ladder-picture.js';
import { Levels } from './levels.js';
import { RoleDetail } from './role-detail.js';
import { useOpenedInView } from './use-opened-in-view.js';
import { WayFinder, wayKey } from './way-finder.js';

const Beside = ({ pack, chosen }: { pack: PackView; chosen: string | undefined }) => (
  <section class="beside" aria-labelledby="beside-heading">
    <h2 id="beside-heading">Beside the ladder</h2>
    <div class="beside-tracks">
      {besideOf(pack).map(({ track, roles }) => (
        <div key={track}>
          <h3 class="label">{track}</h3>
          <ul>
            {roles.map(role => (
              <li key={role.id}>
                <a href={linkTo('ladder', '', { role: role.id })} aria-current={role.id === chosen ? 'true' : undefined}>
                  {role.title}
                </a>
                <Levels role={role} />
                <Climbs pack={pack} from={[role]} />
              </li>
            ))}
          </ul>
        </div>
      ))}
    </div>
  </section>
);

const Loaded = ({ pack, route }: { pack: PackView; route: Route }) => {
  const [from = '', to = '', wanted = ''] = ['from', 'to', 'role'].map(name => route.query.get(name) ?? '');
  const role = pack.roles.find(candidate => candidate.id === wanted);
  const shown = useRef(wanted);
  const layout = useRef<HTMLDivElement>(null);
  useOpenedInView(layout, wanted);
  // From a role to the way that begins or ends with it.
  useEffect(() => {
    if (shown.current && !wanted) document.getElementById('way-heading')?.focus();
    shown.current = wanted;
  }, [wanted]);
  return (
    <div ref={layout} class={role ? 'ladder-layout with-role' : 'ladder-layout'}>
      <div class="role-side">
        {role && <RoleDetail role={role} pack={pack} way={{ from, to }} />}
        <WayFinder from={from} to={to} pack={pack} />
      </div>
      <div class="ladder-side">
        <section aria-labelledby="rungs-heading">
          <h2 id="rungs-heading">The rungs</h2>
          <p class="more">
            Press a rung for the role. Above it stands where it leads, and what each guide asks of whoever goes there.
          </p>
          <LadderPicture pack={pack} chosen={role?.id} />
        </section>
        <Beside pack={pack} chosen={role?.id} />
      </div>
    </div>
  );
};

/** With the way that the address asks for, so that the ladder beneath it is drawn once. */
const loadLadder = async (route: Route): Promise<PackView> => {
  const [from, to] = ['from', 'to'].map(name => route.query.get(name));
  if (from && to) await loadAhead(wayKey(from, to), () => getPath(from, to));
  return getPack();
};

/** The roles as levels, the moves between them, and the way from one to another. */
export const LadderPage = ({ route }: { route: Route }) => {
  useTitle('Ladder');
  const pack = useLoad('ladder', () => loadLadder(route));
  return (
    <div class="ladder-page">
      <header class="page-head">
        <h1 tabIndex={-1}>The career ladder</h1>
        <p>
          Roles, what they pay, and what it takes to move from one to the next. Where the guides place a role differently, you see
          both.
        </p>
      </header>
      {pack.state === 'loading' && <Loading what="Setting up the ladder" />}
      {pack.state === 'failed' && <Failed message={pack.message} retry={pack.retry} />}
      {pack.state === 'loaded' && <Loaded pack={pack.value} route={route} />}
    </div>
  );
};
