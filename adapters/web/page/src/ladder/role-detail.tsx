import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { MoveView, PackView, RoleView } from '../../../contract.js';
import { getPassage } from '../api/client.js';
import { useLoad } from '../api/use-load.js';
import { RecordedDisagreement } from '../parts/disagreements.js';
import { guideName } from '../parts/guide-words.js';
import { Icon } from '../parts/icon.js';
import { RichText } from '../parts/rich-text.js';
import { SourceTag } from '../parts/source-tag.js';
import { Failed, Loading } from '../parts/states.js';
import { linkTo } from '../shell/route.js';
import { citersOf, conflictsOf, trackName, yearsText } from './career.js';

const Part = ({ title, children }: { title: string; children: ComponentChildren }) => (
  <section class="role-part">
    <h3>{title}</h3>
    {children}
  </section>
);

const sentenceCase = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

/** A name is given as the guide writes it, in quotes, where it is another than the title. */
const Placements = ({ role, pack }: { role: RoleView; pack: PackView }) => (
  <ul class="said">
    {role.placements.map(placement => (
      <li key={placement.passage}>
        <strong>{sentenceCase(placement.level)} level</strong>
        {placement.years && `, ${yearsText(placement.years)}`}
        {placement.as.toLowerCase() !== role.title.toLowerCase() && `, as “${placement.as}”`}{' '}
        <SourceTag cited={placement} guides={pack.guides} />
      </li>
    ))}
  </ul>
);

const Duties = ({ role, pack }: { role: RoleView; pack: PackView }) => {
  const [best, ...others] = role.duties;
  const passage = useLoad(`duties ${best?.passage}`, async () => (best ? await getPassage(best.passage) : undefined));
  if (!best) return null;
  return (
    <>
      {passage.state === 'loading' && <Loading what="Opening the guide" />}
      {passage.state === 'failed' && <Failed message={passage.message} retry={passage.retry} />}
      {passage.state === 'loaded' && passage.value && (
        <p>
          {passage.value.section.sentences.join(' ')} <SourceTag cited={best} guides={pack.guides} />
        </p>
      )}
      {others.length > 0 && (
        <p class="more">
          Also told in{' '}
          {others.map(duty => (
            <span key={duty.passage}>
              <SourceTag cited={duty} guides={pack.guides} />{' '}
            </span>
          ))}
        </p>
      )}
    </>
  );
};

const Said = ({ records, pack }: { records: readonly (MoveView | PackView['figures'][number])[]; pack: PackView }) => (
  <ul class="said">
    {records.map(record => (
      <li key={`${record.passage}${record.says}`}>
        <RichText text={record.says} /> <SourceTag cited={record} guides={pack.guides} />
      </li>
    ))}
  </ul>
);

/** The way that is being looked at, kept while roles are. */
type Way = { readonly from: string; readonly to: string };

/** All that the guides say of a role. */
export const RoleDetail = ({ role, pack, way }: { role: RoleView; pack: PackView; way: Way }) => {
  const heading = useRef<HTMLHeadingElement>(null);
  const pay = pack.figures.filter(figure => figure.measure === 'pay' && figure.roles.includes(role.id));
  const onward = pack.moves.filter(move => move.from === role.id);
  const inward = pack.moves.filter(move => move.to === role.id);
  const differing = new Set(role.placements.map(placement => placement.level)).size > 1;

  useEffect(() => heading.current?.focus({ preventScroll: matchMedia('(min-width: 60rem)').matches }), [role.id]);
  return (
    <article class="role" aria-labelledby="role-heading">
      <a class="back quiet" href={linkTo('ladder', '', way)}>
        <Icon name="back" size={18} /> The ladder
      </a>
      <header>
        <p class="label">{trackName(pack, role.track)}</p>
        <h2 id="role-heading" ref={heading} tabIndex={-1}>
          {role.title}
        </h2>
        <p class="chips">
          <a class="chip" href={linkTo('ladder', '', { ...way, from: role.id })}>
            I am this
          </a>
          <a class="chip" href={linkTo('ladder', '', { ...way, to: role.id })}>
            I want to be this
          </a>
          <a class="chip" href={linkTo('ask', '', { q: `What does a ${role.title} do?` })}>
            Ask about it
          </a>
        </p>
      </header>
      {role.placements.length > 0 && (
        <Part title={differing ? 'Where it stands: the guides differ' : 'Where it stands'}>
          <Placements role={role} pack={pack} />
        </Part>
      )}
      {role.duties.length > 0 && (
        <Part title="What people in it do">
          <Duties role={role} pack={pack} />
        </Part>
      )}
      <Part title="Pay">
        {pay.length > 0 ? <Said records={pay} pack={pack} /> : <p class="more">The guides give no pay for this role.</p>}
      </Part>
      {onward.length > 0 && (
        <Part title="Where it leads">
          <Said records={onward} pack={pack} />
        </Part>
      )}
      {inward.length > 0 && (
        <Part title="How people come to it">
          <Said records={inward} pack={pack} />
        </Part>
      )}
      {conflictsOf(pack, role).map(conflict => (
        <RecordedDisagreement key={conflict.id} conflict={conflict} pack={pack} />
      ))}
      <Part title="Who speaks of it">
        <ul class="said">
          {citersOf(pack, role).map(({ guide, passages }) => {
            const known = pack.guides.find(candidate => candidate.id === guide);
            return (
              <li key={guide}>
                <a href={linkTo('library', guide)}>{known ? guideName(known) : guide}</a>, {passages}{' '}
                {passages === 1 ? 'passage' : 'passages'}
              </li>
            );
          })}
        </ul>
      </Part>
    </article>
  );
};
