import { useEffect, useState } from 'preact/hooks';
import type { Status } from '../../../contract.js';
import { getStatus, RequestError } from '../api/client.js';

const whileBuildingMs = 1500;
const otherwiseMs = 20_000;

/** What the index is doing, as long as it is not ready. Floats above the page, so that nothing moves when it comes or goes. */
export const IndexNotice = () => {
  const [status, setStatus] = useState<Status | 'gone'>();
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let watching = true;
    const look = async (): Promise<void> => {
      const found = await getStatus().catch(error =>
        error instanceof RequestError && error.code === 'unreachable' ? ('gone' as const) : undefined,
      );
      if (!watching) return;
      setStatus(found);
      const soon = found === 'gone' || found?.index.state === 'building';
      timer = setTimeout(() => void look(), soon ? whileBuildingMs : otherwiseMs);
    };
    void look();
    return () => {
      watching = false;
      clearTimeout(timer);
    };
  }, []);
  const index = status === 'gone' ? undefined : status?.index;
  const share = index?.state === 'building' && index.total > 0 ? index.done / index.total : 0;
  return (
    <div class="notices" role="status">
      {status === 'gone' && <p class="notice">NextRung isn't answering. This page goes on as soon as it does.</p>}
      {index?.state === 'building' && (
        <p class="notice">
          The guides are being indexed. Until then, answers are found by keywords alone.
          <progress value={share} max={1} aria-label="Indexing the guides" />
        </p>
      )}
      {index?.state === 'failed' && (
        <p class="notice">The guides could not be indexed; the log says why. Until then, no questions.</p>
      )}
    </div>
  );
};
