import type { PackView, PathView, RoleView } from '../../../contract.js';
import { getPath } from '../api/client.js';
import { useLoad } from '../api/use-load.js';
import { Icon } from '../parts/icon.js';
import { RichText } from '../parts/rich-text.js';
import { openSource } from '../parts/source.js';
import { SourceTag } from '../parts/source-tag.js';
import { Failed, Loading } from '../parts/states.js';
import { go, linkTo } from '../shell/route.js';
import { needsOf, trackNames } from './career.js';

const titleOf = (pack: PackView, id: string): string => pack.roles.find(role => role.id === id)?.title ?? id;

const RoleChoice = (props: { label: string; value: string; pack: PackView; onChange: (id: string) => void }) => {
  const { label, value, pack, onChange } = props;
  const byRung = (a: RoleView, b: RoleView): number => (a.rung ?? 99) - (b.rung ?? 99) || a.title.localeCompare(b.title);
  return (
    <label class="field">
      <span>{label}</span>
      <select value={value} onChange={event => onChange(event.currentTarget.value)}>
        <option value="">Choose a role</option>
        {Object.entries(trackNames).map(([track, name]) => (
          <optgroup key={track} label={name}>
            {pack.roles
              .filter(role => role.track === track)
              .toSorted(byRung)
              .map(role => (
                <option key={role.id} value={role.id}>
                  {role.title}
                </option>
              ))}
          </optgroup>
        ))}
      </select>
    </label>
  );
};

const Steps = ({ path, pack }: { path: PathView; pack: PackView }) => (
  <ol class="steps way-steps">
    {path.steps.map(step => (
      <li key={step.to}>
        <h4>
          <a href={linkTo('ladder', '', { from: path.from, to: path.to, role: step.to })}>{titleOf(pack, step.to)}</a>
        </h4>
        <ul class="said">
          {step.tellings.map(move => (
            <li key={move.says}>
              <RichText text={move.says} /> {needsOf(pack, move) && <span class="needs">{needsOf(pack, move)}</span>}{' '}
              <SourceTag cited={move} guides={pack.guides} />
            </li>
          ))}
        </ul>
      </li>
    ))}
  </ol>
);

const Training = ({ path, pack }: { path: PathView; pack: PackView }) => (
  <details class="training">
    <summary>What training costs and takes: {path.training.length} figures</summary>
    <ul class="said">
      {path.training.map(figure => (
        <li key={figure.id}>
          <RichText text={figure.says} /> <SourceTag cited={figure} guides={pack.guides} />
        </li>
      ))}
    </ul>
  </details>
);

/** What the way asks for that years in the job alone do not bring. */
const Gaps = ({ path, pack }: { path: PathView; pack: PackView }) => (
  <dl class="gaps">
    <div>
      <dt>Credentials on the way</dt>
      <dd>
        {path.credentials.length === 0 && 'The guides name none for these steps.'}
        <ul class="chips">
          {path.credentials.map(id => {
            const credential = pack.credentials.find(candidate => candidate.id === id);
            return (
              <li key={id}>
                <a class="chip" href={linkTo('ask', '', { q: `What is the ${credential?.name ?? id} for?` })}>
                  {credential?.name ?? id}
                </a>
              </li>
            );
          })}
        </ul>
      </dd>
    </div>
    <div>
      <dt>Schooling</dt>
      <dd>
        {path.education.length === 0 && 'The guides ask for none on these steps.'}
        <ul class="said">
          {path.education.map(({ text, passage }) => (
            <li key={`${text}${passage}`}>
              <button type="button" class="text-button" onClick={() => openSource({ passage })}>
                {text}
              </button>
            </li>
          ))}
        </ul>
      </dd>
    </div>
    <div>
      <dt>Time</dt>
      <dd>
        {path.years.length === 0 && 'Years stand with the steps. No guide gives them for the goal itself.'}
        <ul class="said">
          {path.years.map(years => (
            <li key={years.passage}>
              {years.text} of experience at the goal <SourceTag cited={{ ...years, section: 'years' }} guides={pack.guides} />
            </li>
          ))}
        </ul>
      </dd>
    </div>
    <div>
      <dt>Cost</dt>
      <dd>{path.training.length === 0 ? 'The guides give no cost for this way.' : <Training path={path} pack={pack} />}</dd>
    </div>
  </dl>
);

/** Under which a way is loaded, also ahead. */
export const wayKey = (from: string, to: string): string => `way ${from} ${to}`;

const Way = ({ from, to, pack }: { from: string; to: string; pack: PackView }) => {
  const path = useLoad(wayKey(from, to), () => getPath(from, to));
  if (from === to) return <p class="note">You are there already. Choose another goal to see the way.</p>;
  if (path.state === 'loading') return <Loading what="Looking for the way" />;
  if (path.state === 'failed') return <Failed message={path.message} retry={path.retry} />;
  if (path.value.steps.length === 0)
    return (
      <div class="note">
        <p>
          No guide tells a way from {titleOf(pack, from)} to {titleOf(pack, to)}. The role itself may still say how people come to
          it.
        </p>
        <a class="outlined" href={linkTo('ladder', '', { role: to })}>
          Open {titleOf(pack, to)}
        </a>
      </div>
    );
  const count = path.value.steps.length;
  return (
    <div class="way">
      <h3>
        {titleOf(pack, from)} to {titleOf(pack, to)}: {count === 1 ? 'one step' : `${count} steps`}
      </h3>
      <Steps path={path.value} pack={pack} />
      <Gaps path={path.value} pack={pack} />
    </div>
  );
};

/** From what somebody is to what they want to be, as the guides tell it. */
export const WayFinder = ({ from, to, pack }: { from: string; to: string; pack: PackView }) => {
  const choose = (next: { from: string; to: string }): void => go(linkTo('ladder', '', next), true);
  return (
    <section class="way-finder" aria-labelledby="way-heading">
      <h2 id="way-heading" tabIndex={-1}>
        Find the way
      </h2>
      <div class="way-form">
        <RoleChoice label="I am" value={from} pack={pack} onChange={id => choose({ from: id, to })} />
        <button
          type="button"
          class="quiet round"
          aria-label="Swap the two roles"
          title="Swap"
          onClick={() => choose({ from: to, to: from })}
        >
          <Icon name="swap" />
        </button>
        <RoleChoice label="I want to be" value={to} pack={pack} onChange={id => choose({ from, to: id })} />
      </div>
      <div class="way-live" aria-live="polite">
        {from && to && <Way from={from} to={to} pack={pack} />}
      </div>
    </section>
  );
};
