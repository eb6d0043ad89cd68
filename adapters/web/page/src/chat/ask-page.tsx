import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { plainTextOf } from '../../../../../src/domain/drafting.js';
import { getPack } from '../api/client.js';
import { useStore } from '../api/store.js';
import { useLoad } from '../api/use-load.js';
import { useAnnounce } from '../parts/announcer.js';
import { linkTo, type Route } from '../shell/route.js';
import { useTitle } from '../shell/use-title.js';
import { Composer } from './composer.js';
import { ask, askInTurn, clear, stop, turns } from './conversation.js';
import { addressOf, turnAskedBy } from './question-link.js';
import { isUnderWay, type Turn } from './turn.js';
import { TurnView } from './turn-view.js';
import { WelcomeHead, WelcomeRest, WelcomeSide } from './welcome.js';

/** What a screen reader is told: that work began, then the answer's beginning. The sentences in between would only interrupt each other. */
const announcement = (turn: Turn | undefined): string => {
  if (!turn || turn.state === 'failed') return '';
  if (turn.state === 'stopped') return 'Stopped.';
  if (!turn.answer) return 'Looking through the guides.';
  const count = turn.citations.length;
  const first = plainTextOf(turn.answer.blocks.slice(0, 1)).replaceAll('**', '');
  return `Answer: ${first} ${count === 0 ? '' : `${count} ${count === 1 ? 'source' : 'sources'}.`}`;
};

const showTurn = (key: number): void => {
  const element = document.querySelector(`[data-turn="${key}"]`);
  const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
  element?.scrollIntoView({ block: 'start', behavior: calm ? 'auto' : 'smooth' });
};

export const AskPage = ({ route }: { route: Route }) => {
  const all = useStore(turns);
  const pack = useLoad('pack', getPack);
  const latest = all.at(-1);
  const busy = isUnderWay(latest);
  const linked = route.query
    .getAll('q')
    .map(question => question.trim())
    .filter(Boolean);
  const announced = useRef<number>(undefined);
  // What was answered before this page was opened has been read.
  const read = useRef(isUnderWay(latest) ? undefined : latest?.key);
  useAnnounce(latest?.key === read.current ? '' : announcement(latest));
  // Tab, address and history get a question only once the coach has taken it: what it declines may be patient data.
  useTitle((latest?.answer && latest.question) || 'Ask');

  // Before anything is painted: whoever follows a link to a question does not see the welcome first.
  useLayoutEffect(() => {
    const known = turnAskedBy(linked, turns.get());
    const now = turns.get().at(-1);
    if (known) showTurn(known.key);
    else if (!(now && isUnderWay(now) && linked.includes(now.question))) void askInTurn(linked);
  }, [route]);

  // The address always asks the question that stands above, so that it can be passed on.
  const settled = useRef(latest?.answer && latest.key);
  useEffect(() => {
    if (!latest?.answer || settled.current === latest.key) return;
    settled.current = latest.key;
    history.replaceState(null, '', addressOf(latest, all));
  }, [latest]);

  useEffect(() => {
    if (latest && announced.current !== undefined && latest.key > announced.current) showTurn(latest.key);
    announced.current = latest?.key ?? 0;
  }, [latest?.key, latest]);

  const begin = (): void => {
    clear();
    history.replaceState(null, '', linkTo('ask'));
    document.getElementById('question')?.focus();
  };

  const known = pack.state === 'loaded' ? pack.value : undefined;
  return (
    <div class={all.length > 0 ? 'ask-page talking' : 'ask-page empty'}>
      <div class="ask-main">
        {all.length > 0 ? (
          <div class="turns" key="turns">
            <h1 class="unseen" tabIndex={-1}>
              Conversation
            </h1>
            {all.map(turn => (
              <TurnView key={turn.key} turn={turn} latest={turn === latest} />
            ))}
          </div>
        ) : (
          <WelcomeHead key="head" pack={known} />
        )}
        <div class="composer-dock" key="composer">
          <Composer
            subject={known?.subject}
            busy={busy}
            onAsk={question => void ask(question)}
            onStop={stop}
            onBegin={all.length > 0 ? begin : undefined}
          />
          <p class="small-print">
            Figures come from guides of different ages. Check what matters with their issuers. No patient details, please.
          </p>
        </div>
        {all.length === 0 && <WelcomeRest key="rest" pack={known} />}
      </div>
      {all.length === 0 && <WelcomeSide pack={known} />}
    </div>
  );
};
