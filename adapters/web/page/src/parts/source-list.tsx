import type { Citation } from '../../../../../src/domain/answer.js';
import { addressOf, agesOf, sourceOf } from '../../../../describe-source.js';
import { openSource, passageOf } from './source.js';

/** A link out of a citation, where its guide has an address. */
const Original = ({ address, n }: { address: string | undefined; n: number }) =>
  address ? (
    <a class="source-link" href={address} target="_blank" rel="noreferrer noopener">
      The original<span class="unseen"> of source {n} (opens a new tab)</span>
    </a>
  ) : null;

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
        <Original address={addressOf(citation)} n={citation.n} />
      </li>
    ))}
  </ol>
);
