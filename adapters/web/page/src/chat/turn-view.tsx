import type { Answer } from '../../../../../src/domain/answer.js';
import { Blocks } from '../parts/blocks.js';
import { AnswerCharts } from '../parts/chart-figure.js';
import { AnswerDisagreement } from '../parts/disagreements.js';
import { Icon } from '../parts/icon.js';
import { SourceList } from '../parts/source-list.js';
import { linkTo } from '../shell/route.js';
import { ask, askAgain, turns } from './conversation.js';
import { copiedText } from './copied-text.js';
import { CopyButton } from './copy-button.js';
import { Feedback } from './feedback.js';
import { addressOf } from './question-link.js';
import { isUnderWay, type Turn } from './turn.js';

const counted = (count: number, one: string): string => `${count} ${one}${count === 1 ? '' : 's'}`;

/** One line between question and answer, as high before the answer as after it, so that nothing beneath it moves. */
const StateLine = ({ turn }: { turn: Turn }) => {
  if (isUnderWay(turn))
    return (
      <p class="progress" aria-hidden="true">
        <span class="rungs">
          <i />
          <i />
          <i />
        </span>
        {turn.state === 'searching' ? 'Looking through the guides' : 'Checking each sentence against its source'}
      </p>
    );
  const note = turn.answer && outcomeNotes[turn.answer.outcome];
  const guides = new Set(turn.citations.map(citation => citation.guide)).size;
  const from = turn.citations.length > 0 && `${counted(turn.citations.length, 'passage')} from ${counted(guides, 'guide')}`;
  return (
    <p class="progress">
      {note && <span class="outcome">{note}</span>}
      {from}
    </p>
  );
};

const outcomeNotes: Readonly<Record<Answer['outcome'], string | undefined>> = {
  answered: undefined,
  partial: 'The guides cover part of this',
  clarify: undefined,
  no_evidence: 'Not in the guides',
  out_of_scope: 'Outside what this coach does',
  declined: undefined,
};

/** A wait in seconds, as one would say it. */
const inWords = (seconds: number): string => {
  if (seconds < 10) return 'a moment';
  return seconds > 90 ? `${Math.ceil(seconds / 60)} minutes` : `${seconds} seconds`;
};

const Ended = ({ turn }: { turn: Turn }) => {
  if (turn.state === 'stopped') return <p class="note">Stopped. What stands above was checked against the guides.</p>;
  if (turn.state !== 'failed') return null;
  const wait = turn.retryAt ? Math.max(0, Math.ceil((turn.retryAt - Date.now()) / 1000)) : 0;
  return (
    <div class="note warn" role="alert">
      <p>
        {turn.problem}
        {wait > 0 && ` It will be worth trying again in ${inWords(wait)}.`}
      </p>
      <button type="button" class="outlined" onClick={() => askAgain(turn.key)}>
        <Icon name="fresh" size={18} /> Ask again
      </button>
    </div>
  );
};

const After = ({ turn, answer, latest }: { turn: Turn; answer: Answer; latest: boolean }) => (
  <>
    {turn.answerId && answer.charts.length > 0 && (
      <AnswerCharts answerId={turn.answerId} charts={answer.charts} citations={answer.citations} />
    )}
    {answer.disagreements.map(disagreement => (
      <AnswerDisagreement key={disagreement.topic} disagreement={disagreement} citations={answer.citations} />
    ))}
    {answer.citations.length > 0 && (
      <section aria-label="Sources of this answer">
        <h3 class="label">Sources</h3>
        <SourceList citations={answer.citations} />
      </section>
    )}
    {turn.keywordsOnly && turn.question && (
      <div class="note">
        <p>The guides were still being indexed, so this was found by keywords alone. Asked again later, it may find more.</p>
        <button type="button" class="outlined" onClick={() => askAgain(turn.key)}>
          <Icon name="fresh" size={18} /> Ask again
        </button>
      </div>
    )}
    {turn.question && (
      <div class="actions">
        {turn.answerId && <Feedback answerId={turn.answerId} />}
        <div class="action-row">
          <CopyButton text={() => copiedText(turn.question, answer)} icon="copy" label="Copy as Markdown" done="Copied" />
          <CopyButton
            text={() => location.origin + location.pathname + addressOf(turn, turns.get())}
            icon="link"
            label="Link to this question"
            done="Link copied"
          />
        </div>
      </div>
    )}
    {answer.suggestions.length > 0 && (
      <nav class={latest ? 'next' : 'next earlier'} aria-label="Questions to ask next">
        <h3 class="label">Ask next</h3>
        <ul class="chips">
          {answer.suggestions.map(suggestion => (
            <li key={suggestion}>
              <a class="chip" href={linkTo('ask', '', { q: suggestion })}>
                {suggestion}
              </a>
            </li>
          ))}
        </ul>
      </nav>
    )}
  </>
);

/** What a follow-up leaned on, and the way to ask it without. */
const Leaning = ({ followUp }: { followUp: NonNullable<Answer['followUp']> }) => (
  <p class="note leaning">
    Following up on: {followUp.on}{' '}
    <button type="button" class="chip" onClick={() => void ask(followUp.asked, true)}>
      Ask it on its own
    </button>
  </p>
);

/** What stands in the place of a question that was declined. */
const removed = 'Question removed';

/** A question and its answer, from the first sentence to the last source. */
export const TurnView = ({ turn, latest }: { turn: Turn; latest: boolean }) => {
  return (
    <article
      class="turn"
      aria-busy={isUnderWay(turn)}
      data-turn={turn.key}
      aria-label={turn.question ? `Question: ${turn.question}` : removed}
    >
      <h2 class={turn.question ? 'question' : 'question removed'} tabIndex={-1}>
        {turn.question || removed}
      </h2>
      <StateLine turn={turn} />
      {turn.answer?.followUp && <Leaning followUp={turn.answer.followUp} />}
      <Blocks blocks={turn.blocks} citations={turn.citations} />
      <Ended turn={turn} />
      {turn.answer && <After turn={turn} answer={turn.answer} latest={latest} />}
    </article>
  );
};
