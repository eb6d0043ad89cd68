import type { GuideSummary } from '../../../contract.js';
import { guideName } from './guide-words.js';
import { openSource } from './source.js';

type Cited = { readonly guide: string; readonly section: string; readonly passage: string; readonly says?: string };

/** Names the guide behind a record, and opens its passage. */
export const SourceTag = ({ cited, guides }: { cited: Cited; guides: readonly GuideSummary[] }) => {
  const guide = guides.find(candidate => candidate.id === cited.guide);
  const name = guide ? guideName(guide) : cited.guide;
  return (
    <button
      type="button"
      class="source-tag"
      title={cited.section}
      aria-label={`Source: ${name}, ${cited.section}`}
      onClick={() => openSource({ passage: cited.passage, ...(cited.says ? { quote: cited.says } : {}) })}
    >
      {name}
    </button>
  );
};
