import type { Citation, Disagreement } from '../../../../../src/domain/answer.js';
import { sourceOf } from '../../../../describe-source.js';
import type { ConflictView, PackView } from '../../../contract.js';
import { Mark } from './blocks.js';
import { ageOfQuote, guideName, nearestAge } from './guide-words.js';
import { RichText } from './rich-text.js';
import { openSource } from './source.js';

type Side = {
  readonly value: string;
  readonly says?: string;
  readonly who: string;
  readonly age: string;
  readonly open: preact.ComponentChild;
};

/** `listed` tells that it stands under a heading that says that the guides differ: its own names the topic alone. */
const Sides = (props: { topic: string; note: string; sides: readonly Side[]; listed?: boolean | undefined }) => {
  const { topic, note, sides, listed = false } = props;
  return (
    <section class="disagreement" aria-label={`The guides differ on ${topic}`}>
      <h3 class={listed ? 'topic' : undefined}>{listed ? topic : `The guides differ on ${topic}`}</h3>
      <ul class="sides">
        {sides.map(side => (
          <li key={`${side.who}${side.value}`} class="side">
            <p class="side-value">{side.value}</p>
            {side.says && (
              <p class="side-says">
                <RichText text={side.says} />
              </p>
            )}
            <p class="side-who">
              {side.who} {side.open}
            </p>
            <p class="side-age">{side.age}</p>
          </li>
        ))}
      </ul>
      {note && <p class="side-note">{note}</p>}
    </section>
  );
};

/** A disagreement that an answer tells of: each side a card, no verdict. */
export const AnswerDisagreement = ({
  disagreement,
  citations,
}: {
  disagreement: Disagreement;
  citations: readonly Citation[];
}) => (
  <Sides
    topic={disagreement.topic}
    note={disagreement.note}
    sides={disagreement.values.map(({ value, citation: n }) => {
      const citation = citations.find(candidate => candidate.n === n);
      return {
        value,
        who: citation ? sourceOf(citation) : '',
        age: citation ? ageOfQuote(citation) : '',
        open: <Mark n={n} citations={citations} />,
      };
    })}
  />
);

/** A disagreement from the career map, in the guides' own words. */
export const RecordedDisagreement = (props: { conflict: ConflictView; pack: PackView; listed?: boolean }) => {
  const { conflict, pack, listed } = props;
  return (
    <Sides
      listed={listed}
      topic={conflict.topic}
      note={conflict.note}
      sides={conflict.sides.map(side => {
        const guide = pack.guides.find(candidate => candidate.id === side.guide);
        return {
          value: side.value,
          says: side.says,
          who: guide ? guideName(guide) : side.guide,
          age: guide ? nearestAge(guide, side.section, side.says) : '',
          open: (
            <button type="button" class="text-button" onClick={() => openSource({ passage: side.passage, quote: side.says })}>
              Read the passage<span class="unseen"> that says {side.value}</span>
            </button>
          ),
        };
      })}
    />
  );
};
