import { useEffect, useState } from 'preact/hooks';
import { useAnnounce } from './announcer.js';
import { Icon } from './icon.js';

const quietMs = 250;

/** While something loads: quiet for the first moment, so that what comes at once neither flickers nor is talked about. */
export const Loading = ({ what }: { what: string }) => {
  const [quiet, setQuiet] = useState(true);
  useAnnounce(quiet ? '' : what);
  useEffect(() => {
    const timer = setTimeout(() => setQuiet(false), quietMs);
    return () => clearTimeout(timer);
  }, []);
  return (
    <p class="loading">
      <span class="rungs" aria-hidden="true">
        <i />
        <i />
        <i />
      </span>
      {what}
    </p>
  );
};

/** When something could not be loaded: why, and the way on. */
export const Failed = ({ message, retry }: { message: string; retry: () => void }) => (
  <div class="note warn" role="alert">
    <p>{message}</p>
    <button type="button" class="outlined" onClick={retry}>
      <Icon name="fresh" size={18} /> Try again
    </button>
  </div>
);
