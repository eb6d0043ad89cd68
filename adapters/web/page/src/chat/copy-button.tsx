import { useState } from 'preact/hooks';
import { Icon, type IconName } from '../parts/icon.js';

/** Puts a text on the clipboard and says whether that worked. */
export const CopyButton = ({ text, icon, label, done }: { text: () => string; icon: IconName; label: string; done: string }) => {
  const [said, setSaid] = useState('');
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text());
      setSaid(done);
    } catch {
      setSaid("The browser didn't allow copying");
    }
    setTimeout(() => setSaid(''), 2500);
  };
  return (
    <>
      <button type="button" class="quiet" onClick={() => void copy()}>
        <Icon name={said === done ? 'check' : icon} size={18} />{' '}
        <span aria-hidden={said ? 'true' : undefined}>{said || label}</span>
        {said && <span class="unseen">{label}</span>}
      </button>
      <span class="unseen" role="status">
        {said}
      </span>
    </>
  );
};
