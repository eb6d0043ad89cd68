import type { CompareView, PackView } from '../../../contract.js';
import { getComparison, getPack } from '../api/client.js';
import { useLoad } from '../api/use-load.js';
import { useAnnounce } from '../parts/announcer.js';
import { Blocks } from '../parts/blocks.js';
import { RecordedDisagreement } from '../parts/disagreements.js';
import { SourceList } from '../parts/source-list.js';
import { Failed, Loading } from '../parts/states.js';
import { go, linkTo, type Route } from '../shell/route.js';
import { useTitle } from '../shell/use-title.js';

type Kind = CompareView['kind'];
type Thing = { readonly id: string; readonly name: string; readonly long: string };

const thingsOf = (pack: PackView, kind: Kind): readonly Thing[] =>
  kind === 'credentials'
    ? pack.credentials.map(({ id, name, expansion }) => ({ id, name, long: expansion ? `${name}, ${expansion}` : name }))
    : pack.roles.map(({ id, title }) => ({ id, name: title, long: title }));

const kindOf = (pack: PackView, ids: readonly string[]): Kind =>
  pack.credentials.some(({ id }) => ids.includes(id)) ? 'credentials' : 'roles';

const nameOf = (pack: PackView, kind: Kind, id: string): string =>
  thingsOf(pack, kind).find(thing => thing.id === id)?.name ?? id;

const addressOf = (kind: Kind, ids: readonly string[]): string =>
  linkTo('compare', '', { kind, ids: ids.filter(Boolean).join(',') });

const listed = new Intl.ListFormat('en-GB');

const Result = ({ kind, ids, pack }: { kind: Kind; ids: readonly string[]; pack: PackView }) => {
  const compared = useLoad(`compare ${kind} ${ids.join()}`, () => getComparison(kind, ids));
  useAnnounce(compared.state === 'loaded' ? `${listed.format(ids.map(id => nameOf(pack, kind, id)))}, side by side` : '');
  if (compared.state === 'loading') return <Loading what="Putting them side by side" />;
  if (compared.state === 'failed') return <Failed message={compared.message} retry={compared.retry} />;
  const { blocks, citations, conflicts } = compared.value;
  return (
    <div class="compared">
      {blocks.length > 0 ? (
        <Blocks blocks={blocks} citations={citations} />
      ) : (
        <p class="note">The guides say nothing of these that can stand side by side.</p>
      )}
      {conflicts.length > 0 && <h2>Where the guides differ</h2>}
      {conflicts.map(conflict => (
        <RecordedDisagreement key={conflict.id} conflict={conflict} pack={pack} listed />
      ))}
      {citations.length > 0 && (
        <section aria-label="Sources of this comparison">
          <h2 class="label">Sources</h2>
          <SourceList citations={citations} />
        </section>
      )}
    </div>
  );
};

const Loaded = ({ pack, route }: { pack: PackView; route: Route }) => {
  const kind: Kind = route.query.get('kind') === 'roles' ? 'roles' : 'credentials';
  const things = thingsOf(pack, kind);
  const ids = (route.query.get('ids') ?? '').split(',').filter(id => things.some(thing => thing.id === id));
  const chosen = [...new Set(ids)].slice(0, 3);
  const choose = (at: number, id: string): void => {
    const next = [0, 1, 2].map(place => (place === at ? id : (chosen[place] ?? '')));
    go(addressOf(kind, next), true);
  };
  return (
    <>
      <div class="compare-form">
        <fieldset class="kinds">
          <legend class="unseen">What to compare</legend>
          {(['credentials', 'roles'] as const).map(option => (
            <label key={option}>
              <input type="radio" name="kind" checked={option === kind} onChange={() => go(addressOf(option, []), true)} />
              <span>{option === 'credentials' ? 'Credentials' : 'Roles'}</span>
            </label>
          ))}
        </fieldset>
        <div class="compare-choices">
          {['First', 'Second', 'Third, if you like'].map((label, at) => (
            <label key={label} class="field">
              <span>{label}</span>
              <select value={chosen[at] ?? ''} onChange={event => choose(at, event.currentTarget.value)}>
                <option value="">{at === 2 ? 'None' : 'Choose one'}</option>
                {things.map(thing => (
                  <option key={thing.id} value={thing.id} disabled={chosen.some((id, place) => id === thing.id && place !== at)}>
                    {thing.long}
                  </option>
                ))}
              </select>
            </label>
          ))}
        </div>
      </div>
      {chosen.length >= 2 ? (
        <Result kind={kind} ids={chosen} pack={pack} />
      ) : (
        pack.compared.length > 0 && (
          <section class="often" aria-labelledby="often">
            <h2 class="label" id="often">
              Often compared
            </h2>
            <ul class="chips">
              {pack.compared.map(ids => (
                <li key={ids.join()}>
                  <a class="chip" href={addressOf(kindOf(pack, ids), ids)}>
                    {ids.map(id => nameOf(pack, kindOf(pack, ids), id)).join(' or ')}
                  </a>
                </li>
              ))}
            </ul>
          </section>
        )
      )}
    </>
  );
};

/** Two or three credentials or roles side by side, each cell with its source. */
export const ComparePage = ({ route }: { route: Route }) => {
  useTitle('Compare');
  const pack = useLoad('pack', getPack);
  return (
    <div class="compare-page">
      <header class="page-head">
        <h1 tabIndex={-1}>Side by side</h1>
        <p>Two or three credentials, or two or three roles. A cell that no guide fills says so.</p>
      </header>
      {pack.state === 'loading' && <Loading what="Reading the career map" />}
      {pack.state === 'failed' && <Failed message={pack.message} retry={pack.retry} />}
      {pack.state === 'loaded' && <Loaded pack={pack.value} route={route} />}
    </div>
  );
};
