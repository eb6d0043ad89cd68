import { useState } from 'preact/hooks';
import type { FigureView, PackView } from '../../../contract.js';
import { guideName, nearestAge } from '../parts/guide-words.js';
import { Icon } from '../parts/icon.js';
import { linkTo } from '../shell/route.js';

const shown = 6;

/** Questions spread over the pack's list, which goes from topic to topic; each turn brings others. */
const pickSuggestions = (all: readonly string[], turn: number): string[] => {
  const step = Math.max(1, Math.floor(all.length / shown));
  return Array.from({ length: shown }, (_, at) => all[(at * step + turn) % all.length]).filter(text => text !== undefined);
};

type Rung = { readonly id: string; readonly title: string; readonly figure: FigureView; readonly share: number };

/** The rungs whose median pay one guide gives, top first. One guide only: figures of different sources are not one ladder. */
const paidRungs = (pack: PackView): readonly Rung[] => {
  const medians = pack.figures.filter(
    figure => figure.measure === 'pay' && figure.statistic === 'median' && figure.period === 'year' && figure.roles.length === 1,
  );
  const [first] = medians;
  const alike = medians.filter(figure => figure.guide === first?.guide && figure.country === first.country);
  const rungs = pack.roles
    .flatMap(role => {
      const figure = alike.find(candidate => candidate.roles[0] === role.id);
      return role.rung !== undefined && figure && typeof figure.value === 'number' ? [{ role, figure, value: figure.value }] : [];
    })
    .toSorted((a, b) => (b.role.rung ?? 0) - (a.role.rung ?? 0));
  const most = Math.max(...rungs.map(rung => rung.value));
  return rungs.map(({ role, figure, value }) => ({ id: role.id, title: role.title, figure, share: value / most }));
};

/** The ladder as the first thing to see: each rung as long as its pay. */
const LadderPicture = ({ pack }: { pack: PackView | undefined }) => {
  const rungs = pack ? paidRungs(pack) : [];
  const figure = rungs[0]?.figure;
  const guide = pack?.guides.find(candidate => candidate.id === figure?.guide);
  if (pack && rungs.length < 2) return null;
  return (
    <section class="rung-picture" aria-label="Median pay by level">
      <ol>
        {rungs.map((rung, at) => (
          <li key={rung.id}>
            <a href={linkTo('ladder', '', { role: rung.id })}>
              <span class="rung-title">{rung.title}</span>
              <span class="rung-pay">{rung.figure.text}</span>
              <span class={`rung-bar ${at === 0 ? 'top' : ''}`} style={{ width: `${Math.round(rung.share * 100)}%` }} />
            </a>
          </li>
        ))}
      </ol>
      <p class="rung-source">
        {guide &&
          figure &&
          `Median pay a year, ${figure.country}. ${guideName(guide)}, ${nearestAge(guide, figure.section, figure.says)}.`}
      </p>
    </section>
  );
};

const sentenceCase = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

/** What an empty conversation begins with. */
export const WelcomeHead = ({ pack }: { pack: PackView | undefined }) => (
  <header class="welcome-head">
    <p class="welcome-subject">{pack && sentenceCase(pack.subject)}</p>
    <h1 tabIndex={-1}>
      Find your <span class="accented">next rung</span>
    </h1>
    <p class="lead">
      Ask about pay, credentials and the next move. Every fact names its guide, and where the guides differ you see both.
    </p>
  </header>
);

export const WelcomeRest = ({ pack }: { pack: PackView | undefined }) => {
  const [turn, setTurn] = useState(0);
  return (
    <section class="starters" aria-label="Questions to begin with">
      <div class="starters-head">
        <h2 class="label">People often ask</h2>
        <button type="button" class="quiet" onClick={() => setTurn(turn + 1)}>
          <Icon name="fresh" size={18} /> Others
        </button>
      </div>
      <ul>
        {pickSuggestions(pack?.suggestions ?? [], turn).map(suggestion => (
          <li key={suggestion}>
            <a class="starter" href={linkTo('ask', '', { q: suggestion })}>
              <span>{suggestion}</span>
              <Icon name="arrow" size={18} />
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
};

export const WelcomeSide = ({ pack }: { pack: PackView | undefined }) => <LadderPicture pack={pack} />;
