import type { PackView, PathView, RoleView } from '../../../contract.js';
import { getPath } from '../api/client.js';
import { useLoad } from '../api/use-load.js';
import { useAnnounce } from '../parts/announcer.js';
import { Icon } from '../parts/icon.js';
import { RichText } from '../parts/rich-text.js';
import { SourceTag } from '../parts/source-tag.js';
import { Failed, Loading } from '../parts/states.js';
import { go, linkTo } from '../shell/route.js';
import { titleOf, unsaidNeedsOf } from './career.js';
import { WaySummary } from './way-summary.js';

const RoleChoice = (props: { label: string; value: string; pack: PackView; onChange: (id: string) => void }) => {
  const { label, value, pack, onChange } = props;
  const byRung = (a: RoleView, b: RoleView): number => (a.rung ?? 99) - (b.rung ?? 99) || a.title.localeCompare(b.title);
  return (
    <label class="field">
      <span>{label}</span>
      <select value={value} onChange={event => onChange(event.currentTarget.value)}>
        <option value="">Choose a role</option>
        {pack.tracks.map(({ id: track, name }) => (
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
          {step.tellings.map(move => {
            const unsaid = unsaidNeedsOf(pack, move);
            return (
              <li key={move.says}>
                <RichText text={move.says} /> {unsaid.length > 0 && <span class="needs">{unsaid.join(' · ')}</span>}{' '}
                <SourceTag cited={move} guides={pack.guides} />
              </li>
            );
          })}
        </ul>
      </li>
    ))}
  </ol>
);

/** What a way comes to, in a line. */
const outcomeOf = (pack: PackView, { from, to, steps }: PathView): string => {
  const [here, there] = [titleOf(pack, from), titleOf(pack, to)];
  if (steps.length === 0) return `No guide tells a way from ${here} to ${there}.`;
  return `${here} to ${there}: ${steps.length === 1 ? 'one step' : `${steps.length} steps`}`;
};

/** Under which a way is loaded, also ahead. */
export const wayKey = (from: string, to: string): string => `way ${from} ${to}`;

const Way = ({ from, to, pack }: { from: string; to: string; pack: PackView }) => {
  const path = useLoad(wayKey(from, to), () => getPath(from, to));
  useAnnounce(from !== to && path.state === 'loaded' ? outcomeOf(pack, path.value) : '');
  if (from === to) return <p class="note">You are there already. Choose another goal to see the way.</p>;
  if (path.state === 'loading') return <Loading what="Looking for the way" />;
  if (path.state === 'failed') return <Failed message={path.message} retry={path.retry} />;
  if (path.value.steps.length === 0)
    return (
      <div class="note">
        <p>{outcomeOf(pack, path.value)} The role itself may still say how people come to it.</p>
        <a class="outlined" href={linkTo('ladder', '', { role: to })}>
          Open {titleOf(pack, to)}
        </a>
      </div>
    );
  return (
    <div class="way">
      <h3>{outcomeOf(pack, path.value)}</h3>
      <WaySummary path={path.value} pack={pack} />
      <Steps path={path.value} pack={pack} />
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
      {from && to && <Way from={from} to={to} pack={pack} />}
    </section>
  );
};
