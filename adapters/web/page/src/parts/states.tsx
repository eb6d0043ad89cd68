import { Icon } from './icon.js';

/** While something loads: quiet for the first moment, so that what comes at once does not flicker. */
export const Loading = ({ what }: { what: string }) => (
  <p class="loading" role="status">
    <span class="rungs" aria-hidden="true">
      <i />
      <i />
      <i />
    </span>
    {what}
  </p>
);

/** When something could not be loaded: why, and the way on. */
export const Failed = ({ message, retry }: { message: string; retry: () => void }) => (
  <div class="note warn" role="alert">
    <p>{message}</p>
    <button type="button" class="outlined" onClick={retry}>
      <Icon name="fresh" size={18} /> Try again
    </button>
  </div>
);
