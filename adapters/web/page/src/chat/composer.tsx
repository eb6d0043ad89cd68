import { useEffect, useRef, useState } from 'preact/hooks';
import { Icon } from '../parts/icon.js';

/** As in `src/coach/read-question.ts`; longer ones would come back with an error. */
const longestQuestion = 8000;

type Props = {
  /** What the guides are about, once that is known. */
  readonly subject: string | undefined;
  readonly busy: boolean;
  readonly onAsk: (question: string) => void;
  readonly onStop: () => void;
  /** Begins a conversation anew; none while there is none. */
  readonly onBegin: (() => void) | undefined;
};

/** Where a question is typed. Enter sends, Shift and Enter begins a new line. */
export const Composer = ({ subject, busy, onAsk, onStop, onBegin }: Props) => {
  const [text, setText] = useState('');
  const field = useRef<HTMLTextAreaElement>(null);

  useEffect(() => {
    const area = field.current;
    if (!area) return;
    area.style.height = 'auto';
    area.style.height = `${Math.min(area.scrollHeight, 200)}px`;
  }, [text]);

  const submit = (event: Event): void => {
    event.preventDefault();
    if (!text.trim()) {
      field.current?.focus();
      return;
    }
    onAsk(text);
    setText('');
  };
  const sendOnEnter = (event: KeyboardEvent): void => {
    // While an input method is composing, Enter picks a word.
    if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) submit(event);
  };

  return (
    <form class="composer" onSubmit={submit}>
      <label class="unseen" for="question">
        Your question{subject && ` about ${subject}`}
      </label>
      {onBegin && (
        <button type="button" class="quiet round" onClick={onBegin} aria-label="New conversation" title="New conversation">
          <Icon name="anew" />
        </button>
      )}
      <textarea
        id="question"
        ref={field}
        rows={1}
        maxLength={longestQuestion}
        placeholder="Ask a career question"
        enterkeyhint="send"
        value={text}
        onInput={event => setText(event.currentTarget.value)}
        onKeyDown={sendOnEnter}
      />
      {busy && !text.trim() ? (
        <button type="button" class="send" onClick={onStop} aria-label="Stop the answer" title="Stop the answer">
          <Icon name="stop" />
        </button>
      ) : (
        <button type="submit" class="send" aria-label="Ask" title="Ask">
          <Icon name="send" />
        </button>
      )}
    </form>
  );
};
