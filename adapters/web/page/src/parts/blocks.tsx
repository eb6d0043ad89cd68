import type { Block, Citation, Part, Sentence } from '../../../../../src/domain/answer.js';
import { sourceOf } from '../../../../describe-source.js';
import { RichText } from './rich-text.js';
import { openSource, passageOf } from './source.js';
import { TableFrame } from './table-frame.js';

type Citations = readonly Citation[];

/** A number behind a fact: opens the passage that says it. */
export const Mark = ({ n, citations }: { n: number; citations: Citations }) => {
  const citation = citations.find(candidate => candidate.n === n);
  if (!citation) return null;
  const label = `Source ${n}: ${sourceOf(citation)}, ${citation.section}`;
  return (
    <button type="button" class="mark" aria-label={label} title={label} onClick={() => openSource(passageOf(citation))}>
      {n}
    </button>
  );
};

/** A full stop goes behind the marks, as in a printed text; the last word stays on one line with them. */
const MarkedText = ({ part, citations }: { part: Part<number>; citations: Citations }) => {
  if (part.marks.length === 0) return <RichText text={part.text} />;
  const [, text = part.text, end = ''] = /^([\s\S]*?)([.,;:]*)$/.exec(part.text) ?? [];
  const [, before = '', last = text] = /^([\s\S]*\s)(\S+)$/.exec(text) ?? [];
  const whole = before.split('**').length % 2 === 1;
  return (
    <>
      <RichText text={whole ? before : text} />
      <span class="unbroken">
        {whole && <RichText text={last} />}
        {part.marks.map(n => (
          <Mark key={n} n={n} citations={citations} />
        ))}
        {end}
      </span>
    </>
  );
};

const Sentences = ({ sentences, citations }: { sentences: readonly Sentence<number>[]; citations: Citations }) => (
  <>
    {sentences.map((sentence, at) => (
      <span key={at} class={sentence.parts.every(part => part.from === 'coach') ? 'sentence own' : 'sentence'}>
        {sentence.parts.map((part, place) => (
          <span key={place}>
            <MarkedText part={part} citations={citations} />{' '}
          </span>
        ))}
      </span>
    ))}
  </>
);

/** `data-column` names a cell's column where a phone lays the rows out one below the other. */
const Table = ({ block, citations }: { block: Extract<Block<number>, { kind: 'table' }>; citations: Citations }) => (
  <TableFrame label={`Table: ${block.header.filter(Boolean).join(', ')}`}>
    <table>
      <thead>
        <tr>
          {block.header.map((cell, at) => (
            <th key={at} scope="col">
              {cell || <span class="unseen">What is compared</span>}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {block.rows.map((row, at) => (
          <tr key={at}>
            {row.map((cell, place) => {
              const content = <MarkedText part={cell} citations={citations} />;
              return place === 0 ? (
                <th key={place} scope="row" children={content} />
              ) : (
                <td key={place} data-column={block.header[place]} children={content} />
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  </TableFrame>
);

const OneBlock = ({ block, citations }: { block: Block<number>; citations: Citations }) => {
  switch (block.kind) {
    case 'paragraph':
      return (
        <p>
          <Sentences sentences={block.sentences} citations={citations} />
        </p>
      );
    case 'list': {
      const List = block.ordered ? 'ol' : 'ul';
      return (
        <List class={block.ordered ? 'steps' : 'points'}>
          {block.items.map((item, at) => (
            <li key={at}>
              <Sentences sentences={item} citations={citations} />
            </li>
          ))}
        </List>
      );
    }
    case 'table':
      return <Table block={block} citations={citations} />;
    default:
      return block satisfies never;
  }
};

/** An answer's blocks, with marks that open what they cite. */
export const Blocks = ({ blocks, citations }: { blocks: readonly Block<number>[]; citations: Citations }) => (
  <div class="prose">
    {blocks.map((block, at) => (
      <OneBlock key={at} block={block} citations={citations} />
    ))}
  </div>
);
