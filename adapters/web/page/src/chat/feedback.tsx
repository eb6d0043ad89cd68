import { useId, useState } from 'preact/hooks';
import type { FeedbackRequest } from '../../../contract.js';
import { RequestError, sendFeedback, unreachable } from '../api/client.js';
import { Icon } from '../parts/icon.js';

const reasons: Readonly<Record<NonNullable<FeedbackRequest['reason']>, string>> = {
  wrong_answer: 'The answer is wrong',
  wrong_source: "The source doesn't say that",
  out_of_date: 'It is out of date',
  not_what_i_asked: "It isn't what I asked",
};
type Reason = keyof typeof reasons;
const reasonNames = Object.keys(reasons) as Reason[];

/** Whether an answer helped and, if not, why. The first word is sent at once; reason and comment are the reader's choice. */
export const Feedback = ({ answerId }: { answerId: string }) => {
  const [helpful, setHelpful] = useState<boolean>();
  const [reason, setReason] = useState<Reason>();
  const [comment, setComment] = useState('');
  const [said, setSaid] = useState('');
  const [open, setOpen] = useState(false);
  const name = useId();

  const say = async (feedback: Omit<FeedbackRequest, 'answerId'>, thanks: string): Promise<void> => {
    try {
      await sendFeedback({ answerId, ...feedback });
      setSaid(thanks);
    } catch (error) {
      setSaid(error instanceof RequestError ? error.message : unreachable);
    }
  };
  const judge = (verdict: boolean): void => {
    setHelpful(verdict);
    setOpen(!verdict);
    void say({ helpful: verdict }, verdict ? 'Noted, thank you.' : 'Noted. What was wrong?');
  };
  const explain = (event: Event): void => {
    event.preventDefault();
    setOpen(false);
    const words = comment.trim();
    void say(
      { helpful: false, ...(reason ? { reason } : {}), ...(words ? { comment: words } : {}) },
      'Noted, thank you. The people who keep the guides can see it.',
    );
  };

  return (
    <div class="feedback">
      <div class="feedback-row">
        <button type="button" class="quiet" aria-pressed={helpful === true} onClick={() => judge(true)}>
          <Icon name="up" size={18} /> Helpful
        </button>
        <button type="button" class="quiet" aria-pressed={helpful === false} onClick={() => judge(false)}>
          <Icon name="down" size={18} /> Not helpful
        </button>
        <span class="feedback-said" role="status">
          {said}
        </span>
      </div>
      {open && (
        <form class="feedback-form" onSubmit={explain}>
          <fieldset>
            <legend>What was wrong with it?</legend>
            {reasonNames.map(key => (
              <label key={key} class="choice">
                <input type="radio" name={name} checked={reason === key} onChange={() => setReason(key)} />
                <span>{reasons[key]}</span>
              </label>
            ))}
          </fieldset>
          <label class="field">
            <span>In your own words, if you like. No patient details, please.</span>
            <textarea rows={2} maxLength={2000} value={comment} onInput={event => setComment(event.currentTarget.value)} />
          </label>
          <div class="form-row">
            <button type="submit" class="solid">
              Send
            </button>
            <button type="button" class="quiet" onClick={() => setOpen(false)}>
              Not now
            </button>
          </div>
        </form>
      )}
    </div>
  );
};
