import type { Citation } from '../../../../../src/domain/answer.js';
import { addressOf, agesOf, sourceOf } from '../../../../describe-source.js';
import { openSource, passageOf } from './source.js';

/** The sources of an answer or a page: who says it, where, and how old it is. */
export const SourceList = ({ citations }: { citations: readonly Citation[] }) => (
  <ol class="sources">
    {citations.map(citation => (
      <li key={citation.n}>
        <button type="button" class="source" onClick={() => openSource(passageOf(citation))}>
          <span class="source-number" aria-hidden="true">
            {citation.n}
          </span>
          <span class="source-words">
            <span class="unseen">Source {citation.n}: </span>
            <span class="source-publisher">{sourceOf(citation)}</span>
            <span class="source-section">{citation.section}</span>
            <span class="source-age">{agesOf(citation)[1]}</span>
          </span>
        </button>
        {addressOf(citation) && (
          <a class="source-link" href={addressOf(citation)} target="_blank" rel="noreferrer noopener">
            The original<span class="unseen"> of source {citation.n} (opens a new tab)</span>
          </a>
        )}
      </li>
    ))}
  </ol>
);
